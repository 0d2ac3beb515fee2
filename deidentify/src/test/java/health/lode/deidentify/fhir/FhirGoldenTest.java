package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.strict.StrictException;
import health.lode.strict.StrictYaml;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy's language: golden cases in {@code golden.yaml}, and what it refuses. */
class FhirGoldenTest {
  @TestFactory
  List<DynamicTest> golden() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = FhirGoldenTest.class.getResourceAsStream("golden.yaml")) {
      for (JsonNode each : new YAMLMapper().readTree(in)) {
        tests.add(DynamicTest.dynamicTest(each.path("id").asText(), () -> holds(each)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(14);
    return tests;
  }

  private static void holds(JsonNode golden) throws Exception {
    String uid = PseudonymKey.of(new byte[32]).pseudonyms().uid("1.2.3");
    String expected = golden.path("out").asText().replace("UID(1.2.3)", uid);
    JsonNode out =
        Cleaning.clean(
            Cleaning.by(golden.path("policy").asText(), TextCleaner.WITHHOLD),
            golden.path("in").asText());
    assertThat(out).as(golden.path("reason").asText()).isEqualTo(Cleaning.JSON.readTree(expected));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{rules: [{path: Pateint.name, action: keep}]}",
        "{rules: [{path: Patient.na-me, action: keep}]}",
        "{rules: [{path: Patient..name, action: keep}]}",
        "{rules: [{type: Nothing, action: keep}]}",
        "{rules: [{action: keep}]}",
        "{rules: [{path: Patient.name}]}",
        "{rules: [{path: Patient.name, action: forget}]}",
        "{rules: [{path: Patient.name, action: generalise}]}",
        "{rules: [{path: Patient.name, action: generalise, to: week}]}",
        "{rules: [{path: Patient.name, action: keep, to: year}]}",
        "{rules: [{path: Patient.name, action: keep, unless: x}]}",
        "{rules: [{path: Patient.name, where: {value: x}, action: keep}]}",
        "{rules: [{path: Patient.name, where: {}, action: keep}]}",
        "{patientKey: mrn}",
        "{patientKey: 'identifier '}",
        "{largestResource: 1}",
        "{unknown: 1}",
      })
  void whatIsNotUnderstoodIsRefused(String policy) {
    assertThatThrownBy(() -> FhirPolicy.read(StrictYaml.read(policy)))
        .isInstanceOf(StrictException.class);
  }

  @Test
  void theShippedPolicySpeaksOfFhir() {
    FhirPolicy policy = Policy.standard().section(Policy.Section.FHIR, FhirPolicy::read);
    assertThat(policy.rules()).hasSizeGreaterThan(20);
  }
}
