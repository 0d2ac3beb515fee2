package health.lode.deidentify.fhir;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import health.lode.strict.StrictYaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The policy's section {@code fhir}: ordered rules. A rule speaks of the elements it names and of
 * all that is below them; of the rules that speak of a leaf, the first in the file decides. After
 * the policy's own rules come the shipped ones ({@code standard: true}, the default), and after
 * these everything is redacted. An extension is spoken of only by a rule that names its URL. See
 * docs/spec/deidentify-fhir.md.
 *
 * @param rules the policy's own and then the shipped ones
 * @param largest bytes of one resource at most
 * @param cda the part for CDA documents, which its room reads
 */
public record FhirPolicy(
    PatientKey patientKey, List<FhirRule> rules, long largest, Optional<StrictNode> cda) {
  private static final long LARGEST = 64L << 20;

  @Override
  public String toString() {
    return "FhirPolicy[" + rules.size() + " rules]";
  }

  /** Reads the section to its last key. */
  public static FhirPolicy read(StrictNode node) {
    StrictMapping mapping = node.mapping();
    PatientKey key =
        mapping.optional("patientKey").map(PatientKey::read).orElseGet(PatientKey.ById::new);
    List<FhirRule> rules = new ArrayList<>();
    Optional<StrictNode> own = mapping.optional("rules");
    own.ifPresent(n -> add(rules, "", n));
    boolean standard = mapping.optional("standard").map(StrictNode::truth).orElse(true);
    long largest = LARGEST;
    Optional<StrictNode> bound = mapping.optional("largestResource");
    if (bound.isPresent()) {
      largest = bound.get().whole();
      if (largest < 1024 || largest > 1L << 30) {
        throw bound.get().wrong("must be 1024 to 1073741824 bytes", "应为 1024 到 1073741824 字节");
      }
    }
    Optional<StrictNode> cda = mapping.optional("cda");
    mapping.done();
    if (standard) {
      String text = String.join("\n", R4.lines("standard-rules.yaml"));
      StrictMapping shipped = StrictYaml.read(text).mapping();
      add(rules, "standard:", shipped.required("rules"));
      shipped.done();
    }
    return new FhirPolicy(key, List.copyOf(rules), largest, cda);
  }

  /** The shipped policy: no rules of its own. */
  static FhirPolicy shipped() {
    return read(StrictYaml.read("{patientKey: id}"));
  }

  private static void add(List<FhirRule> rules, String prefix, StrictNode list) {
    int number = 0;
    for (StrictNode item : list.items()) {
      number++;
      rules.add(FhirRule.read(prefix + number, item, n -> R4.STANDARD.type(n).isPresent()));
    }
  }
}
