package health.lode.deidentify.risk;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.table.Table;
import health.lode.strict.StrictYaml;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The grade says no more than what was measured. */
class GradeTest {

  /** Classes of {@code k} in two columns, so many of them. */
  private static Table classesOf(int k, int classes) {
    Table.Builder builder = new Table.Builder(List.of("sex", "age"));
    for (int c = 0; c < classes; c++) {
      for (int i = 0; i < k; i++) {
        builder.row(c % 2 == 0 ? "f" : "m", "a" + c / 2);
      }
    }
    return builder.build();
  }

  private static Grade grade(int k, Sharing sharing) {
    return Risk.measure(Tables.quasi(classesOf(k, 6), "sex", "age"), RiskQuestion.of(sharing))
        .grade();
  }

  @Test
  void eachSharingHasItsLimitAndAClassAtTheLimitDoesNotExceedIt() {
    assertThat(grade(20, Sharing.PUBLIC)).isEqualTo(Grade.L3);
    assertThat(grade(19, Sharing.PUBLIC)).isEqualTo(Grade.L2);
    assertThat(grade(5, Sharing.AGREEMENT)).isEqualTo(Grade.L3);
    assertThat(grade(4, Sharing.AGREEMENT)).isEqualTo(Grade.L2);
    assertThat(grade(3, Sharing.ENCLAVE)).isEqualTo(Grade.L3);
    assertThat(grade(2, Sharing.ENCLAVE)).isEqualTo(Grade.L2);
  }

  @Test
  void theOverallRiskIsALimitOfItsOwn() {
    RiskTable table = Tables.quasi(classesOf(5, 6), "sex", "age");
    RiskQuestion question = RiskQuestion.of(Sharing.AGREEMENT);
    assertThat(Risk.measure(table, question.with(new Limits(5, 0.05, 0.25))).grade())
        .isEqualTo(Grade.L3);
    RiskReport above = Risk.measure(table, question.with(new Limits(5, 0.05, 0.26)));
    assertThat(above.grade()).isEqualTo(Grade.L2);
    assertThat(above.lift().needsSmallest()).isEqualTo(6);
  }

  @Test
  void limitsAreReadFromAPolicy() {
    var node = StrictYaml.read("public: {k: 30}\nagreement: {k: 10, overall: 0.04, attack: 0.3}\n");
    assertThat(Limits.read(node, Sharing.AGREEMENT)).isEqualTo(new Limits(10, 0.04, 0.3));
    var again = StrictYaml.read("public: {k: 30}\n");
    assertThat(Limits.read(again, Sharing.PUBLIC)).isEqualTo(new Limits(30, 0.05, 1));
    assertThat(Limits.read(StrictYaml.read("public: {k: 30}\n"), Sharing.ENCLAVE))
        .isEqualTo(Limits.of(Sharing.ENCLAVE));
    for (String wrong :
        List.of(
            "public: {k: 0}",
            "public: {overall: 0}",
            "public: {attack: 2}",
            "secret: {k: 3}",
            "public: {kk: 3}")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(
              () -> Limits.read(StrictYaml.read(wrong), Sharing.PUBLIC))
          .as(wrong)
          .isInstanceOf(health.lode.strict.StrictException.class);
    }
  }

  @Test
  void aDirectIdentifierIsL1WhateverTheColumnIsCalled() {
    Table.Builder builder = new Table.Builder(List.of("sex", "remarks"));
    for (int i = 0; i < 50; i++) {
      builder.row("f", i == 49 ? "家属电话13812345678，勿早于九点" : "无");
    }
    RiskReport report =
        Risk.measure(Tables.quasi(builder.build(), "sex"), RiskQuestion.of(Sharing.PUBLIC));
    assertThat(report.grade()).isEqualTo(Grade.L1);
    assertThat(report.direct()).extracting(ColumnFinding::column).containsExactly("remarks");
    assertThat(report.lift().inWords().get(0).en()).contains("'remarks'");
    assertThat(RiskJson.of(report, Locale.CHINESE).toString()).doesNotContain("13812345678");
  }

  @Test
  void publishedCodesThatReadLikeIdNumbersAreNoIdentifiersAndHideNone() {
    RiskQuestion question = RiskQuestion.of(Sharing.AGREEMENT);
    Set<String> published = Set.of("453131000124105", "454711000124102");
    Table codes = coded("454711000124102");
    assertThat(Risk.measure(coded(codes, Set.of()), question).grade()).isEqualTo(Grade.L1);
    assertThat(Risk.measure(coded(codes, published), question).grade()).isEqualTo(Grade.L3);
    // A resident ID number among them is one, with region, birth date and check digit.
    Table mixed = coded("11010519491231002X");
    RiskReport report = Risk.measure(coded(mixed, published), question);
    assertThat(report.grade()).isEqualTo(Grade.L1);
    assertThat(report.direct()).extracting(ColumnFinding::column).containsExactly("dx");
  }

