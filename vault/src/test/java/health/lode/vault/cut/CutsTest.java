package health.lode.vault.cut;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CutsTest {
  @Test
  void everyTableOfTheModelCanBeAskedInAnEmptyVault(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      CutInfo cut = vault.publish();

      assertThat(cut.number()).isEqualTo(1);
      assertThat(cut.rows()).isZero();
      for (OmopTable table : OmopSchema.standard().tables()) {
        assertThat(
                vault.rows(
                    "SELECT column_name || ' ' || data_type FROM information_schema.columns"
                        + " WHERE table_schema = 'cut_1' AND table_name = '"
                        + table
                        + "' ORDER BY ordinal_position"))
            .as(table.name())
            .isEqualTo(table.storedColumns().stream().map(c -> c.name() + ' ' + c.type()).toList());
      }
    }
  }

  @Test
  void aFilledCutHasTheColumnsOfTheModelToo(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      for (OmopTable table : OmopSchema.standard().captured()) {
        vault.fact(table.name(), 1, "k-" + table, "p");
      }
      CutInfo cut = vault.publish();

      for (OmopTable table : OmopSchema.standard().tables()) {
        assertThat(
                vault.rows(
                    "SELECT column_name || ' ' || data_type FROM information_schema.columns"
                        + " WHERE table_schema = 'cut_1' AND table_name = '"
                        + table
                        + "' ORDER BY ordinal_position"))
            .as(table.name())
            .isEqualTo(table.storedColumns().stream().map(c -> c.name() + ' ' + c.type()).toList());
        if (table.captured()) {
          assertThat(cut.rows(table.name())).as(table.name()).isEqualTo(1);
        }
      }
    }
  }

  @Test
  void laterFactsReplaceEarlierOnesAndRetractedOnesGo(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("condition_occurrence", 1, "a", "p", "condition_source_value = 'J18.9'");
      vault.fact("condition_occurrence", 1, "b", "p", "condition_source_value = 'R05'");
      vault.record();
      vault.fact("condition_occurrence", 1, "a", "p", "condition_source_value = 'C34.9'");
      // The same key in another source is another fact.
      vault.fact("condition_occurrence", 2, "b", "q", "condition_source_value = 'R50'");
      vault.record();
      vault.retract("condition_occurrence", 1, "b", "p");
      vault.publish();

      assertThat(
              vault.rows(
                  "SELECT person_id, condition_source_value, condition_concept_id, journal_ref"
                      + " FROM cut_1.condition_occurrence ORDER BY 1, 2"))
          .containsExactly("1|C34.9|0|2:0", "2|R50|0|2:0");

      // Sent again after it was taken back: it stands again, in the next cut only.
      vault.record();
      vault.fact("condition_occurrence", 1, "b", "p", "condition_source_value = 'R05'");
      assertThat(vault.publish().number()).isEqualTo(2);
      assertThat(vault.rows("SELECT count(*) FROM cut_1.condition_occurrence")).contains("2");
      assertThat(vault.rows("SELECT count(*) FROM cut_2.condition_occurrence")).contains("3");
    }
  }

  @Test
  void rowsOfOneRecordUnderOneKeyAreReplacedTogether(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      for (String modality : new String[] {"CT", "CT", "SR"}) {
        vault.fact("image_occurrence", 1, "s", "p", "modality_source_value = '" + modality + "'");
      }
      assertThat(vault.publish().rows("image_occurrence")).isEqualTo(3);
      vault.record();
      vault.fact("image_occurrence", 1, "s", "p", "modality_source_value = 'CT'");
      vault.fact("image_occurrence", 1, "s", "p", "modality_source_value = 'MR'");
      vault.publish();

      assertThat(vault.rows("SELECT modality_source_value FROM cut_2.image_occurrence ORDER BY 1"))
          .containsExactly("CT", "MR");
    }
  }

  @Test
  void visitsAreFoundByKeyButNeverThoseOfSomebodyElse(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact("condition_occurrence", 1, "early", "p", "visit = v");
      long old = vault.fact("visit_occurrence", 1, "v", "p", "visit_start_date = '2026-01-01'");
      vault.fact("condition_occurrence", 1, "stranger", "q", "visit = v");
      vault.fact("condition_occurrence", 2, "elsewhere", "r", "visit = v");
      vault.record();
      long corrected =
          vault.fact("visit_occurrence", 1, "v", "p", "visit_start_date = '2026-01-02'");
      vault.publish();

      assertThat(corrected).isGreaterThan(old);
      assertThat(
              vault.rows(
                  "SELECT person_id, visit_occurrence_id FROM cut_1.condition_occurrence"
                      + " ORDER BY 1"))
          .containsExactly("1|" + corrected, "2|null", "3|null");
    }
  }

  @Test
  void personsPeriodsAndPlacesAreDerived(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      vault.fact(
          "visit_occurrence",
          1,
          "v",
          "mentioned",
          "visit_start_date = '2026-01-01'",
          "visit_end_date = '2026-01-09'",
          "care_site_name = '呼吸内科'");
      vault.fact(
          "person",
          1,
          "p1",
          "p",
          "gender_source_value = '女'",
          "gender_concept_id = 8532",
          "year_of_birth = 1956",
          "month_of_birth = 3",
          "location_state = '浙江省'",
          "location_city = '杭州市'");
      vault.record();
      vault.fact("person", 1, "p2", "p", "year_of_birth = 1957");
      vault.fact(
          "measurement", 1, "m", "p", "measurement_date = '2026-02-03'", "value_as_number = 2e15");
      vault.fact("death", 1, "d1", "p", "death_date = '2026-03-01'");
      vault.fact("death", 1, "d2", "p", "death_date = '2026-03-02'");
      vault.publish();

      assertThat(
              vault.rows(
                  "SELECT person_id, gender_concept_id, gender_source_value, year_of_birth,"
                      + " month_of_birth, state, city FROM cut_1.person"
                      + " LEFT JOIN cut_1.location USING (location_id) ORDER BY 1"))
          .containsExactly("1|0|null|null|null|null|null", "2|8532|女|1956|3|浙江省|杭州市");
      assertThat(vault.rows("SELECT * EXCLUDE (journal_ref) FROM cut_1.observation_period"))
          .containsExactly(
              "1|1|2026-01-01|2026-01-09|32817|0", "2|2|2026-02-03|2026-03-02|32817|0");
      assertThat(vault.rows("SELECT person_id, death_date FROM cut_1.death"))
          .containsExactly("2|2026-03-02");
      assertThat(
              vault.rows(
                  "SELECT care_site_name FROM cut_1.visit_occurrence"
                      + " JOIN cut_1.care_site USING (care_site_id)"))
          .containsExactly("呼吸内科");
      // Too large to be summed exactly: not in the cut, still in the intake.
      assertThat(vault.rows("SELECT value_as_number FROM cut_1.measurement"))
          .containsExactly("null");
    }
  }

  @Test
  void nothingNewIsNoNewCutAndOldCutsGo(@TempDir Path folder) throws SQLException {
    try (Intakes vault = new Intakes(folder)) {
      for (int i = 1; i <= 5; i++) {
        vault.fact("procedure_occurrence", 1, "k" + i, "p");
        assertThat(vault.publish().number()).isEqualTo(i);
        assertThat(vault.publish().number()).isEqualTo(i);
      }
      assertThat(vault.cuts.kept(vault.connection))
          .extracting(CutInfo::number)
          .containsExactly(3, 4, 5);
      assertThat(vault.cuts.all(vault.connection)).hasSize(5);
      assertThat(vault.cuts.latest(vault.connection).orElseThrow().rows()).isEqualTo(6);
      assertThat(
              vault.rows(
                  "SELECT DISTINCT table_schema FROM information_schema.tables"
                      + " WHERE table_schema LIKE 'cut%' ORDER BY 1"))
          .containsExactly("cut_3", "cut_4", "cut_5");
    }
  }

  @Test
  void theManifestTellsSameFactsFromOthers(@TempDir Path a, @TempDir Path b, @TempDir Path c)
      throws SQLException {
    String first = manifestOf(a, 1, "J18.9");
    assertThat(manifestOf(b, 77, "J18.9")).isEqualTo(first);
    assertThat(manifestOf(c, 1, "J18.8")).isNotEqualTo(first);
  }

  private static String manifestOf(Path folder, long journalBegins, String code)
      throws SQLException {
    try (Intakes vault = new Intakes(folder, journalBegins)) {
      vault.fact("person", 1, "p", "p", "year_of_birth = 1990");
      vault.fact("condition_occurrence", 1, "c", "p", "condition_source_value = '" + code + "'");
      return vault.publish().manifestHash();
    }
  }
}
