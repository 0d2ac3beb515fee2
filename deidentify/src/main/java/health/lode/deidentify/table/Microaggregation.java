package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Univariate microaggregation with the least squared error: the shortest path over sorted distinct
 * values, each group of at least k rows (Hansen and Mukherjee 2003). Rows of one value stay
 * together. Values that are no number become {@code *}; the empty value stays where at least k rows
 * have it.
 */
final class Microaggregation {
  private record Value(double number, int rows, String text) {}

  private Microaggregation() {}

  /** What each value becomes. */
  static Map<String, String> of(
      Map<String, Integer> counts, Treatment.Microaggregate how, String column) {
    Map<String, String> becomes = new HashMap<>();
    List<Value> values = new ArrayList<>();
    long rows = 0;
    for (Map.Entry<String, Integer> each : counts.entrySet()) {
      var number = Numbers.read(each.getKey());
      if (number.isPresent()) {
        values.add(new Value(number.get(), each.getValue(), each.getKey()));
        rows += each.getValue();
      } else {
        boolean stays = each.getKey().isEmpty() && each.getValue() >= how.k();
        becomes.put(each.getKey(), stays ? "" : Ladder.STAR);
      }
    }
    if (!values.isEmpty() && rows < how.k()) {
      throw TableRefusals.refused(
          TableReason.TREATMENT_REFUSED,
          "Column '" + column + "' has fewer than " + how.k() + " rows with a number.",
          "列 '" + column + "' 中的数值行少于 " + how.k() + " 行。",
          "Lower k, or drop the column.",
          "请降低 k 或略去该列。");
    }
    values.sort(Comparator.comparingDouble(Value::number).thenComparing(Value::text));
    int[] from = groups(values, how.k());
    for (int end = values.size(); end > 0; end = from[end]) {
      List<Value> group = values.subList(from[end], end);
      String centre = Numbers.write(centre(group, how.centre()));
      group.forEach(value -> becomes.put(value.text(), centre));
    }
    return becomes;
  }

  /** For each end the beginning of its last group on the shortest path. */
  private static int[] groups(List<Value> values, int k) {
    int n = values.size();
    double[] sum = new double[n + 1];
    double[] squares = new double[n + 1];
    long[] rows = new long[n + 1];
    double shift = n == 0 ? 0 : values.get(n / 2).number();
    for (int i = 0; i < n; i++) {
      double x = values.get(i).number() - shift;
      sum[i + 1] = sum[i] + x * values.get(i).rows();
      squares[i + 1] = squares[i] + x * x * values.get(i).rows();
      rows[i + 1] = rows[i] + values.get(i).rows();
    }
    double[] best = new double[n + 1];
    int[] from = new int[n + 1];
    for (int end = 1; end <= n; end++) {
      best[end] = Double.POSITIVE_INFINITY;
      for (int begin = end - 1; begin >= 0; begin--) {
        long size = rows[end] - rows[begin];
        if (size >= k && best[begin] < Double.POSITIVE_INFINITY) {
          double s = sum[end] - sum[begin];
          double error = squares[end] - squares[begin] - s * s / size;
          if (best[begin] + error < best[end]) {
            best[end] = best[begin] + error;
            from[end] = begin;
          }
        }
        // A group without its first value and still of 2k rows could be cut in two.
        if (rows[end] - rows[begin + 1] >= 2L * k && best[end] < Double.POSITIVE_INFINITY) {
          break;
        }
      }
    }
    return from;
  }

  private static double centre(List<Value> group, Treatment.Microaggregate.Centre kind) {
    long rows = group.stream().mapToLong(Value::rows).sum();
    if (kind == Treatment.Microaggregate.Centre.MEAN) {
      double sum = group.stream().mapToDouble(v -> v.number() * v.rows()).sum();
      return sum / rows;
    }
    long seen = 0;
    for (Value value : group) {
      seen += value.rows();
      if (2 * seen >= rows) {
        return value.number();
      }
    }
    throw new IllegalStateException("an empty group");
  }
}
