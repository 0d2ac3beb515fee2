package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.strict.StrictException;
import health.lode.strict.StrictNode;
import health.lode.strict.StrictYaml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarkPolicyTest {
  private static MarkPolicy read(String column) {
    return MarkPolicy.read(StrictYaml.read("rows: [patient]\ncolumns:\n  - {" + column + "}\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "creatinine, laboratory",
    "systolic, vital",
    "icd, diagnosis",
    "days_in_ward, interval",
    // Whatever role it is given, OMOP's name says what it is.
    "value_as_number, demographic",
    "Condition_Source_Value, administrative",
  })
  void resultsDiagnosesAndIntervalsNeedToBeAllowed(String column, String role) {
    String words = "column: " + column + ", role: " + role + ", change: 1";
    assertThatThrownBy(() -> read(words))
        .isInstanceOf(StrictException.class)
        .hasMessageContaining("allow: true");
    assertThatThrownBy(() -> read(words + ", allow: false")).hasMessageContaining("allow: true");
    assertThat(read(words + ", allow: true").columns()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "column: birth_year, change: 1",
        "column: birth_year, role: mystery, change: 1",
        "column: birth_year, role: demographic",
        "column: birth_year, role: demographic, change: 1, days: 2",
        "column: birth_year, role: demographic, change: 0",
        "column: birth_year, role: demographic, change: -1",
        "column: birth_year, role: demographic, change: 12345",
        "column: birth_year, role: demographic, change: 1, share: 0",
        "column: birth_year, role: demographic, change: 1, shade: 5",
        "column: birth_year, role: demographic, letters: 4",
        "column: code, role: pseudonym, change: 1",
        "column: code, role: pseudonym, letters: 7",
        "column: way, role: visit, choices: [[a, b, c]]",
        "column: way, role: visit, choices: [[a, b], [b, c]]",
        "column: way, role: visit, choices: []",
        // It names the rows, so it may not change.
        "column: patient, role: demographic, change: 1",
      })
  void whatIsNotUnderstoodIsRefused(String column) {
    assertThatThrownBy(() -> read(column)).isInstanceOf(StrictException.class);
  }

  @Test
  void aFallbackThatMarksWouldChangeIsRefused() {
    assertThatThrownBy(
            () ->
                MarkPolicy.read(
                    StrictYaml.read(
                        """
                        rows: [patient]
                        fallback: {columns: [sex, birth_year]}
                        columns:
                          - {column: birth_year, role: demographic, change: 1}
                        """)))
        .hasMessageContaining("birth_year");
  }

  @Test
  void theRegisterKeepsItsWords() {
    MarkPolicy policy = SyntheticRelease.policy();
    assertThat(MarkPolicy.read(StrictNode.of(policy.json()))).isEqualTo(policy);
    MarkPolicy allowed = read("column: gap, role: interval, change: 0.5, allow: true");
    assertThat(MarkPolicy.read(StrictNode.of(allowed.json()))).isEqualTo(allowed);
  }
}
