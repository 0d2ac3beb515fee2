package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.refusal.Words;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The risk report for people: one HTML file in Chinese and English that asks nothing of any other
 * place: no script, no font, no image from elsewhere.
 */
public final class RiskHtml {
  private final RiskReport report;
  private final Optional<RiskReport> before;
  private final Html html = new Html();

  private RiskHtml(RiskReport report, Optional<RiskReport> before) {
    this.report = report;
    this.before = before;
  }

  /**
   * @param title what was measured, for example a release's name
   * @param before the same measures before de-identification, where there are any
   * @param first which language is shown first; the other is one click away
   */
  public static String of(
      Words title, RiskReport report, Optional<RiskReport> before, Locale first) {
    return new RiskHtml(report, before).page(title, first);
  }

  private String page(Words title, Locale first) {
    boolean chinese = first.getLanguage().equals("zh");
    html.raw(
            "<!DOCTYPE html><html lang=\""
                + (chinese ? "zh-CN" : "en")
                + "\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .raw(
            "<title>"
                + Html.escape(
                    chinese ? title.zh() + " · 重标识风险报告" : title.en() + " · re-identification risk")
                + "</title>")
        .raw("<style>" + style() + "</style></head><body>")
        .raw(choice("zh", "中文", chinese) + choice("en", "English", !chinese))
        .raw("<main>");
    head(title);
    because();
    tiles();
    drawings();
    lift();
    attacks();
    worst();
    columns();
    assumptions();
    return html.raw("</main></body></html>").toString();
  }

  private static String choice(String id, String label, boolean chosen) {
    return "<input type=\"radio\" name=\"language\" class=\"choice\" id=\""
        + id
        + "\""
        + (chosen ? " checked" : "")
        + "><label for=\""
        + id
        + "\" lang=\""
        + (id.equals("zh") ? "zh-CN" : "en")
        + "\">"
        + label
        + "</label>";
  }

