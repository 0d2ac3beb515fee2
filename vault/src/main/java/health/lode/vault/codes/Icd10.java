package health.lode.vault.codes;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The WHO form of an ICD-10 diagnosis code, whatever edition it was written in: a category of three
 * characters, with the fourth where the code has one ({@code J18.9}). Rules and their reasons:
 * {@code docs/spec/codes.md}. What does not follow a rule has no WHO form; nothing is guessed.
 */
public final class Icd10 {
  /**
   * Category, then the rest: a fourth character (a digit, or the placeholder X) and what the
   * editions add to it: up to three more characters (ICD-10-CM), or two digits and then {@code x}
   * with two or three digits (Chinese extensions).
   */
  private static final Pattern CODE =
      Pattern.compile(
          "([A-Z][0-9]{2})(?:\\.-|\\.?([0-9X])(?:[0-9X]{0,2}[0-9A-Z]?|[0-9]{2}X[0-9]{2,3}))?");

  /** ICD-10-CM alone writes a letter as the fourth character ({@code F32.A}). */
  private static final Pattern CLINICAL_MODIFICATION_LETTER =
      Pattern.compile("([A-Z][0-9]{2})\\.?[A-WYZ][0-9X]{0,2}[0-9A-Z]?");

  private static final Pattern SEPARATORS = Pattern.compile("[\\s,;/、]+");

  private Icd10() {}

  /**
   * The WHO form of {@code code}.
   *
   * @param code the code as sent; a dagger and asterisk pair counts as its dagger code
   * @param vocabulary the code system as sent; null where the source does not say one
   * @return null where the code system is another one, or the code follows none of the rules
   */
  public static @Nullable String who(@Nullable String code, @Nullable String vocabulary) {
    CodeSystem system = CodeSystem.named(vocabulary);
    if (code == null || !system.mayHoldIcd10()) {
      return null;
    }
    String plain =
        Normalizer.normalize(code, Normalizer.Form.NFKC)
            .toUpperCase(Locale.ROOT)
            .replace('。', '.')
            .replace("†", "+ ")
            .replace("+", "+ ")
            .replace("*", "* ")
            .strip();
    List<String> daggers = new ArrayList<>();
    List<String> all = new ArrayList<>();
    for (String part : SEPARATORS.split(plain)) {
      if (part.endsWith("+")) {
        daggers.add(part.substring(0, part.length() - 1));
      }
      all.add(
          part.endsWith("+") || part.endsWith("*") ? part.substring(0, part.length() - 1) : part);
    }
    if (all.size() == 1) {
      return single(all.get(0), system);
    }
    // Two diagnoses in one cell: only the dagger says which of them is the underlying one.
    boolean pair = all.size() == 2 && daggers.size() == 1 && plain.contains("*");
    return pair ? single(daggers.get(0), system) : null;
  }

  private static @Nullable String single(String code, CodeSystem system) {
    Matcher written = CODE.matcher(code);
    if (written.matches()) {
      String category = written.group(1);
      if (!Icd10Blocks.contains(category)) {
        return null;
      }
      String fourth = written.group(2);
      return fourth == null || fourth.equals("X") ? category : category + "." + fourth;
    }
    Matcher letter = CLINICAL_MODIFICATION_LETTER.matcher(code);
    return system == CodeSystem.ICD10_CM
            && letter.matches()
            && Icd10Blocks.contains(letter.group(1))
        ? letter.group(1)
        : null;
  }
}
