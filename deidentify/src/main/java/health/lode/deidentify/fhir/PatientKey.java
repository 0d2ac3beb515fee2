package health.lode.deidentify.fhir;

import health.lode.strict.StrictNode;

/** By what the policy knows a patient, so that FHIR agrees with tables, notes and images. */
public sealed interface PatientKey {
  /** By the Patient resource's id. */
  record ById() implements PatientKey {}

  /** By the value of the Patient's identifier of this system. */
  record ByIdentifier(String system) implements PatientKey {}

  /** {@code id}, or {@code identifier SYSTEM}. */
  static PatientKey read(StrictNode node) {
    String text = node.text();
    if (text.equals("id")) {
      return new ById();
    }
    String prefix = "identifier ";
    if (text.startsWith(prefix) && !text.substring(prefix.length()).isBlank()) {
      return new ByIdentifier(text.substring(prefix.length()).strip());
    }
    throw node.wrong("must be id, or identifier and a system", "应为 id，或 identifier 加系统 URI");
  }
}