  private static String style() {
    try (InputStream in =
        RiskHtml.class.getResourceAsStream("/health/lode/deidentify/risk/report.css")) {
      if (in == null) {
        throw new IllegalStateException("the report's style is missing");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void head(Words title) {
    Grade grade = report.grade();
    Words sharing = report.question().sharing().words();
    String kind = grade.reaches(Grade.L3) ? "good" : grade == Grade.L2 ? "wait" : "bad";
    html.raw(
            "<header><p class=\"eyebrow\">"
                + Html.both("Re-identification risk", "重标识风险报告")
                + "</p>")
        .raw("<h1>" + Html.both(title) + "</h1>")
        .raw(
            "<div class=\"grade "
                + kind
                + "\"><span class=\"mark\">"
                + grade.name()
                + "</span><div><strong>"
                + Html.both(grade.words())
                + "</strong><br>"
                + Html.both(
                    "De-identification grade of GB/T 42460-2023, for " + sharing.en(),
                    "GB/T 42460-2023 去标识化等级，用于" + sharing.zh())
                + "</div></div></header>");
    if (!report.doubts().isEmpty()) {
      html.raw(
          "<div class=\"alert\" role=\"note\"><strong>"
              + Html.both("Not resolved", "有待解决")
              + "</strong><ul>");
      for (Doubt doubt : report.doubts()) {
        html.raw(
            "<li>"
                + Html.both(
                    doubt.because().en() + ". " + doubt.wayOut().en(),
                    doubt.because().zh() + "。" + doubt.wayOut().zh())
                + "</li>");
      }
      html.raw("</ul></div>");
    }
  }

  private void because() {
    html.raw("<section>").heading("Why this grade", "评级依据").raw("<ul class=\"reasons\">");
    report.because().forEach(words -> html.raw("<li>" + Html.both(words) + "</li>"));
    html.raw("</ul></section>");
  }

  private void tile(String en, String zh, String value, Optional<String> was) {
    html.raw(
        "<div class=\"tile\"><dt>"
            + Html.both(en, zh)
            + "</dt><dd>"
            + value
            + was.map(
                    w -> " <span class=\"was\">" + Html.both("before " + w, "处理前 " + w) + "</span>")
                .orElse("")
            + "</dd></div>");
  }

  private void tiles() {
    ClassSizes sizes = report.classes();
    html.raw("<section>").heading("Measured by persons", "按人度量").raw("<dl class=\"tiles\">");
    tile(
        "records", "记录数", Html.number(report.records()), before.map(b -> Html.number(b.records())));
    tile("persons", "人数", Html.number(report.persons()), before.map(b -> Html.number(b.persons())));
    tile(
        "equivalence classes",
        "等价类数",
        Html.number(sizes.count()),
        before.map(b -> Html.number(b.classes().count())));
    tile(
        "smallest class",
        "最小等价类（人）",
        Html.number(sizes.smallest()),
        before.map(b -> Html.number(b.classes().smallest())));
    tile(
        "unique persons",
        "唯一的人",
        Html.number(sizes.uniques()),
        before.map(b -> Html.number(b.classes().uniques())));
    tile(
        "highest risk",
        "最高风险",
        Html.share(sizes.highestRisk()),
        before.map(b -> Html.share(b.classes().highestRisk())));
    tile(
        "average risk",
        "平均风险",
        Html.share(sizes.averageRisk()),
        before.map(b -> Html.share(b.classes().averageRisk())));
    tile(
        "persons over the limit",
        "超阈值人数",
        Html.number(report.risky()),
        before.map(b -> Html.number(b.risky())));
    html.raw("</dl></section>");
  }

  private void drawings() {
    int limit = report.question().limits().smallest();
    html.raw("<section>")
        .heading("Persons by the size of their class", "各等价类规模的人数")
        .raw("<figure>")
        .raw(Charts.histogram(report.classes(), before.map(RiskReport::classes), limit));
    html.raw(
        "<figcaption><span class=\"key risky\"></span>"
            + Html.both("below the limit", "低于阈值")
            + " <span class=\"key safe\"></span>"
            + Html.both("at or above it", "达到阈值")
            + (before.isPresent()
                ? " <span class=\"key before\"></span>" + Html.both("before", "处理前")
                : "")
            + "</figcaption></figure>");
    html.raw("<details><summary>" + Html.both("As a table", "查看数值") + "</summary>")
        .table(
            Words.of("Persons by class size", "按等价类人数分布"),
            Words.of("persons in the class", "等价类人数"),
            Words.of("persons", "人数"));
    Charts.bars(report.classes()).forEach(bar -> html.row(bar.label(), Html.number(bar.persons())));
    html.end().raw("</details></section>");
    if (!report.lift().leaveOut().isEmpty() && report.risky() > 0) {
      html.raw("<section>")
          .heading("Which columns single persons out", "哪些列造成风险")
          .paragraph(
              "quiet",
              Words.of(
                  "Share of the persons over the limit who would no longer be, were the column left out.",
                  "去掉该列后，不再超过阈值的人员比例。"))
          .raw(
              "<figure>"
                  + Charts.columns(report.lift().leaveOut(), report.risky())
                  + "</figure></section>");
    }
  }

  private void lift() {
    Lift lift = report.lift();
    if (lift.inWords().isEmpty()) {
      return;
    }
    html.raw("<section>").heading("What would lift the grade", "如何提高等级").raw("<ol>");
    lift.inWords().forEach(words -> html.raw("<li>" + Html.both(words) + "</li>"));
    html.raw("</ol>")
        .table(
            Words.of("Each step alone, measured", "每一步单独的效果（实测）"),
            Words.of("column", "列"),
            Words.of("step", "措施"),
            Words.of("smallest class", "最小等价类"),
            Words.of("uniques", "唯一的人"),
            Words.of("over the limit", "超阈值人数"));
    java.util.stream.Stream.concat(lift.leaveOut().stream(), lift.coarsen().stream())
        .forEach(
            effect ->
                html.row(
                    Html.escape(effect.column()),
                    Html.both(effect.step()),
                    Html.number(effect.smallestClass()),
                    Html.number(effect.uniques()),
                    Html.number(effect.personsAtRisk())));
    html.end().raw("</section>");
  }

  private void attacks() {
    html.raw("<section>")
        .heading("Five attacks", "五类攻击")
        .table(
            Words.of(
                "GB/T 37964-2019: what the attacker wants and knows, and the risk",
                "GB/T 37964-2019：攻击目的、假设与风险"),
            Words.of("attack", "攻击"),
            Words.of("the attacker", "攻击者"),
            Words.of("risk", "风险"));
    for (Attack attack : Attack.of(report)) {
      html.row(
          Html.both(attack.kind().words()),
          Html.both(attack.assumes()),
          attack.risk().map(Html::share).orElse("–"));
    }
    html.end();
    report.population().ifPresent(this::population);
    html.raw("</section>");
  }

  private void population(PopulationRisk population) {
    html.table(
        Words.of(
            String.format(
                Locale.ROOT,
                "Persons unique in a population of %,d, estimated",
                population.population()),
            String.format(Locale.ROOT, "在 %,d 人的总体中唯一的人数（估计）", population.population())),
        Words.of("estimator", "估计方法"),
        Words.of("persons unique there", "总体唯一人数"));
    population
        .estimates()
        .forEach(
            each ->
                html.row(
                    each.estimator().word(), Html.number(Math.round(each.populationUniques()))));
    html.end();
  }

  private void worst() {
    if (report.worst().isEmpty() || report.risky() == 0) {
      return;
    }
    html.raw("<section>")
        .heading("The smallest classes", "最小的等价类")
        .paragraph(
            "quiet",
            Words.of(
                "Described by columns and sizes; their values are what singles persons out and are not shown.",
                "仅以列和人数描述；其取值正是识别个人的依据，故不显示。"))
        .table(
            Words.of("What each would be without one column", "去掉某一列后的人数"),
            Words.of("persons now", "当前人数"),
            Words.of("without this column", "去掉该列后"));
    for (WorstClass each : report.worst()) {
      String without =
          each.without().stream()
              .map(w -> Html.escape(w.column()) + ": " + Html.number(w.persons()))
              .collect(Collectors.joining("; "));
      html.row(
          Html.number(each.persons()),
          without.isEmpty()
              ? Html.both("no single column alone singles them out", "并非由任何单独一列造成")
              : without);
    }
    html.end().raw("</section>");
  }

  private void columns() {
    html.raw("<section>")
        .heading("Columns", "列")
        .table(
            Words.of("What was measured and what was found", "度量范围与发现"),
            Words.of("column", "列"),
            Words.of("role", "角色"),
            Words.of("evidence", "依据"));
    for (RiskTable table : report.tables()) {
      table
          .quasiIdentifiers()
          .forEach(
              column -> html.row(Html.escape(column), Html.both("quasi-identifier", "准标识符"), ""));
      table
          .person()
          .ifPresent(
              column ->
                  html.row(Html.escape(column), Html.both("tells persons apart", "区分人员"), ""));
      table
          .sensitive()
          .forEach(column -> html.row(Html.escape(column), Html.both("sensitive", "敏感"), ""));
      table.pseudonyms().stream()
          .sorted()
          .forEach(
              column ->
                  html.row(
                      Html.escape(column),
                      Html.both("pseudonym", "假名"),
                      Html.both("as stated by the caller", "由调用方声明")));
    }
    for (Map.Entry<Words, java.util.List<ColumnFinding>> each :
        Map.of(
                Words.of("direct identifier", "直接标识符"),
                report.direct(),
                Words.of("not measured", "未计入"),
                report.unnamed())
            .entrySet()) {
      each.getValue()
          .forEach(
              f ->
                  html.row(
                      Html.escape(f.column()), Html.both(each.getKey()), Html.both(f.because())));
    }
    html.end().raw("</section>");
    if (!report.diversity().isEmpty()) {
      html.raw("<section>")
          .heading("Sensitive columns", "敏感列")
          .table(
              Words.of("What a class gives away though nobody is singled out", "无人被识别时等价类仍会泄露的信息"),
              Words.of("column", "列"),
              Words.of("distinct l", "l-多样性（不同值）"),
              Words.of("entropy l", "l-多样性（熵）"),
              Words.of("t", "t-接近度"),
              Words.of("persons exposed", "敏感值唯一的人数"));
      report
          .diversity()
          .forEach(
              d ->
                  html.row(
                      Html.escape(d.column()),
                      Html.number(d.distinct()),
                      String.format(Locale.ROOT, "%.2f", d.entropy()),
                      String.format(Locale.ROOT, "%.3f", d.closeness()),
                      Html.number(d.personsExposed())));
      html.end().raw("</section>");
    }
  }

  private void assumptions() {
    Limits limits = report.question().limits();
    html.raw("<section>")
        .heading("Assumptions", "假设")
        .raw(
            "<ul><li>"
                + Html.both(
                    String.format(
                        Locale.ROOT,
                        "Of a person with several rows the attacker knows: %s.",
                        report.question().knows().word()),
                    String.format(Locale.ROOT, "对有多行记录的人，攻击者所知：%s。", knows()))
                + "</li>")
        .raw(
            "<li>"
                + Html.both(
                    String.format(
                        Locale.ROOT,
                        "Limits: smallest class %d, overall risk %.3f, chance of an attack %.2f. They come from an informative annex and from whoever assesses the setting; they are not law.",
                        limits.smallest(),
                        limits.overall(),
                        limits.attack()),
                    String.format(
                        Locale.ROOT,
                        "阈值：最小等价类 %d 人，整体风险 %.3f，攻击概率 %.2f。阈值源自资料性附录及评估人设定，并非强制规定。",
                        limits.smallest(),
                        limits.overall(),
                        limits.attack()))
                + "</li>")
        .raw(
            "<li>"
                + Html.both(
                    "De-identified data is still personal information (PIPL 73); this report does not call it anonymised.",
                    "去标识化后的数据仍属个人信息（个人信息保护法第七十三条）；本报告不称其为匿名化。")
                + "</li></ul></section>");
  }

  private String knows() {
    return switch (report.question().knows()) {
      case ONE_ROW -> "其中任意一行";
      case ALL_ROWS -> "全部各行（作为集合）";
      case ALL_ROWS_AND_THEIR_NUMBER -> "全部各行及行数";
    };
  }
}
