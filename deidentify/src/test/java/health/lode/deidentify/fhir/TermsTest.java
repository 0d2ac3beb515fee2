package health.lode.deidentify.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TermsTest {
  @ParameterizedTest
  @CsvSource({
    "http://loinc.org, 4548-4, true",
    "http://loinc.org, 8302-2, true",
    "http://loinc.org, 4548-5, false",
    "http://loinc.org, LA30136-8, true",
    "http://loinc.org, LA1391234567-8, false",
    "http://loinc.org, Wang, false",
    "urn:oid:2.16.840.1.113883.6.1, 34133-9, true",
    "http://snomed.info/sct, 22298006, true",
    "http://snomed.info/sct, 999000031000000106, true",
    "http://snomed.info/sct, 22298007, false",
    "http://snomed.info/sct, 110101199003077, false",
    "http://snomed.info/sct, 13912345678, false",
    "http://terminology.hl7.org/CodeSystem/v3-ActCode, AMB, true",
    "http://terminology.hl7.org/CodeSystem/v3-ActCode, WANG, false",
    "urn:oid:2.16.840.1.113883.5.4, AMB, true",
    "http://unitsofmeasure.org, mg/dL, true",
    "http://unitsofmeasure.org, 10*3/uL, true",
    "http://unitsofmeasure.org, mL/min/{1.73_m2}, true",
    "http://unitsofmeasure.org, mm[Hg], true",
    "http://unitsofmeasure.org, kg/m2, true",
    "http://unitsofmeasure.org, {score}, true",
    "http://unitsofmeasure.org, {Wang}, false",
    "http://unitsofmeasure.org, Wang, false",
    "http://unitsofmeasure.org, 13912345678, false",
    "http://unitsofmeasure.org, '', false",
    "http://hl7.org/fhir/sid/icd-10, J18.9, true",
    "http://hl7.org/fhir/sid/icd-10, WANG, false",
    "http://www.nlm.nih.gov/research/umls/rxnorm, 860975, true",
    "http://www.whocc.no/atc, A10BA02, true",
    "urn:ietf:bcp:47, zh-Hans-CN, true",
    "urn:ietf:bcp:47, zh-Wang, false",
    "http://hospital.example/codes, A1, false",
  })
  void publishedWordsOnly(String system, String code, boolean known) {
    assertThat(Terms.knows(system, code)).isEqualTo(known);
  }
}
