package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Why a grade is what it is, in sentences. */
final class Because {
  private final RiskReport report;
  private final List<Words> words = new ArrayList<>();

  private Because(RiskReport report) {
    this.report = report;
  }

  static List<Words> of(RiskReport report) {
    Because because = new Because(report);
    because.direct();
    because.classes();
    because.doubts();
    because.unnamed();
    return List.copyOf(because.words);
  }

  private void say(String en, String zh) {
    words.add(Words.of(en, zh));
  }

  private void direct() {
    if (report.direct().isEmpty()) {
      say("No column holds a direct identifier, by name or by content.", "按列名和内容均未发现直接标识符。");
    }
    for (ColumnFinding each : report.direct()) {
      say(
          "'"
              + each.column()
              + "' is a direct identifier ("
              + each.kind().words().en()
              + "): "
              + each.because().en()
              + ".",
          "“"
              + each.column()
              + "”为直接标识符（"
              + each.kind().words().zh()
              + "）："
              + each.because().zh()
              + "。");
    }
  }

  private void classes() {
    Limits limits = report.question().limits();
    Words sharing = report.question().sharing().words();
    if (report.tables().stream().allMatch(table -> table.quasiIdentifiers().isEmpty())) {
      say("No quasi-identifier was named.", "未指定准标识符。");
      return;
    }
    ClassSizes classes = report.classes();
    boolean holds = classes.smallest() >= limits.smallest();
    say(
        String.format(
            Locale.ROOT,
            "The smallest of %,d classes has %,d %s (risk %.4f); %s allows no class of fewer than %d (1/%d): %s.",
            classes.count(),
            classes.smallest(),
            classes.smallest() == 1 ? "person" : "persons",
            classes.highestRisk(),
            sharing.en(),
            limits.smallest(),
            limits.smallest(),
            holds
                ? "kept"
                : String.format(
                    Locale.ROOT,
                    "exceeded for %,d of %,d persons",
                    report.risky(),
                    report.persons())),
        String.format(
            Locale.ROOT,
            "%,d 个等价类中最小的有 %,d 人（风险 %.4f）；%s要求任何等价类不少于 %d 人（1/%d）：%s。",
            classes.count(),
            classes.smallest(),
            classes.highestRisk(),
            sharing.zh(),
            limits.smallest(),
            limits.smallest(),
            holds
                ? "符合"
                : String.format(Locale.ROOT, "%,d 人中有 %,d 人超出", report.persons(), report.risky())));
    boolean overall = report.overallRisk() <= limits.overall() + 1e-12;
    say(
        String.format(
            Locale.ROOT,
            "The overall risk, average %.4f times the chance of an attack %.2f, is %.4f; the limit is %.4f: %s.",
            classes.averageRisk(),
            limits.attack(),
            report.overallRisk(),
            limits.overall(),
            overall ? "kept" : "exceeded"),
        String.format(
            Locale.ROOT,
            "整体风险为平均风险 %.4f 乘以攻击概率 %.2f，即 %.4f；阈值 %.4f：%s。",
            classes.averageRisk(),
            limits.attack(),
            report.overallRisk(),
            limits.overall(),
            overall ? "符合" : "超出"));
  }

  private void doubts() {
    for (Doubt doubt : report.doubts()) {
      say(
          doubt.because().en() + ". No grade above L2 can be claimed until this is resolved.",
          doubt.because().zh() + "。在解决之前不得声称高于 2 级。");
    }
  }

  private void unnamed() {
    if (!report.unnamed().isEmpty()) {
      List<String> names = report.unnamed().stream().map(ColumnFinding::column).toList();
      say(
          "Not measured, though an attacker may know them: " + String.join(", ", names) + ".",
          "以下列未计入度量，但攻击者可能知晓：" + String.join("、", names) + "。");
    }
  }
}
