package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that was made to break: held back by a code, or read with the wrong part gone. */
class FhirHostileTest {
  private final FhirDeidentifier standard = Cleaning.standard();

  private void held(FhirReason reason, byte[] json) {
    assertThat(standard.resource(json)).isEqualTo(new Outcome.Quarantined(reason));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "FHIR_NOT_JSON!{\"resourceType\":\"Patient\",\"id\":\"a\",\"id\":\"b\"}",
        "FHIR_NOT_JSON!{\"resourceType\":\"Patient\"} trailing",
        "FHIR_NOT_JSON!{\"resourceType\":\"Patient\"}{\"resourceType\":\"Patient\"}",
        "FHIR_NOT_JSON!{\"resourceType\":\"Patient\"",
        "FHIR_NOT_JSON!{\"resourceType\":\"Patient\",\"name\":[{\"family\":\"A\",}]}",
        "FHIR_NOT_JSON!{'resourceType':'Patient'}",
        "FHIR_TYPE_UNKNOWN!{\"resourceType\":\"Wang\"}",
        "FHIR_TYPE_UNKNOWN!{\"resourceType\":\"DomainResource\"}",
        "FHIR_TYPE_UNKNOWN!{\"resourceType\":\"HumanName\",\"family\":\"Wang\"}",
        "FHIR_TYPE_UNKNOWN!{\"id\":\"a\"}",
        "FHIR_TYPE_UNKNOWN![1]",
        "FHIR_TYPE_UNKNOWN!\"Patient\"",
        "FHIR_TYPE_UNKNOWN!{\"resourceType\":[\"Patient\"]}",
      })
  void isHeldBack(FhirReason reason, String json) {
    held(reason, utf8(json));
  }

  @Test
  void tenThousandLevelsAreHeldBack() {
    held(
        FhirReason.FHIR_TOO_DEEP,
        utf8(
            "{\"resourceType\":\"Patient\",\"extension\":"
                + "[".repeat(10_000)
                + "]".repeat(10_000)
                + "}"));
    String item = "{\"linkId\":\"1\",\"item\":[";
    held(
        FhirReason.FHIR_TOO_DEEP,
        utf8(
            "{\"resourceType\":\"Questionnaire\",\"item\":["
                + item.repeat(5000)
                + "]}".repeat(5000)
                + "]}"));
  }

  @Test
  void bytesThatAreNoUtf8AreHeldBack() {
    byte[] json = utf8("{\"resourceType\":\"Patient\",\"id\":\"__\"}");
    json[json.length - 4] = (byte) 0xC3;
    json[json.length - 3] = (byte) 0x28;
    held(FhirReason.FHIR_NOT_UTF8, json);
    held(FhirReason.FHIR_NOT_UTF8, new byte[] {'{', (byte) 0xC0, (byte) 0x80, '}'});
  }

  @Test
  void aHugeTextPassesUpToTheBoundAndNotBeyond() {
    FhirDeidentifier small =
        Cleaning.by("{patientKey: id, largestResource: 100000}", Cleaning.PLANTS);
    String text =
        "{\"resourceType\":\"Patient\",\"id\":\"a\",\"gender\":\"" + "x".repeat(200_000) + "\"}";
    assertThat(small.resource(utf8(text)))
        .isEqualTo(new Outcome.Quarantined(FhirReason.FHIR_TOO_LARGE));
    String twentyMillion =
        "{\"resourceType\":\"Patient\",\"id\":\"a\",\"name\":[{\"family\":\""
            + "x".repeat(21_000_000)
            + "\"}]}";
    assertThat(Cleaning.clean(standard, twentyMillion).has("name")).isFalse();
  }

  /** A value of the wrong JSON type is gone; what is beside it stays. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"birthDate\":19310719",
        "\"gender\":true",
        "\"active\":\"Wang\"",
        "\"name\":\"Wang\"",
        "\"name\":{\"family\":\"Wang\"}",
        "\"name\":[\"Wang\",[\"Wang\"],null,7]",
        "\"name\":[{\"family\":{\"x\":\"Wang\"},\"given\":\"Wang\"}]",
        "\"identifier\":[{\"value\":13912345678,\"system\":[\"Wang\"]}]",
        "\"telecom\":{\"value\":[[\"Wang\"]]}",
        "\"extension\":{\"url\":\"Wang\"}",
        "\"extension\":[\"Wang\",{\"url\":7,\"valueString\":\"Wang\"}]",
        "\"_birthDate\":\"Wang\"",
        "\"_birthDate\":[{\"extension\":[{\"url\":\"Wang\"}]}]",
        "\"_name\":{\"id\":\"Wang\"}",
        "\"contained\":\"Wang\"",
        "\"contained\":[{\"resourceType\":\"Wang\"},\"Wang\",{\"id\":\"Wang\"}]",
        "\"meta\":[{\"source\":\"Wang\"}]",
        "\"text\":{\"div\":\"<div>Wang\"}",
        "\"text\":{\"status\":\"generated\",\"div\":\"<!DOCTYPE d [<!ENTITY w 'Wang'>]><div>&w;</div>\"}",
        "\"maritalStatus\":{\"coding\":{\"code\":\"Wang\"}}",
        "\"Wang\":1",
        "\"_Wang\":1",
        "\"multipleBirthInteger\":13912345678",
        "\"multipleBirthInteger\":1e11",
        "\"managingOrganization\":{\"reference\":7,\"type\":\"Wang\"}",
        "\"implicitRules\":\"http://Wang\"",
        "\"language\":\"Wang\"",
      })
  void theWrongTypeIsGone(String field) {
    JsonNode out =
        Cleaning.clean(standard, "{\"resourceType\":\"Patient\",\"id\":\"a\"," + field + "}");
    assertThat(out.toString())
        .doesNotContain("Wang")
        .doesNotContain("1391234")
        .doesNotContain("19310719");
    assertThat(out.path("id").asText()).hasSize(16);
  }

  @Test
  void aMeaningThatIsNotUnderstoodIsNotPassedOn() {
    String modifier = "\"modifierExtension\":[{\"url\":\"http://x/not\",\"valueBoolean\":true}]";
    held(
        FhirReason.FHIR_MODIFIER_UNKNOWN,
        utf8("{\"resourceType\":\"Patient\",\"id\":\"a\"," + modifier + "}"));
    JsonNode out =
        Cleaning.clean(
            standard,
            "{\"resourceType\":\"Patient\",\"id\":\"a\",\"communication\":[{\"preferred\":true,"
                + modifier
                + "},{\"preferred\":false}]}");
    assertThat(out.path("communication")).hasSize(1);
    assertThat(out.path("communication").path(0).path("preferred").asBoolean()).isFalse();
  }

  @Test
  void numbersKeepTheirDigits() {
    JsonNode out =
        Cleaning.clean(
            standard,
            "{\"resourceType\":\"Observation\",\"status\":\"final\",\"valueQuantity\":{\"value\":6.3700}}");
    assertThat(out.path("valueQuantity").path("value").isNumber()).isTrue();
    Outcome.Cleaned clean =
        (Outcome.Cleaned)
            standard.resource(
                utf8("{\"resourceType\":\"Observation\",\"valueQuantity\":{\"value\":6.3700}}"));
    assertThat(new String(clean.bytes(), StandardCharsets.UTF_8)).contains("6.3700");
  }
}