  private static Table coded(String last) {
    Table.Builder builder = new Table.Builder(List.of("sex", "dx"));
    for (int i = 0; i < 40; i++) {
      builder.row("f", i < 20 ? "453131000124105" : last);
    }
    return builder.build();
  }

  private static RiskTable coded(Table table, Set<String> published) {
    return new RiskTable(
        "t",
        table,
        List.of("sex"),
        Optional.empty(),
        List.of("dx"),
        Set.of(),
        Map.of("dx", published));
  }

  @Test
  void l4NeedsThatNothingLooksLikeAQuasiIdentifier() {
    Table counts = Tables.of("dx n", "flu 1", "hiv 2");
    RiskQuestion question = RiskQuestion.of(Sharing.PUBLIC);
    RiskTable named =
        new RiskTable("t", counts, List.of(), Optional.empty(), List.of("dx", "n"), Set.of());
    assertThat(Risk.measure(named, question).grade()).isEqualTo(Grade.L4);
    assertThat(Risk.measure(Tables.quasi(counts), question).grade()).isEqualTo(Grade.L2);
    Table ages = Tables.of("age n", "70 1", "71 2");
    RiskTable hidden =
        new RiskTable("t", ages, List.of(), Optional.empty(), List.of("age", "n"), Set.of());
    assertThat(Risk.measure(hidden, question).grade())
        .as("a quasi-identifier is one whatever role it is given")
        .isEqualTo(Grade.L2);
  }

  @Test
  void noGradeSpeaksOfAnonymity() {
    for (Grade grade : Grade.values()) {
      assertThat(grade.words().en().toLowerCase(Locale.ROOT)).doesNotContain("anonym");
      assertThat(grade.words().zh()).doesNotContain("匿名");
    }
  }

  @Test
  void evidenceNeverHoldsAValueOfASmallClass() {
    Table table = Tables.of("sex age", "f 31", "f 31", "f 31", "f 31", "f 31", "m 7777");
    RiskReport report =
        Risk.measure(Tables.quasi(table, "sex", "age"), RiskQuestion.of(Sharing.AGREEMENT));
    assertThat(report.worst()).hasSize(1);
    assertThat(RiskJson.of(report, Locale.ENGLISH).toString()).doesNotContain("7777");
    assertThat(
            RiskHtml.of(
                health.lode.refusal.Words.of("t", "t"), report, Optional.empty(), Locale.ENGLISH))
        .doesNotContain("7777");
  }

  @Test
  void aPersonColumnThatIsFinerThanPersonsIsDoubted() {
    Table.Builder builder = new Table.Builder(List.of("visit", "patient_id", "sex"));
    for (int i = 0; i < 60; i++) {
      builder.row("v" + i, "p" + i / 6, "f");
    }
    RiskReport report =
        Risk.measure(
            Tables.byPerson(builder.build(), "visit", "sex"), RiskQuestion.of(Sharing.PUBLIC));
    assertThat(report.measured()).isEqualTo(Grade.L3);
    assertThat(report.grade()).isEqualTo(Grade.L2);
    assertThat(report.doubts())
        .extracting(Doubt::kind)
        .containsExactly(Doubt.Kind.PERSON_COLUMN_TOO_FINE);
  }

  @Test
  void birthDatesThatRepeatMoreThanByChanceAreDoubted() {
    java.util.Random random = new java.util.Random(1);
    for (int times : new int[] {1, 3}) {
      Table.Builder builder = new Table.Builder(List.of("birth_date", "sex", "result"));
      for (int person = 0; person < 3000; person++) {
        String born = java.time.LocalDate.of(1930, 1, 2).plusDays(random.nextInt(29000)).toString();
        for (int row = 0; row < times; row++) {
          builder.row(born, person % 2 == 0 ? "f" : "m", "" + random.nextInt(5));
        }
      }
      RiskReport report =
          Risk.measure(Tables.quasi(builder.build(), "sex"), RiskQuestion.of(Sharing.PUBLIC));
      assertThat(report.doubts())
          .as("%d rows a person", times)
          .extracting(Doubt::kind)
          .isEqualTo(times == 1 ? List.of() : List.of(Doubt.Kind.BIRTH_DATES_REPEAT));
    }
  }

  @Test
  void rowsWithoutAPersonAreDoubted() {
    Table table = Tables.of("who sex", "a f", "b f", "c f", "d f", "e f");
    Table.Builder more = new Table.Builder(List.of("who", "sex"));
    for (int row = 0; row < table.rows(); row++) {
      more.row(table.row(row));
    }
    more.row("", "f");
    RiskReport report =
        Risk.measure(
            Tables.byPerson(more.build(), "who", "sex"), RiskQuestion.of(Sharing.AGREEMENT));
    assertThat(report.grade()).isEqualTo(Grade.L2);
    assertThat(report.doubts()).extracting(Doubt::kind).containsExactly(Doubt.Kind.PERSON_MISSING);
  }
}
