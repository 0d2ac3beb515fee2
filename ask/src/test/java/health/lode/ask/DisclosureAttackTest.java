package health.lode.ask;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.vault.record.OmopSchema;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attacks of docs/spec/disclosure.md. Each asks one question whose figures, alone or together,
 * would give away a fact about fewer than ten patients; the target is the few patients born in 1990
 * (1 to 9 of them in the data).
 */
class DisclosureAttackTest {
  private static final int MINIMUM = 10;
  private static final Planner PLANNER = new Planner();
  private static ThreeHospitals data;

  @BeforeAll
  static void fill() throws SQLException {
    data = new ThreeHospitals();
    long target = count("SELECT COUNT(*) FROM person WHERE year_of_birth = 1990");
    assertThat(target).isBetween(1L, 9L);
  }

  @AfterAll
  static void close() throws SQLException {
    data.close();
    PLANNER.close();
  }

  private static long count(String sql) {
    return ((Number) data.query(sql).get(0).get(0)).longValue();
  }

  private static Answer ask(String sql) {
    Plan plan =
        PLANNER.plan(sql, GoldenQuestionsTest.grant(MINIMUM), OmopSchema.standard()).orThrow();
    return plan.finish(List.of(data.part(plan, "pool", MINIMUM)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Counting the few inside a group of many, in every spelling.
        "SELECT SUM(CASE WHEN year_of_birth = 1990 THEN 1 ELSE 0 END) FROM person",
        "SELECT SUM(CASE WHEN year_of_birth = 1990 THEN 2 ELSE 1 END) FROM person",
        "SELECT SUM(CASE WHEN year_of_birth = 1990 THEN 1000000 ELSE year_of_birth END) FROM person",
        "SELECT COUNT(CASE WHEN year_of_birth = 1990 THEN 1 END) FROM person",
        "SELECT COUNT(*) FILTER (WHERE year_of_birth = 1990) FROM person",
        "SELECT COUNT(NULLIF(year_of_birth, 1990)) FROM person",
        "SELECT AVG(CASE WHEN year_of_birth = 1990 THEN 1.0 ELSE 0.0 END) FROM person",
        "SELECT STDDEV(CASE WHEN year_of_birth = 1990 THEN 1 ELSE 0 END) FROM person",
        "SELECT COUNT(DISTINCT CASE WHEN year_of_birth = 1990 THEN person_id END) FROM person",
        "SELECT COUNT(DISTINCT CASE WHEN year_of_birth <> 1990 THEN person_id END) FROM person",
        "SELECT AVG(COALESCE(NULLIF(year_of_birth, 1990), 0)) FROM person",
        // One-hot by arithmetic instead of a condition (dsBase's mask attack).
        "SELECT SUM(1 - ABS(SIGN(year_of_birth - 1990))) FROM person",
        "SELECT SUM(1 / (year_of_birth - 1990)) FROM person",
        "SELECT SUM(1 / (1 + (year_of_birth - 1990) * (year_of_birth - 1990))) FROM person",
        "SELECT SUM(CHAR_LENGTH(REPLACE(CAST(year_of_birth AS VARCHAR), '1990', ''))) FROM person",
        "SELECT SUM(MOD(year_of_birth, 1990)) FROM person",
        // Everybody but the few.
        "SELECT COUNT(*) FILTER (WHERE year_of_birth <> 1990) FROM person",
        "SELECT SUM(CASE WHEN year_of_birth <> 1990 THEN 1 END) FROM person",
        // Through a subquery.
        "SELECT SUM(f) FROM (SELECT CASE WHEN year_of_birth = 1990 THEN 1 ELSE 0 END AS f,"
            + " gender_concept_id FROM person) t WHERE gender_concept_id > 0",
        "SELECT SUM(f) FROM (SELECT person_id, MAX(CASE WHEN year_of_birth = 1990 THEN 1 ELSE 0 END)"
            + " AS f FROM person GROUP BY person_id) t",
        "SELECT SUM(f) FROM (SELECT person_id, 1 + COUNT(*) FILTER (WHERE year_of_birth = 1990) AS f"
            + " FROM person GROUP BY person_id) t",
        // By an outer join that finds only the few.
        "SELECT COUNT(q.person_id) FROM person p LEFT JOIN (SELECT person_id FROM person WHERE"
            + " year_of_birth = 1990) q ON q.person_id = p.person_id",
        "SELECT SUM(COALESCE(q.one, 0)) FROM person p LEFT JOIN (SELECT person_id, 1 AS one FROM"
            + " person WHERE year_of_birth = 1990) q ON q.person_id = p.person_id",
        "SELECT SUM(q.n) FROM (SELECT p.person_id, COUNT(d.person_id) AS n FROM person p LEFT JOIN"
            + " (SELECT person_id FROM person WHERE year_of_birth = 1990) d ON d.person_id ="
            + " p.person_id GROUP BY p.person_id) q",
        // By a scalar subquery or a window.
        "SELECT SUM((SELECT COUNT(*) FROM person q WHERE q.person_id = p.person_id AND"
            + " q.year_of_birth = 1990)) FROM person p",
        "SELECT SUM(w) FROM (SELECT SUM(CASE WHEN year_of_birth = 1990 THEN 1 ELSE 0 END) OVER"
            + " (PARTITION BY person_id) AS w FROM person) t",
        // By a union that adds only the few.
        "SELECT SUM(x) FROM (SELECT person_id, 1 AS x FROM person UNION ALL SELECT person_id, 0 FROM"
            + " person WHERE year_of_birth = 1990) t",
        // By a value out of range.
        "SELECT SUM(CASE WHEN year_of_birth = 1990 THEN 1E30 ELSE 1 END) FROM person",
      })
  void theFewAreNotCounted(String sql) {
    Answer answer = ask(sql);
    assertThat(answer.rows()).hasSize(1);
    assertThat(answer.rows().get(0).get(0)).as(sql).isNull();
    assertThat(answer.masked()).containsExactly(new Answer.MaskedCell(0, 0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // n and n minus the few, side by side: the difference is the few.
        "SELECT COUNT(*), COUNT(*) FILTER (WHERE year_of_birth <> 1990) FROM person",
        "SELECT COUNT(*) FILTER (WHERE year_of_birth > 1960), COUNT(*) FILTER (WHERE year_of_birth >"
            + " 1960 AND year_of_birth <> 1990) FROM person",
        "SELECT SUM(CASE WHEN year_of_birth >= 1990 THEN 1 ELSE 0 END), SUM(CASE WHEN year_of_birth >"
            + " 1990 THEN 1 ELSE 0 END) FROM person",
        "SELECT COUNT(DISTINCT CASE WHEN year_of_birth < 1990 THEN person_id END), COUNT(DISTINCT CASE"
            + " WHEN year_of_birth <= 1990 THEN person_id END) FROM person",
      })
  void theDifferenceOfTwoFiguresIsNotShown(String sql) {
    Answer answer = ask(sql);
    assertThat(answer.rows().get(0).get(0)).as("the first may be shown").isNotNull();
    assertThat(answer.rows().get(0).get(1)).as("with it the few would be derivable").isNull();
  }

  @Test
  void threeBandsWhoseRestIsTheFew() {
    Answer answer =
        ask(
            "SELECT COUNT(*), COUNT(*) FILTER (WHERE year_of_birth < 1960), COUNT(*) FILTER (WHERE"
                + " year_of_birth BETWEEN 1960 AND 1989), COUNT(*) FILTER (WHERE year_of_birth >"
                + " 1990) FROM person");
    assertThat(answer.rows().get(0).subList(0, 3)).doesNotContainNull();
    assertThat(answer.rows().get(0).get(3)).isNull();
  }

  @Test
  void bandsWithEnoughPatientsAreShown() {
    Answer answer =
        ask(
            "SELECT COUNT(*) FILTER (WHERE year_of_birth < 1960), COUNT(*) FILTER (WHERE"
                + " year_of_birth BETWEEN 1960 AND 1989), AVG(year_of_birth), SUM(CASE WHEN"
                + " gender_source_value = '男' THEN 1 ELSE 0 END) FROM person");
    assertThat(answer.rows().get(0)).doesNotContainNull();
    assertThat(answer.masked()).isEmpty();
  }

  @Test
  void smallGroupsAreCountedAndNotNamed() {
    Answer answer = ask("SELECT year_of_birth, COUNT(*) FROM person GROUP BY year_of_birth");
    long small =
        count(
            "SELECT COUNT(*) FROM (SELECT 1 FROM person GROUP BY year_of_birth HAVING COUNT(*) < 10)");
    assertThat(small).isPositive();
    assertThat(answer.suppressed()).isEqualTo(small);
    assertThat(answer.rows())
        .allSatisfy(row -> assertThat((Long) row.get(1)).isGreaterThanOrEqualTo(10L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1990", "1800"})
  void nobodyAndFewLookAlikeWithoutGroups(String year) {
    Answer answer = ask("SELECT COUNT(*) FROM person WHERE year_of_birth = " + year);
    assertThat(answer.rows()).isEmpty();
    assertThat(answer.suppressed()).isEqualTo(1);
  }

  @Test
  void conditionsOverGroupsSeeOnlyWhatPassed() {
    String groups = " FROM person GROUP BY year_of_birth HAVING ";
    Answer all = ask("SELECT year_of_birth, COUNT(*)" + groups + "COUNT(*) < 1000");
    Answer few = ask("SELECT year_of_birth, COUNT(*)" + groups + "COUNT(*) < 10");
    assertThat(few.rows()).isEmpty();
    // What was withheld does not depend on the condition either.
    assertThat(few.suppressed()).isEqualTo(all.suppressed());
    assertThat(ask("SELECT 1 + COUNT(*) FILTER (WHERE year_of_birth = 1990) FROM person").masked())
        .isNotEmpty();
  }

  @Test
  void rowsAreNotPatients() throws SQLException {
    // One patient with a hundred rows is one patient.
    data.execute(
        "INSERT INTO pool.measurement (measurement_id, person_id, measurement_source_value,"
            + " value_as_number, consent_class) SELECT 900000 + i, 1 + (i % 3), 'RARE', i, 0 FROM"
            + " range(300) t(i)");
    Answer answer =
        ask(
            "SELECT measurement_source_value, COUNT(*) FROM measurement WHERE"
                + " measurement_source_value = 'RARE' GROUP BY 1");
    assertThat(answer.rows()).isEmpty();
    assertThat(answer.suppressed()).isEqualTo(1);
  }

  @Test
  void aSumThatOneOrTwoPatientsMakeIsWithheld() throws SQLException {
    data.execute(
        "INSERT INTO pool.measurement (measurement_id, person_id, measurement_source_value,"
            + " value_as_number, consent_class) SELECT 910000 + i, 1 + i, 'COST', CASE WHEN i = 7"
            + " THEN 100000 ELSE 10 END, 0 FROM range(40) t(i) WHERE (1 + i) IN (SELECT person_id FROM"
            + " pool.person WHERE consent_class = 0) OR i = 7");
    data.execute(
        "UPDATE pool.measurement SET consent_class = 0 WHERE measurement_source_value = 'COST'");
    Answer answer =
        ask(
            "SELECT COUNT(*), SUM(value_as_number), AVG(value_as_number), STDDEV(value_as_number) FROM"
                + " measurement WHERE measurement_source_value = 'COST'");
    assertThat(answer.rows().get(0).get(0)).isNotNull();
    assertThat(answer.rows().get(0).subList(1, 4)).containsOnlyNulls();
  }

  @Test
  void objectorsAndSensitiveRowsAreNotThere() {
    Answer everyone = ask("SELECT COUNT(DISTINCT person_id) FROM person");
    assertThat(everyone.rows().get(0).get(0))
        .isEqualTo(count("SELECT COUNT(*) FROM pool.person WHERE consent_class = 0"));
    assertThat(
            count(
                "SELECT COUNT(*) FROM pool.condition_occurrence WHERE condition_source_value ="
                    + " 'B20'"))
        .isGreaterThan(20);
    Answer hiv =
        ask("SELECT COUNT(*) FROM condition_occurrence WHERE condition_source_value = 'B20'");
    assertThat(hiv.rows()).isEmpty();
  }

  @Test
  void ranksOverCells() {
    assertThat(
            Derivability.rank(
                List.of(new long[] {1, 1, 0}, new long[] {0, 1, 1}, new long[] {1, 2, 1})))
        .isEqualTo(2);
    boolean[] rare = {false, false, true};
    assertThat(Derivability.safe(List.of(new long[] {1, 1, 1}), rare)).isTrue();
    assertThat(Derivability.safe(List.of(new long[] {1, 1, 1}, new long[] {1, 0, 0}), rare))
        .isTrue();
    assertThat(
            Derivability.safe(
                List.of(new long[] {1, 1, 1}, new long[] {1, 0, 0}, new long[] {0, 1, 0}), rare))
        .isFalse();
  }
}
