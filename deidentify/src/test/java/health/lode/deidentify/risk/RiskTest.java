package health.lode.deidentify.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Classes of persons and what follows from them, by hand and against the definitions. */
class RiskTest {
  private static final RiskQuestion AGREEMENT = RiskQuestion.of(Sharing.AGREEMENT);

  @Test
  void aSmallTableByHand() {
    Table table =
        Tables.of(
            "sex age city result",
            "f 30 a 1",
            "f 30 a 2",
            "f 30 a 1",
            "m 30 a 1",
            "m 30 a 1",
            "m 41 b 2");
    RiskReport report = Risk.measure(Tables.quasi(table, "sex", "age", "city"), AGREEMENT);
    assertThat(report.records()).isEqualTo(6);
    assertThat(report.persons()).isEqualTo(6);
    assertThat(report.classes().count()).isEqualTo(3);
    assertThat(report.classes().smallest()).isEqualTo(1);
    assertThat(report.classes().uniques()).isEqualTo(1);
    assertThat(report.classes().highestRisk()).isEqualTo(1);
    assertThat(report.classes().averageRisk()).isEqualTo(0.5);
    assertThat(report.risky()).isEqualTo(6);
    assertThat(report.classes().histogram())
        .containsExactly(
            java.util.Map.entry(1, 1L), java.util.Map.entry(2, 1L), java.util.Map.entry(3, 1L));
    assertThat(report.overallRisk()).isEqualTo(0.1, within(1e-15));
    assertThat(report.grade()).isEqualTo(Grade.L2);
  }

  @Test
  void fortyAdmissionsOfOnePatientAreNoKOfForty() {
    Table.Builder builder = new Table.Builder(List.of("patient_id", "sex", "region"));
    for (int i = 0; i < 40; i++) {
      builder.row("P1", "m", "x");
    }
    for (int i = 0; i < 40; i++) {
      builder.row("P" + (10 + i), "f", "x");
    }
    Table table = builder.build();
    RiskReport byPerson =
        Risk.measure(Tables.byPerson(table, "patient_id", "sex", "region"), AGREEMENT);
    assertThat(byPerson.records()).isEqualTo(80);
    assertThat(byPerson.persons()).isEqualTo(41);
    assertThat(byPerson.classes().smallest()).isEqualTo(1);
    assertThat(byPerson.classes().averageRisk()).isEqualTo(2 / 41.0);
    assertThat(byPerson.grade()).isEqualTo(Grade.L2);
    assertThat(byPerson.repeated()).isEqualTo(1);

    RiskReport byRow = Risk.measure(Tables.quasi(table, "sex", "region"), AGREEMENT);
    assertThat(byRow.classes().smallest()).isEqualTo(40);
    assertThat(byRow.measured()).isEqualTo(Grade.L3);
    assertThat(byRow.grade()).as("capped while persons may repeat").isEqualTo(Grade.L2);
    assertThat(byRow.doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.PERSONS_REPEAT);
    assertThat(byRow.doubts().get(0).because().en())
        .contains("41 values")
        .contains("40 rows of one");
  }

  @Test
  void whatAnAttackerKnowsOfSeveralRowsChangesTheClass() {
    // a and b share each row with someone, but nobody shares both rows with a.
    Table table = Tables.of("p dx", "a I10", "a E11", "b I10", "b I10", "c E11", "d I10");
    RiskTable rows = Tables.byPerson(table, "p", "dx");
    ClassSizes all = Risk.measure(rows, AGREEMENT).classes();
    assertThat(all.histogram()).isEqualTo(java.util.Map.of(1, 2L, 2, 1L));
    assertThat(all.uniques()).isEqualTo(2);
    ClassSizes one = Risk.measure(rows, AGREEMENT.with(AttackerKnows.ONE_ROW)).classes();
    assertThat(one.histogram()).isEqualTo(java.util.Map.of(2, 1L, 3, 1L));
    assertThat(one.persons()).isEqualTo(4);
    assertThat(one.averageRisk()).isEqualTo((0.5 + 0.5 + 1 / 3.0 + 1 / 3.0) / 4, within(1e-15));
    ClassSizes number =
        Risk.measure(rows, AGREEMENT.with(AttackerKnows.ALL_ROWS_AND_THEIR_NUMBER)).classes();
    assertThat(number.uniques()).as("b has two rows, d has one").isEqualTo(4);
    assertThat(Risk.measure(rows, AGREEMENT).oneRow()).isPresent();
  }

