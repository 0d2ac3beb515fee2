package health.lode.cli;

import health.lode.deidentify.risk.Attack;
import health.lode.deidentify.risk.ClassSizes;
import health.lode.deidentify.risk.Lift;
import health.lode.deidentify.risk.RiskReport;
import java.util.Locale;
import java.util.Map;

/** A risk report on a terminal. */
final class RiskWords {
  private static final int[] FROM = {1, 2, 3, 5, 10, 20, 50, 100, 1000};
  private static final int WIDEST = 40;
  private static final int COLUMNS = 8;

  private final Console console;
  private final RiskReport report;

  RiskWords(Console console, RiskReport report) {
    this.console = console;
    this.report = report;
  }

  void tell() {
    console.out().println(console.say(report.grade().words()));
    console.out().println();
    figures();
    bars();
    console.out().println(console.say("Why:", "依据："));
    report.because().forEach(words -> console.out().println("  " + console.say(words)));
    attacks();
    lift();
  }

  private void figures() {
    ClassSizes sizes = report.classes();
    Table table = new Table("", "");
    row(table, "records", "记录数", number(report.records()));
    row(table, "persons", "人数", number(report.persons()));
    row(table, "equivalence classes", "等价类数", number(sizes.count()));
    row(table, "smallest class", "最小等价类（人）", number(sizes.smallest()));
    row(table, "unique persons", "唯一的人", number(sizes.uniques()));
    row(table, "persons over the limit", "超阈值人数", number(report.risky()));
    row(table, "highest risk", "最高风险", String.format(Locale.ROOT, "%.4f", sizes.highestRisk()));
    row(table, "average risk", "平均风险", String.format(Locale.ROOT, "%.4f", sizes.averageRisk()));
    row(table, "overall risk", "整体风险", String.format(Locale.ROOT, "%.4f", report.overallRisk()));
    report
        .population()
        .ifPresent(
            population ->
                row(
                    table,
                    "unique in the population (" + population.estimator().word() + ")",
                    "总体唯一人数（" + population.estimator().word() + "）",
                    number(Math.round(population.populationUniques()))));
    table.print(console.out());
    console.out().println();
  }

  private void row(Table table, String en, String zh, String value) {
    table.row(console.say(en, zh), value);
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private void bars() {
    Map<Integer, Long> persons = report.classes().personsBySize();
    long[] sums = new long[FROM.length];
    long most = 1;
    for (int i = 0; i < FROM.length; i++) {
      int from = FROM[i];
      int to = i + 1 < FROM.length ? FROM[i + 1] : Integer.MAX_VALUE;
      sums[i] =
          persons.entrySet().stream()
              .filter(e -> e.getKey() >= from && e.getKey() < to)
              .mapToLong(Map.Entry::getValue)
              .sum();
      most = Math.max(most, sums[i]);
    }
    console.out().println(console.say("Persons by the size of their class:", "各等价类规模的人数："));
    int limit = report.question().limits().smallest();
    for (int i = 0; i < FROM.length; i++) {
      String label =
          i + 1 == FROM.length
              ? FROM[i] + "+"
              : FROM[i] + 1 == FROM[i + 1] ? "" + FROM[i] : FROM[i] + "-" + (FROM[i + 1] - 1);
      int wide = (int) Math.ceil((double) sums[i] * WIDEST / most);
      console
          .out()
          .printf(
              Locale.ROOT,
              "%9s %s%s %,d%n",
              label,
              (FROM[i] < limit ? "!" : "|"),
              "#".repeat(wide),
              sums[i]);
    }
    console
        .out()
        .println(
            console.say(
                "          ! is below the limit of " + limit, "          ! 表示低于阈值 " + limit));
    console.out().println();
  }

  private void attacks() {
    console.out().println();
    console.out().println(console.say("Attacks (GB/T 37964):", "攻击（GB/T 37964）："));
    Table table = new Table("  " + console.say("attack", "攻击"), console.say("risk", "风险"));
    for (Attack attack : Attack.of(report)) {
      table.row(
          "  " + console.say(attack.kind().words()),
          attack.risk().map(risk -> String.format(Locale.ROOT, "%.4f", risk)).orElse("-"));
    }
    table.print(console.out());
  }

  private void lift() {
    Lift lift = report.lift();
    if (lift.inWords().isEmpty()) {
      return;
    }
    console.out().println();
    console.out().println(console.say("What would lift the grade:", "如何提高等级："));
    lift.inWords().forEach(words -> console.out().println("  " + console.say(words)));
    if (report.risky() == 0) {
      return;
    }
    console.out().println();
    Table table =
        new Table(
            "  " + console.say("column", "列"),
            console.say("step", "措施"),
            console.say("smallest class", "最小等价类"),
            console.say("over the limit", "超阈值人数"));
    lift.leaveOut().stream().limit(COLUMNS).forEach(effect -> effect(table, effect));
    lift.coarsen().stream().limit(COLUMNS).forEach(effect -> effect(table, effect));
    table.print(console.out());
  }

  private void effect(Table table, Lift.Effect effect) {
    table.row(
        "  " + effect.column(),
        console.say(effect.step()),
        number(effect.smallestClass()),
        number(effect.personsAtRisk()));
  }
}
