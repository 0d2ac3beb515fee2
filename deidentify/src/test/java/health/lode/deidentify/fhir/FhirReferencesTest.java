package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What resolved before resolves after, in the same file and across files. */
class FhirReferencesTest {
  private static final Pseudonyms PSEUDONYMS = PseudonymKey.of(new byte[32]).pseudonyms();
  private final FhirDeidentifier byId = Cleaning.standard();

  private static JsonNode observation(FhirDeidentifier by, String subject) {
    return Cleaning.clean(
        by,
        "{\"resourceType\":\"Observation\",\"id\":\"o\",\"status\":\"final\",\"subject\":"
            + subject
            + ",\"effectiveDateTime\":\"2020-06-15\"}");
  }

  private static String reference(String to) {
    return "{\"reference\":\"" + to + "\"}";
  }

  @Test
  void everyFormOfAReferenceLeadsToTheSameId() {
    String id =
        Cleaning.clean(byId, "{\"resourceType\":\"Patient\",\"id\":\"p-1\"}").path("id").asText();
    assertThat(id).isEqualTo(PSEUDONYMS.code(Pseudonyms.PATIENT, "p-1"));
    for (String form : new String[] {"Patient/p-1", "Patient/p-1/_history/3", "Patient/p-1#name"}) {
      assertThat(observation(byId, reference(form)).at("/subject/reference").asText())
          .isEqualTo("Patient/" + id);
    }
    String absolute =
        observation(byId, reference("https://h.example/fhir/Patient/p-1"))
            .at("/subject/reference")
            .asText();
    assertThat(absolute).matches("https://[0-9a-z]{16}\\.invalid/Patient/" + id);
  }

  @Test
  void aBundlesEntriesStillFindEachOther() {
    String bundle =
        "{\"resourceType\":\"Bundle\",\"type\":\"collection\",\"entry\":["
            + "{\"fullUrl\":\"urn:uuid:0b1\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\"}},"
            + "{\"fullUrl\":\"https://h/fhir/Encounter/e\",\"resource\":{\"resourceType\":\"Encounter\",\"id\":\"e\","
            + "\"status\":\"finished\",\"class\":{\"code\":\"AMB\"},\"subject\":{\"reference\":\"urn:uuid:0b1\"},"
            + "\"period\":{\"start\":\"2020-06-15\"}}},"
            + "{\"resource\":{\"resourceType\":\"Condition\",\"subject\":{\"reference\":\"urn:uuid:0b1\"},"
            + "\"encounter\":{\"reference\":\"https://h/fhir/Encounter/e\"},\"recordedDate\":\"2020-06-16\"}}]}";
    byId.learn(
        "{\"fullUrl\":\"urn:uuid:0b1\",\"resource\":{\"resourceType\":\"Patient\",\"id\":\"p\"}}"
            .getBytes(StandardCharsets.UTF_8));
    JsonNode out = Cleaning.clean(byId, bundle);
    String patient = out.at("/entry/0/fullUrl").asText();
    assertThat(patient).startsWith("urn:uuid:").isNotEqualTo("urn:uuid:0b1");
    assertThat(out.at("/entry/1/resource/subject/reference").asText()).isEqualTo(patient);
    assertThat(out.at("/entry/2/resource/encounter/reference").asText())
        .isEqualTo(out.at("/entry/1/fullUrl").asText())
        .endsWith("/" + out.at("/entry/1/resource/id").asText());
    int days = PSEUDONYMS.shiftDays(new health.lode.deidentify.policy.Dates.Shift(100), "p");
    assertThat(out.at("/entry/1/resource/period/start").asText())
        .isEqualTo(java.time.LocalDate.of(2020, 6, 15).plusDays(days).toString());
  }

  @Test
  void theKeyIdentifierTiesPatientsToOtherKindsOfData() {
    FhirDeidentifier by = Cleaning.by("{patientKey: identifier urn:mrn}", Cleaning.PLANTS);
    String patient =
        "{\"resourceType\":\"Patient\",\"id\":\"p\",\"identifier\":[{\"system\":\"urn:mrn\",\"value\":\"M77\"}]}";
    by.learn(patient.getBytes(StandardCharsets.UTF_8));
    String code = PSEUDONYMS.code(Pseudonyms.PATIENT, "M77");
    JsonNode out = Cleaning.clean(by, patient);
    assertThat(out.path("id").asText()).isEqualTo(code);
    assertThat(out.at("/identifier/0/value").asText()).isEqualTo(code);
    assertThat(observation(by, reference("Patient/p")).at("/subject/reference").asText())
        .isEqualTo("Patient/" + code);
    assertThat(
            observation(by, reference("Patient?identifier=urn:mrn|M77"))
                .at("/subject/reference")
                .asText())
        .endsWith("|" + code);
    assertThat(observation(by, reference("Patient/other")).at("/subject/reference").asText())
        .isNotEqualTo("Patient/" + PSEUDONYMS.code(Pseudonyms.PATIENT, "other"));
    String logical = "{\"identifier\":{\"system\":\"urn:mrn\",\"value\":\"M77\"}}";
    int days = PSEUDONYMS.shiftDays(new health.lode.deidentify.policy.Dates.Shift(100), "M77");
    String moved = java.time.LocalDate.of(2020, 6, 15).plusDays(days).toString();
    for (String subject : new String[] {reference("Patient/p"), logical}) {
      assertThat(observation(by, subject).path("effectiveDateTime").asText()).isEqualTo(moved);
    }
  }

  @Test
  void aContainedResourceIsStillFoundAndOneThatWentIsNotPointedAt() {
    JsonNode out =
        Cleaning.clean(
            byId,
            "{\"resourceType\":\"Observation\",\"status\":\"final\",\"performer\":[{\"reference\":\"#doc\"},"
                + "{\"reference\":\"#gone\"}],\"contained\":[{\"resourceType\":\"Practitioner\",\"id\":\"doc\"},"
                + "{\"resourceType\":\"Wang\",\"id\":\"gone\"}]}");
    assertThat(out.path("contained")).hasSize(1);
    assertThat(out.path("performer")).hasSize(1);
    assertThat(out.at("/performer/0/reference").asText())
        .isEqualTo("#" + out.at("/contained/0/id").asText());
  }

  @Test
  void severalPatientsOrNoneLeaveTheYearOnly() {
    for (String patients :
        new String[] {
          "\"subject\":{\"reference\":\"Group/1\"}",
          "\"subject\":{\"reference\":\"Patient/1\"},\"focus\":[{\"reference\":\"Patient/2\"}],\"patient\":1",
          "\"performer\":[{\"reference\":\"Patient/1\"},{\"reference\":\"Patient/2\"}]",
          "\"performer\":[]"
        }) {
      JsonNode out =
          Cleaning.clean(
              byId,
              "{\"resourceType\":\"Observation\",\"status\":\"final\","
                  + patients
                  + ",\"effectiveDateTime\":\"2020-06-15\",\"valueString\":\"free\"}");
      boolean one = patients.contains("focus"); // the subject tells, whatever else is pointed at
      assertThat(out.path("effectiveDateTime").asText()).as(patients).hasSize(one ? 10 : 4);
      assertThat(out.has("valueString")).as(patients).isEqualTo(one);
    }
  }
}
