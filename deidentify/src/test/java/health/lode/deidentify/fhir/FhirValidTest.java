package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What was valid by HL7's validator is valid after, with and without a text cleaner: cardinalities,
 * value sets, invariants and references in bundles.
 */
class FhirValidTest {
  private static final FhirValidator VALIDATOR = validator();

  private static FhirValidator validator() {
    FhirContext context = FhirContext.forR4();
    ValidationSupportChain support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(context),
            new CommonCodeSystemsTerminologyService(context),
            new InMemoryTerminologyServerValidationSupport(context));
    FhirInstanceValidator module = new FhirInstanceValidator(support);
    module.setErrorForUnknownProfiles(false);
    return context.newValidator().registerValidatorModule(module);
  }

  private static List<String> errors(String json) {
    return VALIDATOR.validateWithResult(json).getMessages().stream()
        .filter(m -> m.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
        .map(m -> m.getLocationString() + ": " + m.getMessage())
        .toList();
  }

  @TestFactory
  List<DynamicTest> whatWasValidStaysValid() throws Exception {
    List<DynamicTest> tests = new ArrayList<>();
    try (InputStream in = FhirValidTest.class.getResourceAsStream("valid.yaml")) {
      for (JsonNode each : new YAMLMapper().readTree(in)) {
        String json = Cleaning.JSON.writeValueAsString(each);
        String name = each.path("resourceType").asText();
        tests.add(DynamicTest.dynamicTest(name, () -> valid(json)));
      }
    }
    assertThat(tests).hasSizeGreaterThan(11);
    return tests;
  }

  private static void valid(String json) {
    assertThat(errors(json)).as("before").isEmpty();
    for (TextCleaner cleaner : List.of(Cleaning.PLANTS, TextCleaner.WITHHOLD)) {
      String out = Cleaning.clean(Cleaning.by("{}", cleaner), json).toString();
      assertThat(errors(out)).as(out).isEmpty();
      assertThat(out).doesNotContain("Wang");
    }
  }
}
