package health.lode.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.governance.permit.Grant;
import health.lode.governance.rulebook.Form;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a release reads is what its permit opens, of the patients whose choice allows it. */
class ReleaseRowsTest {
  private static final Set<String> FILLED =
      Set.of("person", "visit_occurrence", "condition_occurrence", "measurement", "note");

  private static ThreeHospitals hospitals;
  private static CutInfo cut;
  private static final ConsentFilter CONSENT = ConsentFilter.of(new TreeSet<>(Set.of(0)), 0);

  @BeforeAll
  static void aCutWithNotes() throws SQLException {
    hospitals = new ThreeHospitals();
    hospitals.execute("CREATE SCHEMA cut_1");
    TreeMap<String, CutInfo.TableFigures> figures = new TreeMap<>();
    for (OmopTable table : OmopSchema.standard().tables()) {
      String name = table.name();
      hospitals.execute("CREATE TABLE cut_1." + name + " AS SELECT * FROM pool." + name);
      if (table.personBearing() && FILLED.contains(name)) {
        hospitals.execute(
            "UPDATE cut_1." + name + " SET journal_ref = concat('" + name + "', rowid)");
        figures.put(name, new CutInfo.TableFigures(1, "00"));
      }
    }
    hospitals.execute(
        "INSERT INTO cut_1.note (note_id, person_id, note_text, note_source_value, consent_class,"
            + " journal_ref) SELECT 90000 + person_id, person_id, concat('note of ', person_id),"
            + " 'x', consent_class, concat('note', person_id) FROM pool.person");
    // One record that became a visit and a diagnosis.
    hospitals.execute(
        "UPDATE cut_1.condition_occurrence SET journal_ref = 'both' WHERE condition_occurrence_id ="
            + " (SELECT min(condition_occurrence_id) FROM cut_1.condition_occurrence WHERE"
            + " condition_source_value = 'B20')");
    hospitals.execute(
        "UPDATE cut_1.visit_occurrence SET journal_ref = 'both' WHERE visit_occurrence_id = (SELECT"
            + " visit_occurrence_id FROM cut_1.condition_occurrence WHERE journal_ref = 'both')");
    cut = new CutInfo(1, Instant.EPOCH, 600, figures, "00");
  }

  @AfterAll
  static void close() throws SQLException {
    hospitals.close();
  }

  private static ReleaseRows rows(String... categories) {
    Grant g = ThreeHospitals.grant(10, categories);
    return ReleaseRows.of(
        new Grant(
            g.id(),
            g.permitHash(),
            g.requester(),
            g.recipient(),
            g.purpose(),
            g.categories(),
            new TreeSet<>(Set.of(Form.RELEASE)),
            g.minimumPersons(),
            g.consent(),
            g.columns(),
            g.releaseGrade()),
        OmopSchema.standard());
  }

  private static Map<String, ReleaseRows.TableRows> tables(ReleaseRows rows) {
    return rows.tables(cut, CONSENT, 7).stream()
        .collect(Collectors.toMap(ReleaseRows.TableRows::table, t -> t));
  }

  @Test
  void aPermitWithoutReleasesOpensNoRow() {
    assertThatThrownBy(
            () -> ReleaseRows.of(ThreeHospitals.grant(10, "diagnosis"), OmopSchema.standard()))
        .hasMessageContaining("FORM_NOT_GRANTED");
  }

  @Test
  void onlyGrantedTablesAndNoColumnThatNamesAnyone() {
    var tables = tables(rows("demographics", "diagnosis"));
    assertThat(tables).containsOnlyKeys("person", "condition_occurrence");
    assertThat(tables.values())
        .flatExtracting(ReleaseRows.TableRows::columns)
        .extracting(ReleaseRows.Column::name)
        .doesNotContain("person_source_value", "journal_ref", "consent_class", "note_text");
    assertThat(tables.get("person").columns())
        .extracting(ReleaseRows.Column::name)
        .contains("year_of_birth", "city");
  }

  @Test
  void whoObjectsAndWhatIsWithheldStaysOut() {
    var diagnoses = tables(rows("diagnosis")).get("condition_occurrence");
    int person = 0;
    int code = names(diagnoses).indexOf("condition_source_value");
    Set<Object> objecting = objecting();
    List<List<Object>> read = hospitals.query(diagnoses.sql());
    assertThat(read)
        .hasSize(
            hospitals
                .query(
                    "SELECT 1 FROM cut_1.condition_occurrence WHERE consent_class = 0 AND"
                        + " condition_source_value <> 'B20'")
                .size());
    assertThat(read).noneMatch(row -> objecting.contains(row.get(person)));
    assertThat(read).noneMatch(row -> "B20".equals(row.get(code)));
    assertThat(
            new HashSet<>(
                hospitals.query(
                    tables(rows("diagnosis", "sensitive")).get("condition_occurrence").sql())))
        .anyMatch(row -> "B20".equals(row.get(code)));
  }

  @Test
  void personsStandTogetherButNotInTheOrderOfTheirNumbers() {
    List<Long> order =
        hospitals.query(tables(rows("diagnosis")).get("condition_occurrence").sql()).stream()
            .map(row -> ((Number) row.get(0)).longValue())
            .toList();
    Set<Long> left = new HashSet<>();
    long last = -1;
    for (long person : order) {
      assertThat(person == last || left.add(person)).as("one run a person").isTrue();
      last = person;
    }
    assertThat(order).isNotEqualTo(order.stream().sorted().toList());
  }

  @Test
  void theWordsOfNotesNeedTheirOwnCategoryAndLeaveNobodyOfWhomARowIsWithheld() {
    assertThat(names(tables(rows("note")).get("note"))).doesNotContain("note_text");
    var notes = tables(rows("note", "narrative")).get("note");
    int text = names(notes).indexOf("note_text");
    assertThat(text).isPositive();
    Set<Object> sensitive =
        hospitals
            .query(
                "SELECT DISTINCT person_id FROM cut_1.condition_occurrence WHERE"
                    + " condition_source_value = 'B20'")
            .stream()
            .map(row -> row.get(0))
            .collect(Collectors.toSet());
    Set<Object> objecting = objecting();
    List<List<Object>> read = hospitals.query(notes.sql());
    assertThat(read).isNotEmpty();
    assertThat(sensitive).isNotEmpty();
    assertThat(read)
        .noneMatch(row -> sensitive.contains(row.get(0)) || objecting.contains(row.get(0)));
  }

  @Test
  void aDocumentLeavesOnlyWhereEveryRowItBecameIsOpen() {
    Set<Object> refs = references(rows("diagnosis", "visit"));
    assertThat(refs).isNotEmpty().doesNotContain("both");
    assertThat(refs).noneMatch(ref -> ref.toString().startsWith("person"));
    assertThat(references(rows("diagnosis", "visit", "sensitive"))).contains("both");
    assertThat(references(rows("diagnosis", "sensitive"))).doesNotContain("both");
    assertThat(rows("diagnosis").images()).isFalse();
    assertThat(rows("imaging").images()).isTrue();
  }

  private static Set<Object> references(ReleaseRows rows) {
    return hospitals.query(rows.documents(cut, CONSENT)).stream()
        .map(row -> row.get(1))
        .collect(Collectors.toSet());
  }

  private static Set<Object> objecting() {
    return hospitals.query("SELECT person_id FROM cut_1.person WHERE consent_class <> 0").stream()
        .map(row -> row.get(0))
        .collect(Collectors.toSet());
  }

  private static List<String> names(ReleaseRows.TableRows rows) {
    return rows.columns().stream().map(ReleaseRows.Column::name).toList();
  }
}
