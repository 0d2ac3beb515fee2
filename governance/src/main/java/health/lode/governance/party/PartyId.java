package health.lode.governance.party;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.util.regex.Pattern;

/**
 * The name of an office: {@code kind} or {@code kind/name/...}, for example {@code commission} or
 * {@code hospital/department/radiology}. The first word is one of {@link PartyKind}; the others are
 * free (letters of any script, digits, dot, dash, underscore).
 */
public record PartyId(String value) implements Comparable<PartyId> {
  private static final Pattern FORM =
      Pattern.compile("[a-z]+(/[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,63}){0,4}");

  public PartyId {
    if (!FORM.matcher(value).matches() || PartyKind.ofWord(first(value)).isEmpty()) {
      throw invalid(value);
    }
  }

  public static PartyId of(String value) {
    return new PartyId(value);
  }

  /** As {@link #of}, but a lone free word is an office of the hospital: {@code information}. */
  public static PartyId ofShort(String text) {
    boolean whole = text.contains("/") || PartyKind.ofWord(text).isPresent();
    return new PartyId(whole ? text : PartyKind.HOSPITAL.word() + "/" + text);
  }

  public PartyKind kind() {
    return PartyKind.ofWord(first(value)).orElseThrow();
  }

  @Override
  public int compareTo(PartyId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }

  private static String first(String value) {
    int slash = value.indexOf('/');
    return slash < 0 ? value : value.substring(0, slash);
  }

  private static RefusedException invalid(String value) {
    String shown = value.length() > 80 ? value.substring(0, 80) + "…" : value;
    return Refusal.of(
            PartyReason.PARTY_NAME_INVALID,
            Words.of("'" + shown + "' is not a party's name", "“" + shown + "”不是有效的机构名称"),
            Words.of(
                "write KIND or KIND/NAME with KIND one of: " + PartyKind.words(),
                "请写成 KIND 或 KIND/NAME，KIND 为：" + PartyKind.words()))
        .asException();
  }
}