  @Test
  void randomTablesAgreeWithTheDefinitions() {
    Random random = new Random(42);
    for (int round = 0; round < 150; round++) {
      List<RiskTable> tables = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      boolean persons = count > 1 || random.nextBoolean();
      for (int t = 0; t < count; t++) {
        tables.add(random(random, persons, t == 0));
      }
      for (AttackerKnows knows : AttackerKnows.values()) {
        BruteForce.Answer expected = BruteForce.of(tables, knows);
        ClassSizes found;
        try {
          found = Risk.measure(tables, AGREEMENT.with(knows)).classes();
        } catch (health.lode.refusal.RefusedException e) {
          assertThat(e.refusal().code()).isEqualTo(RiskReason.RISK_TABLE_EMPTY);
          continue;
        }
        assertThat(found.histogram())
            .as("round %d, %s", round, knows)
            .isEqualTo(expected.classes());
        java.util.Map<Integer, Long> nobodyLeftOut = new java.util.TreeMap<>(found.personsBySize());
        nobodyLeftOut.values().removeIf(n -> n == 0);
        assertThat(nobodyLeftOut).as("round %d, %s", round, knows).isEqualTo(expected.persons());
      }
    }
  }

  private static RiskTable random(Random random, boolean persons, boolean everyone) {
    Table.Builder builder = new Table.Builder(List.of("who", "a", "b", "c"));
    int rows = 1 + random.nextInt(40);
    int people = 1 + random.nextInt(20);
    for (int row = 0; row < (everyone ? Math.max(rows, people) : rows); row++) {
      int who = everyone && row < people ? row : random.nextInt(people);
      boolean suppressed = random.nextInt(15) == 0;
      builder.row(
          random.nextInt(30) == 0 ? "" : "p" + who,
          suppressed ? "*" : "a" + random.nextInt(3),
          suppressed ? "*" : random.nextInt(9) == 0 ? "" : "b" + random.nextInt(2),
          suppressed ? "*" : "c" + (everyone ? who % 2 : random.nextInt(3)));
    }
    List<String> quasi = random.nextInt(4) == 0 ? List.of("c") : List.of("a", "b", "c");
    return new RiskTable(
        "t",
        builder.build(),
        quasi,
        persons ? Optional.of("who") : Optional.empty(),
        List.of(),
        Set.of());
  }

