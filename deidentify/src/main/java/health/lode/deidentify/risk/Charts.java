package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report's drawings, as inline SVG with a title and description each. */
final class Charts {
  private static final int[] FROM = {1, 2, 3, 5, 10, 20, 50, 100, 1000};
  private static final int WIDTH = 720;
  private static final int HEIGHT = 300;
  private static final int LEFT = 64;
  private static final int BOTTOM = 52;
  private static final int TOP = 34;

  private Charts() {}

  /** Persons of one range of class sizes. */
  record Bar(String label, int from, long persons) {}

  static List<Bar> bars(ClassSizes sizes) {
    List<Bar> bars = new ArrayList<>();
    Map<Integer, Long> persons = sizes.personsBySize();
    for (int i = 0; i < FROM.length; i++) {
      int from = FROM[i];
      int to = i + 1 < FROM.length ? FROM[i + 1] - 1 : Integer.MAX_VALUE;
      long sum =
          persons.entrySet().stream()
              .filter(e -> e.getKey() >= from && e.getKey() <= to)
              .mapToLong(Map.Entry::getValue)
              .sum();
      String label =
          to == Integer.MAX_VALUE ? from + "+" : from == to ? "" + from : from + "–" + to;
      bars.add(new Bar(label, from, sum));
    }
    return bars;
  }

  private static String text(double x, double y, String anchor, String kind, String words) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>",
        x,
        y,
        anchor,
        kind,
        Html.escape(words));
  }

  private static String both(double x, double y, String anchor, Words words) {
    return text(x, y, anchor, "zh", words.zh()) + text(x, y, anchor, "en", words.en());
  }

  private static String open(int height, String id, Words title, Words description) {
    return String.format(
        Locale.ROOT,
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"%s-t %s-d\"><title id=\"%s-t\">%s</title><desc id=\"%s-d\">%s</desc>",
        WIDTH,
        height,
        id,
        id,
        id,
        Html.escape(title.zh() + " / " + title.en()),
        id,
        Html.escape(description.zh() + " / " + description.en()));
  }

  /** How many persons are in classes of which size, with the limit marked. */
  static String histogram(ClassSizes sizes, Optional<ClassSizes> before, int limit) {
    List<Bar> now = bars(sizes);
    List<Bar> then = before.map(Charts::bars).orElse(List.of());
    long most =
        Math.max(
            1,
            Math.max(
                now.stream().mapToLong(Bar::persons).max().orElse(1),
                then.stream().mapToLong(Bar::persons).max().orElse(1)));
    double wide = (WIDTH - LEFT - 12.0) / now.size();
    double high = HEIGHT - TOP - BOTTOM;
    StringBuilder svg =
        new StringBuilder(
            open(
                HEIGHT,
                "h",
                Words.of("Persons by class size", "按等价类人数分布的人数"),
                Words.of(
                    "Bars left of the limit of "
                        + limit
                        + " persons are at risk; the table below has the numbers.",
                    "阈值 " + limit + " 人左侧的柱为高风险；数值见下表。")));
    for (int i = 0; i <= 4; i++) {
      double y = TOP + high - high * i / 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" class=\"grid\"/>",
              LEFT,
              WIDTH - 12,
              y,
              y));
      svg.append(text(LEFT - 8, y + 4, "end", "tick", compact(Math.round(most * i / 4.0))));
    }
    double limitAt = LEFT;
    for (int i = 0; i < now.size(); i++) {
      Bar bar = now.get(i);
      double x = LEFT + i * wide;
      double inner = then.isEmpty() ? wide * 0.68 : wide * 0.36;
      double start = x + wide * 0.16;
      if (!then.isEmpty()) {
        svg.append(bar(start, TOP, high, inner, then.get(i).persons, most, "before"));
        start += inner;
      }
      svg.append(
          bar(start, TOP, high, inner, bar.persons, most, bar.from < limit ? "risky" : "safe"));
      if (bar.persons > 0) {
        double y = TOP + high - high * bar.persons / most - 6;
        svg.append(text(start + inner / 2, y, "middle", "value", compact(bar.persons)));
      }
      svg.append(text(x + wide / 2, TOP + high + 18, "middle", "tick", bar.label));
      if (bar.from < limit) {
        limitAt = x + wide;
      }
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%.1f\" class=\"limit\"/>",
            limitAt,
            limitAt,
            TOP - 14,
            TOP + high));
    svg.append(both(limitAt + 6, TOP - 6, "start", Words.of("limit: " + limit, "阈值：" + limit)));
    svg.append(
        both(
            LEFT + (WIDTH - LEFT) / 2.0,
            HEIGHT - 10,
            "middle",
            Words.of("persons in the class", "等价类人数")));
    return svg.append("</svg>").toString();
  }

  private static String bar(
      double x, double top, double high, double wide, long value, long most, String kind) {
    double tall = high * value / most;
    return String.format(
        Locale.ROOT,
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\" class=\"%s\"/>",
        x,
        top + high - tall,
        wide,
        tall,
        kind);
  }

  /** How many persons would stop being at risk were each column left out. */
  static String columns(List<Lift.Effect> leaveOut, long risky) {
    List<Lift.Effect> shown = leaveOut.subList(0, Math.min(20, leaveOut.size()));
    int line = 30;
    int height = shown.size() * line + 34;
    StringBuilder svg =
        new StringBuilder(
            open(
                height,
                "c",
                Words.of("Risk by column", "各列带来的风险"),
                Words.of(
                    "Share of the persons at risk who would no longer be, were the column left out.",
                    "去掉该列后不再处于高风险的人员比例。")));
    double from = 190;
    double wide = WIDTH - from - 90;
    for (int i = 0; i < shown.size(); i++) {
      Lift.Effect effect = shown.get(i);
      double share = risky == 0 ? 0 : Math.max(0, risky - effect.personsAtRisk()) / (double) risky;
      double y = 8 + i * line;
      svg.append(text(from - 10, y + 16, "end", "name", cut(effect.column())));
      svg.append(
          String.format(
              Locale.ROOT,
              "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"20\" rx=\"2\" class=\"track\"/><rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"20\" rx=\"2\" class=\"safe\"/>",
              from,
              y + 1,
              wide,
              from,
              y + 1,
              wide * share));
      svg.append(text(from + wide + 8, y + 16, "start", "value", Html.share(share)));
    }
    return svg.append("</svg>").toString();
  }

  private static String cut(String name) {
    return name.codePointCount(0, name.length()) <= 22
        ? name
        : name.substring(0, name.offsetByCodePoints(0, 21)) + "…";
  }

  private static String compact(long value) {
    return value < 10_000
        ? String.format(Locale.ROOT, "%,d", value)
        : value < 1_000_000
            ? String.format(Locale.ROOT, "%.1fk", value / 1e3)
            : String.format(Locale.ROOT, "%.1fM", value / 1e6);
  }
}
