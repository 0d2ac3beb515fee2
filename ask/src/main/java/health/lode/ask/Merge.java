package health.lode.ask;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts the hospitals' parts together. Exact: decimal sums do not depend on the order or the number
 * of parts; quotients and roots are rounded once, at the end (docs/spec/question.md).
 */
final class Merge {
  /** Digits after the point that quotients carry into the upper part of the question. */
  static final int QUOTIENT_SCALE = 12;

  private static final Pattern FIGURE = Pattern.compile("-?[0-9]{1,40}(\\.[0-9]{1,20})?");
  private static final MathContext WORK = new MathContext(60, RoundingMode.HALF_EVEN);

  /**
   * One merged group.
   *
   * @param cells finished figures, null where withheld or where there is no value
   * @param masked which of them are withheld
   * @param lacking hospitals that may have patients in this group and did not show them
   */
  record Row(
      List<@Nullable String> key,
      List<@Nullable String> cells,
      SortedSet<Integer> masked,
      SortedSet<String> lacking) {}

  private final List<Figure> figures;
  private final Map<List<@Nullable String>, Group> groups = new TreeMap<>(Merge::compare);

  Merge(List<Figure> figures) {
    this.figures = figures;
  }

  private static final class Group {
    private final List<@Nullable List<BigDecimal>> sums = new ArrayList<>();
    private final SortedSet<String> shownBy = new TreeSet<>();
    private final SortedSet<String> maskedBy = new TreeSet<>();
  }

  List<Row> merge(List<NodePart> parts, int keys) {
    for (NodePart part : parts) {
      List<@Nullable String> last = null;
      for (NodePart.Row row : part.rows()) {
        if (row.key().size() != keys
            || row.cells().size() != figures.size()
            || (last != null && compare(last, row.key()) >= 0)) {
          throw mismatch();
        }
        last = row.key();
        add(part.hospital(), row);
      }
      if (groups.size() > Planner.MOST_GROUPS) {
        throw DisclosureGate.tooLarge();
      }
    }
    List<Row> rows = new ArrayList<>();
    groups.forEach((key, group) -> rows.add(finish(key, group, parts)));
    return rows;
  }

  private void add(String hospital, NodePart.Row row) {
    Group group = groups.computeIfAbsent(row.key(), key -> empty());
    group.shownBy.add(hospital);
    for (int i = 0; i < figures.size(); i++) {
      List<String> cell = row.cells().get(i);
      if (cell == null) {
        group.maskedBy.add(hospital);
        continue;
      }
      List<BigDecimal> more = numbers(cell, figures.get(i));
      List<BigDecimal> sums = group.sums.get(i);
      group.sums.set(i, sums == null ? more : plus(sums, more));
    }
  }

  private Group empty() {
    Group group = new Group();
    figures.forEach(figure -> group.sums.add(null));
    return group;
  }

  private static List<BigDecimal> numbers(List<String> cell, Figure figure) {
    boolean fits = cell.isEmpty() ? figure.kind().sums() : cell.size() == figure.kind().width();
    if (!fits) {
      throw mismatch();
    }
    List<BigDecimal> numbers = new ArrayList<>();
    for (String text : cell) {
      // No exponents: a hostile part could name a number of a billion digits in ten characters.
      if (!FIGURE.matcher(text).matches()) {
        throw mismatch();
      }
      numbers.add(new BigDecimal(text));
    }
    return numbers;
  }

  private static List<BigDecimal> plus(List<BigDecimal> a, List<BigDecimal> b) {
    if (a.isEmpty() || b.isEmpty()) {
      return a.isEmpty() ? b : a;
    }
    List<BigDecimal> sums = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      sums.add(a.get(i).add(b.get(i)));
    }
    return sums;
  }

  private Row finish(List<@Nullable String> key, Group group, List<NodePart> parts) {
    SortedSet<Integer> masked = new TreeSet<>();
    List<@Nullable String> cells = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      List<BigDecimal> sums = group.sums.get(i);
      if (sums == null) {
        masked.add(i);
        cells.add(null);
      } else {
        cells.add(finished(figures.get(i), sums));
      }
    }
    SortedSet<String> lacking = new TreeSet<>(group.maskedBy);
    for (NodePart part : parts) {
      if (part.suppressed() > 0 && !group.shownBy.contains(part.hospital())) {
        lacking.add(part.hospital());
      }
    }
    if (parts.size() == 1) {
      // Of one hospital's own answer nothing is missing but what is named masked or suppressed.
      lacking.clear();
    }
    return new Row(key, cells, masked, lacking);
  }

  private static @Nullable String finished(Figure figure, List<BigDecimal> sums) {
    if (sums.isEmpty()) {
      return null;
    }
    BigDecimal result =
        switch (figure.kind()) {
          case AVG -> sums.get(1).divide(sums.get(0), QUOTIENT_SCALE, RoundingMode.HALF_EVEN);
          case STDDEV_SAMP, STDDEV_POP, VAR_SAMP, VAR_POP -> spread(figure.kind(), sums);
          default -> sums.get(0);
        };
    if (result == null) {
      return null;
    }
    boolean whole = figure.whole() && figure.kind().width() == 1;
    if (whole ? result.toBigInteger().bitLength() > 63 : result.precision() - result.scale() > 26) {
      throw Refuse.because(
          AskReason.MERGE_FAILED,
          "A sum is too large to be given exactly.",
          "某个合计过大，无法精确给出。",
          "Divide the value by a constant before summing.",
          "请先把数值除以一个常数再求和。");
    }
    return DisclosureGate.text(result);
  }

  private static @Nullable BigDecimal spread(Figure.Kind kind, List<BigDecimal> sums) {
    BigDecimal n = sums.get(0);
    boolean sample = kind == Figure.Kind.STDDEV_SAMP || kind == Figure.Kind.VAR_SAMP;
    BigDecimal divisor = sample ? n.subtract(BigDecimal.ONE) : n;
    if (divisor.signum() <= 0) {
      return null;
    }
    // n·Σx² − (Σx)² is exact, so that no cancellation can occur.
    BigDecimal exact = n.multiply(sums.get(2)).subtract(sums.get(1).multiply(sums.get(1)));
    BigDecimal variance = exact.divide(n.multiply(divisor), WORK);
    boolean root = kind == Figure.Kind.STDDEV_SAMP || kind == Figure.Kind.STDDEV_POP;
    BigDecimal result = root ? variance.max(BigDecimal.ZERO).sqrt(WORK) : variance;
    return result.setScale(QUOTIENT_SCALE, RoundingMode.HALF_EVEN);
  }

  static health.lode.refusal.RefusedException mismatch() {
    return Refuse.because(
        AskReason.PART_MISMATCH,
        "A hospital's part does not belong to this question.",
        "某家医院返回的部分不属于此问题。",
        "Ask again; if it stays so, the hospital runs another version.",
        "请重新提问；若仍如此，该医院运行的是另一版本。");
  }

  private static int compare(List<@Nullable String> a, List<@Nullable String> b) {
    return DisclosureGate.compareKeys(
        new NodePart.Row(a, List.of()), new NodePart.Row(b, List.of()));
  }
}
