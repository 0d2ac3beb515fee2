package health.lode.vault.codes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The small dictionary that ships with the product: what a source calls a sex, a kind of visit, an
 * outcome or a blood count, and the OMOP concept id that stands for it. Every look-up answers 0,
 * OMOP's "no matching concept", for what the dictionary does not hold. Immutable; safe to share.
 */
public final class Dictionary {
  private static final String RESOURCE = "dictionary.yaml";

  private final Map<String, Integer> gender;
  private final Map<String, Integer> visit;
  private final Map<String, Integer> outcome;
  private final Map<String, Integer> laboratoryNames;
  private final Map<String, Integer> loinc;

  private Dictionary(JsonNode yaml) {
    gender = terms(yaml.path("gender"), "names");
    visit = terms(yaml.path("visit"), "names");
    outcome = terms(yaml.path("outcome"), "names");
    laboratoryNames = terms(yaml.path("laboratory"), "names");
    loinc = terms(yaml.path("laboratory"), "loinc");
  }

  /** Reads the dictionary of this release. */
  public static Dictionary shipped() {
    try (InputStream in = Dictionary.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("The dictionary is missing from this build");
      }
      return new Dictionary(new YAMLMapper().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code gender_concept_id}: 8507 male, 8532 female, 0 otherwise. */
  public int gender(@Nullable String sent) {
    return lookUp(gender, sent);
  }

  /** {@code visit_concept_id}: 9201 inpatient, 9202 outpatient, 9203 emergency, 0 otherwise. */
  public int visit(@Nullable String sent) {
    return lookUp(visit, sent);
  }

  /** The concept of an outcome at discharge (治愈, 好转 …), 0 otherwise. */
  public int outcome(@Nullable String sent) {
    return lookUp(outcome, sent);
  }

  /**
   * {@code measurement_concept_id} of a laboratory item: by its LOINC code where the code system
   * says LOINC, else by its local code or its name.
   */
  public int laboratory(@Nullable String vocabulary, @Nullable String code, @Nullable String name) {
    CodeSystem system = CodeSystem.named(vocabulary);
    if (system == CodeSystem.LOINC) {
      return lookUp(loinc, code);
    }
    if (system != CodeSystem.UNSTATED) {
      return 0;
    }
    int byCode = lookUp(laboratoryNames, code);
    int byName = lookUp(laboratoryNames, name);
    // A code and a name that mean different things are a contradiction, not a match.
    boolean agree = byCode == 0 || byName == 0 || byCode == byName;
    return agree ? Math.max(byCode, byName) : 0;
  }

  private static int lookUp(Map<String, Integer> terms, @Nullable String sent) {
    if (sent == null) {
      return 0;
    }
    Integer asSent = terms.get(sent);
    return asSent != null ? asSent : terms.getOrDefault(plain(sent), 0);
  }

  private static Map<String, Integer> terms(JsonNode entries, String names) {
    Map<String, Integer> terms = new HashMap<>();
    for (JsonNode entry : entries) {
      for (JsonNode name : entry.path(names)) {
        Integer before = terms.put(plain(name.asText()), entry.path("concept").asInt());
        if (before != null && before != entry.path("concept").asInt()) {
          throw new IllegalStateException("Two meanings in the dictionary: " + name.asText());
        }
      }
    }
    return Map.copyOf(terms);
  }

  private static String plain(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .replace(" ", "");
  }
}
