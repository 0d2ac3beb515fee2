package health.lode.vault.codes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DictionaryTest {
  private final Dictionary dictionary = Dictionary.shipped();

  @Test
  void threeHospitalsNamesForOneItemAreOneConcept() {
    int byLoinc = dictionary.laboratory("http://loinc.org", "6690-2", "anything");
    assertThat(byLoinc).isGreaterThanOrEqualTo(2_000_000_000);
    assertThat(dictionary.laboratory(null, "白细胞计数", "白细胞计数")).isEqualTo(byLoinc);
    assertThat(dictionary.laboratory("L", "WBC", "白细胞")).isEqualTo(byLoinc);
    assertThat(dictionary.laboratory(null, "ｗｂｃ", null)).isEqualTo(byLoinc);
  }

  @Test
  void whatIsNotKnownOrContradictsItselfIsNoConcept() {
    assertThat(dictionary.laboratory("LN", "WBC", "白细胞计数")).isZero();
    assertThat(dictionary.laboratory("SCT", "WBC", "白细胞计数")).isZero();
    assertThat(dictionary.laboratory(null, "WBC", "红细胞计数")).isZero();
    assertThat(dictionary.laboratory(null, "PCT", null)).isZero();
    assertThat(dictionary.gender("X")).isZero();
    assertThat(dictionary.visit(null)).isZero();
  }

  @Test
  void sexVisitAndOutcomeInEachHospitalsWords() {
    for (String male : new String[] {"男", "M", "male", "1"}) {
      assertThat(dictionary.gender(male)).isEqualTo(8507);
    }
    for (String inpatient : new String[] {"住院", "IMP", "I", "inpatient"}) {
      assertThat(dictionary.visit(inpatient)).isEqualTo(9201);
    }
    for (String outpatient : new String[] {"门诊", "AMB", "O", "wellness"}) {
      assertThat(dictionary.visit(outpatient)).isEqualTo(9202);
    }
    for (String emergency : new String[] {"急诊", "EMER", "E", "emergency"}) {
      assertThat(dictionary.visit(emergency)).isEqualTo(9203);
    }
    assertThat(dictionary.outcome("治愈")).isEqualTo(2_000_001_001);
  }
}
