package health.lode.vault.capture.fhir;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How one type of resource becomes facts. */
interface Mapping {
  /** The resource type. */
  String type();

  /** The table of its rows, or of the first of them. */
  String table();

  /** Top-level fields it reads, besides those that every mapping may read. */
  Set<String> fields();

  /**
   * @param key of the resource: {@code Type/id}
   */
  void map(Resource resource, String key, FactSink facts) throws QuarantinedException;

  /**
   * The key of the patient that the resource is about; null where it is about something else (a
   * group, a device, a place): such a resource is captured whole and has no row.
   */
  static @Nullable String patient(Resource resource, String key) throws QuarantinedException {
    var reference = resource.first("subject", "patient");
    String patient = References.key(reference, "Patient", key);
    if (patient != null) {
      return patient;
    }
    String target = reference.path("reference").asText("");
    if (!target.isEmpty() || !reference.path("type").asText("").isEmpty()) {
      return null;
    }
    throw Quarantine.of(
            "PATIENT_MISSING",
            "subject",
            "The resource does not say whom it is about.",
            "该资源未说明所属患者。")
        .asException();
  }

  /** A row with what every mapping fills: patient, visit, version. */
  static FactRow row(FactSink facts, String table, String key, String patient, Resource resource) {
    return facts.fact(table, key).patient(patient).version(resource.version());
  }
}
