package health.lode.deidentify.risk;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is said to lift the grade does. */
class LiftTest {
  private static final RiskQuestion AGREEMENT = RiskQuestion.of(Sharing.AGREEMENT);

  private static Table table(long seed) {
    Random random = new Random(seed);
    Table.Builder table = new Table.Builder(List.of("p", "sex", "age", "visit_date"));
    for (int i = 0; i < 400; i++) {
      table.row(
          "p" + random.nextInt(300),
          random.nextBoolean() ? "f" : "m",
          "" + random.nextInt(60),
          "202" + random.nextInt(2) + "-0" + (1 + random.nextInt(9)) + "-1" + random.nextInt(9));
    }
    return table.build();
  }

  private static RiskTable roles(Table table, List<String> quasi) {
    return new RiskTable("t", table, quasi, Optional.of("p"), List.of(), Set.of());
  }

  @Test
  void leavingAColumnOutIsMeasuredAsIfItHadNeverBeenThere() {
    for (AttackerKnows knows : AttackerKnows.values()) {
      List<String> all = List.of("sex", "age", "visit_date");
      Table table = table(1);
      Lift lift = Risk.measure(roles(table, all), AGREEMENT.with(knows)).lift();
      assertThat(lift.leaveOut()).hasSize(3);
      for (Lift.Effect effect : lift.leaveOut()) {
        List<String> rest = new ArrayList<>(all);
        rest.remove(effect.column());
        ClassSizes anew = Risk.measure(roles(table, rest), AGREEMENT.with(knows)).classes();
        assertThat(effect.uniques()).isEqualTo(anew.uniques());
        assertThat(effect.smallestClass()).isEqualTo(anew.smallest());
        assertThat(effect.personsAtRisk()).isEqualTo(anew.personsBelow(5));
      }
    }
  }

  @Test
  void aCoarserDateIsMeasuredAsIfItHadBeenWrittenSo() {
    Table table = table(2);
    Lift lift = Risk.measure(roles(table, List.of("sex", "visit_date")), AGREEMENT).lift();
    Table.Builder years = new Table.Builder(table.names());
    for (int row = 0; row < table.rows(); row++) {
      List<String> cells = new ArrayList<>(table.row(row));
      cells.set(3, cells.get(3).substring(0, 4));
      years.row(cells);
    }
    ClassSizes anew =
        Risk.measure(roles(years.build(), List.of("sex", "visit_date")), AGREEMENT).classes();
    Lift.Effect year =
        lift.coarsen().stream()
            .filter(e -> e.step().en().equals("year only"))
            .findFirst()
            .orElseThrow();
    assertThat(year.uniques()).isEqualTo(anew.uniques());
    assertThat(year.averageRisk()).isEqualTo(anew.averageRisk());
  }

  @Test
  void suppressingTheNamedPersonsReachesTheGrade() {
    Random random = new Random(4);
    Table.Builder builder = new Table.Builder(List.of("sex", "age"));
    for (int i = 0; i < 500; i++) {
      builder.row(
          random.nextBoolean() ? "f" : "m", "" + (int) (Math.abs(random.nextGaussian()) * 20));
    }
    Table table = builder.build();
    RiskReport report = Risk.measure(Tables.quasi(table, "sex", "age"), AGREEMENT);
    assertThat(report.grade()).isEqualTo(Grade.L2);
    Lift.Suppression suppress = report.lift().suppress();
    assertThat(suppress.reachesL3()).isTrue();
    java.util.Map<String, Integer> sizes = new java.util.HashMap<>();
    for (int row = 0; row < table.rows(); row++) {
      sizes.merge(table.row(row).toString(), 1, Integer::sum);
    }
    Table.Builder kept = new Table.Builder(table.names());
    long gone = 0;
    for (int row = 0; row < table.rows(); row++) {
      boolean small = sizes.getOrDefault(table.row(row).toString(), 0) < 5;
      gone += small ? 1 : 0;
      if (!small) {
        kept.row(table.row(row));
      }
    }
    assertThat(suppress.persons()).isEqualTo(gone);
    RiskReport after = Risk.measure(Tables.quasi(kept.build(), "sex", "age"), AGREEMENT);
    assertThat(after.grade()).isEqualTo(Grade.L3);
    assertThat(after.classes().averageRisk()).isEqualTo(suppress.averageRisk());
  }

  @Test
  void suppressionWithOverlappingClassesGoesOnUntilNobodyIsLeftAtRisk() {
    // Without p5 the class of y loses a member and falls below three.
    Table table = Tables.of("p dx", "1 x", "2 x", "3 x", "5 z", "5 y", "6 y", "7 y", "6 x", "7 x");
    RiskQuestion question = RiskQuestion.of(Sharing.ENCLAVE).with(AttackerKnows.ONE_ROW);
    Lift.Suppression suppress =
        Risk.measure(Tables.byPerson(table, "p", "dx"), question).lift().suppress();
    assertThat(suppress.persons()).isEqualTo(3);
    assertThat(suppress.records()).isEqualTo(6);
    assertThat(suppress.reachesL3()).isTrue();
  }

  @Test
  void stepsTogetherReachWhatTheySay() {
    Random random = new Random(6);
    Table.Builder builder = new Table.Builder(List.of("age", "born", "sex"));
    for (int i = 0; i < 3000; i++) {
      builder.row(
          "" + random.nextInt(90),
          (1930 + random.nextInt(60)) + "-0" + (1 + random.nextInt(9)) + "-11",
          random.nextBoolean() ? "f" : "m");
    }
    Lift lift = Risk.measure(Tables.quasi(builder.build(), "age", "born", "sex"), AGREEMENT).lift();
    Lift.Together together = lift.together().orElseThrow();
    assertThat(together.steps()).isNotEmpty();
    assertThat(together.suppress().share()).isLessThanOrEqualTo(0.05);
    assertThat(together.suppress().reachesL3()).isTrue();
  }
}
