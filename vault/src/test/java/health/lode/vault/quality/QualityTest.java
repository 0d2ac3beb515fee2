package health.lode.vault.quality;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.cut.Intakes;
import health.lode.vault.quality.QualityReport.Finding;
import health.lode.vault.record.OmopSchema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualityTest {
  private static final String ID = "11010519491231002X";

  @Test
  void plantedFaultsAreFoundAtTheirPlace(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact(
          "person",
          1,
          "p",
          "a",
          "gender_concept_id = 8507",
          "year_of_birth = 1990",
          "month_of_birth = 5",
          "day_of_birth = 1");
      vault.identify(1, "a", Kind.ID_NUMBER, ID);
      vault.record();
      vault.fact(
          "person",
          2,
          "p",
          "b",
          "gender_concept_id = 8532",
          "year_of_birth = 1990",
          "month_of_birth = 5",
          "day_of_birth = 1");
      vault.identify(2, "b", Kind.ID_NUMBER, ID);
      vault.record();
      vault.fact(
          "condition_occurrence",
          1,
          "c",
          "a",
          "condition_start_date = '1980-01-01'",
          "condition_source_value = 'R05'");
      vault.fact(
          "condition_occurrence",
          1,
          "c2",
          "a",
          "condition_start_date = '2020-01-01'",
          "condition_end_date = '2019-01-01'");
      vault.record();
      vault.fact(
          "measurement",
          1,
          "m",
          "a",
          "measurement_date = '2099-01-01'",
          "value_as_number = 5e15",
          "measurement_source_value = 'WBC'");
      vault.identify(1, "a", Kind.ID_NUMBER, ID);
      vault.identify(3, "other", Kind.ID_NUMBER, "110105194912310021");
      vault.publish();

      Clock clock = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
      QualityReport report =
          new Quality(OmopSchema.standard(), vault.cuts, clock).report(vault.connection);

      assertThat(report.cut()).isEqualTo(1);
      assertThat(at(report, "SEX_CONTRADICTORY", "person")).containsExactly("1:0", "2:0");
      assertThat(at(report, "EVENT_BEFORE_BIRTH", "condition_occurrence")).contains("3:0");
      assertThat(at(report, "END_BEFORE_START", "condition_occurrence")).containsExactly("3:0");
      assertThat(at(report, "CODE_AND_TEXT_MISSING", "condition_occurrence"))
          .containsExactly("3:0");
      assertThat(at(report, "EVENT_IN_FUTURE", "measurement")).containsExactly("4:0");
      assertThat(at(report, "NUMBER_TOO_LARGE", "measurement")).containsExactly("4:0");
      assertThat(at(report, "ID_NUMBER_INVALID", "identifier")).containsExactly("4:0");
      assertThat(report.findings())
          .extracting(Finding::check)
          .doesNotContain("BIRTH_CONTRADICTORY");
    }
  }

  private static List<String> at(QualityReport report, String check, String table) {
    return report.findings().stream()
        .filter(f -> f.check().equals(check) && f.table().equals(table))
        .findFirst()
        .map(Finding::journalRefs)
        .orElse(List.of());
  }
}
