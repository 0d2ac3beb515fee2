package health.lode.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Sixty patients as FHIR NDJSON: pneumonia (J18.9) in the first 25, cough (R05) in the first 12,
 * lung cancer (C34.9) in the first 5, one HIV diagnosis (B20) in each of the first 15, and one
 * haemoglobin value each.
 */
final class SmallHospital {
  static final int PATIENTS = 60;

  private SmallHospital() {}

  static Path writeFhir(Path folder) throws IOException {
    Files.createDirectories(folder);
    StringBuilder patients = new StringBuilder();
    StringBuilder conditions = new StringBuilder();
    StringBuilder observations = new StringBuilder();
    for (int i = 1; i <= PATIENTS; i++) {
      patients.append(
          """
          {"resourceType":"Patient","id":"p%d","gender":"%s","birthDate":"19%02d-03-04","name":[{"family":"Test","given":["P%d"]}],"address":[{"line":["12 Long Meadow Lane"]}]}
          """
              .formatted(i, i % 2 == 0 ? "female" : "male", 30 + i % 60, i));
      condition(conditions, i, 25, "J18.9");
      condition(conditions, i, 12, "R05");
      condition(conditions, i, 5, "C34.9");
      condition(conditions, i, 15, "B20");
      observations.append(
          """
          {"resourceType":"Observation","id":"o%d","status":"final","subject":{"reference":"Patient/p%d"},"effectiveDateTime":"2025-05-02T08:00:00+08:00","code":{"coding":[{"system":"http://loinc.org","code":"718-7","display":"Hemoglobin"}]},"valueQuantity":{"value":%d.5,"unit":"g/L"},"component":[{"code":{"text":"Address"},"valueString":"12 Long Meadow Lane"},{"code":{"text":"Next of kin"},"valueString":"lives at 7 Willow Court, Springfield, IL 62704, phone 217-555-0143"},{"code":{"text":"Drug"},"valueString":"Medication/450521870304235"}]}
          """
              .formatted(i, i, 110 + i % 40));
    }
    Files.writeString(folder.resolve("Patient.ndjson"), patients);
    Files.writeString(folder.resolve("Condition.ndjson"), conditions);
    Files.writeString(folder.resolve("Observation.ndjson"), observations);
    return folder;
  }

  private static void condition(StringBuilder out, int patient, int upTo, String code) {
    if (patient <= upTo) {
      out.append(
          """
          {"resourceType":"Condition","id":"c%d-%s","subject":{"reference":"Patient/p%d"},"onsetDateTime":"2025-05-01T10:00:00+08:00","code":{"coding":[{"system":"http://hl7.org/fhir/sid/icd-10","code":"%s"}]}}
          """
              .formatted(patient, code.replace(".", ""), patient, code));
    }
  }

  static final int CONDITIONS = 25 + 12 + 5 + 15;

  static Path permit(Path file, String data) throws IOException {
    return Files.writeString(
        file,
        """
        project: Cough and pneumonia
        purpose: research
        requester: local/researcher
        recipient: local/researcher
        data: [%s]
        forms: [aggregate]
        valid: {from: 2026-01-01, until: 2099-12-31}
        """
            .formatted(data));
  }
}