  @Test
  void manyWideColumnsAreCountedExactly() {
    // 12 columns of 200 values: 200^12 overflows 64 bits many times over.
    Random random = new Random(5);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      names.add("c" + i);
    }
    Table.Builder builder = new Table.Builder(names);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < 3000; row++) {
      List<String> cells = new ArrayList<>();
      boolean again = row > 100 && random.nextInt(3) == 0;
      for (int i = 0; i < 12; i++) {
        cells.add("v" + random.nextInt(200));
      }
      rows.add(again ? rows.get(random.nextInt(row)) : cells);
      builder.row(rows.get(row));
    }
    RiskTable table = Tables.quasi(builder.build(), names.toArray(String[]::new));
    assertThat(Risk.measure(table, AGREEMENT).classes().histogram())
        .isEqualTo(BruteForce.of(List.of(table), AttackerKnows.ALL_ROWS).classes());
  }

  @Test
  void personAndEventTablesOfOneReleaseAreJudgedTogether() {
    Table people = Tables.of("id sex", "1 f", "2 f", "3 f", "4 f", "5 f");
    Table visits =
        Tables.of("id month", "1 2020-01", "2 2020-01", "3 2020-01", "4 2020-01", "4 2020-09");
    RiskReport alone = Risk.measure(Tables.byPerson(people, "id", "sex"), AGREEMENT);
    assertThat(alone.grade()).isEqualTo(Grade.L3);
    List<RiskTable> both =
        List.of(Tables.byPerson(people, "id", "sex"), Tables.byPerson(visits, "id", "month"));
    RiskReport together = Risk.measure(both, AGREEMENT);
    assertThat(together.persons()).isEqualTo(5);
    // 1, 2, 3 alike; 4 has one more visit; 5 has none.
    assertThat(together.classes().histogram()).isEqualTo(java.util.Map.of(1, 2L, 3, 1L));
    assertThat(together.grade()).isEqualTo(Grade.L2);
    assertThatThrownBy(
            () -> Risk.measure(List.of(both.get(0), Tables.quasi(visits, "month")), AGREEMENT))
        .hasMessageContaining("RISK_QUESTION_WRONG");
  }

  @Test
  void rowsThatWereSuppressedWholeAreInNoClass() {
    Table table = Tables.of("sex age", "f 3", "f 3", "f 3", "f 3", "f 3", "* *");
    RiskReport report = Risk.measure(Tables.quasi(table, "sex", "age"), AGREEMENT);
    assertThat(report.suppressed()).isEqualTo(1);
    assertThat(report.persons()).isEqualTo(5);
    assertThat(report.grade()).isEqualTo(Grade.L3);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    Table empty = new Table.Builder(List.of("a")).build();
    assertThatThrownBy(() -> Risk.measure(Tables.quasi(empty, "a"), AGREEMENT))
        .hasMessageContaining("RISK_TABLE_EMPTY");
    Table one = Tables.of("a b", "1 2", "2 2");
    assertThatThrownBy(() -> Tables.quasi(one, "a", "a")).hasMessageContaining("RISK_COLUMN_TWICE");
    assertThatThrownBy(() -> Tables.byPerson(one, "a", "a"))
        .hasMessageContaining("RISK_COLUMN_TWICE");
    assertThatThrownBy(() -> Tables.quasi(one, "c")).hasMessageContaining("TABLE_COLUMN_UNKNOWN");
    assertThatThrownBy(() -> Risk.measure(Tables.quasi(one, "a"), AGREEMENT.ofPopulation(1)))
        .hasMessageContaining("RISK_QUESTION_WRONG");
    assertThatThrownBy(() -> new Limits(0, 0.05, 1)).hasMessageContaining("RISK_QUESTION_WRONG");
    assertThatThrownBy(() -> new Limits(5, Double.NaN, 1))
        .hasMessageContaining("RISK_QUESTION_WRONG");
  }

  @Test
  void diversityByHand() {
    Table table = Tables.of("city dx", "a flu", "a flu", "b flu", "b hiv", "b hiv", "b hiv");
    RiskTable with =
        new RiskTable("t", table, List.of("city"), Optional.empty(), List.of("dx"), Set.of());
    Diversity dx = Risk.measure(with, AGREEMENT).diversity().get(0);
    assertThat(dx.distinct()).isEqualTo(1);
    assertThat(dx.entropy()).isEqualTo(1);
    assertThat(dx.homogeneousClasses()).isEqualTo(1);
    assertThat(dx.personsExposed()).isEqualTo(2);
    // class a: (1, 0) against (1/2, 1/2)
    assertThat(dx.closeness()).isEqualTo(0.5, within(1e-15));
    Table two = Tables.of("city dx", "a flu", "a hiv", "b flu", "b hiv", "b hiv", "b hiv");
    RiskTable again =
        new RiskTable("t", two, List.of("city"), Optional.empty(), List.of("dx"), Set.of());
    Diversity other = Risk.measure(again, AGREEMENT).diversity().get(0);
    assertThat(other.distinct()).isEqualTo(2);
    // class b: entropy of (1/4, 3/4)
    assertThat(other.entropy())
        .isEqualTo(Math.exp(-(0.25 * Math.log(0.25) + 0.75 * Math.log(0.75))), within(1e-12));
    assertThat(other.closeness()).isEqualTo(1 / 6.0, within(1e-12));
  }

  @Test
  void aPersonsValueIsCountedOnceInAClass() {
    Table table = Tables.of("p city dx", "1 a flu", "1 a flu", "1 a flu", "2 a hiv");
    RiskTable with =
        new RiskTable("t", table, List.of("city"), Optional.of("p"), List.of("dx"), Set.of());
    assertThat(Risk.measure(with, AGREEMENT).diversity().get(0).entropy())
        .isEqualTo(2, within(1e-12));
  }
}
