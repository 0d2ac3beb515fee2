package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A quasi-identifier's distribution before and after, told in the labels that were released: a
 * value that no label of the output stands for is not told.
 *
 * @param levelRows rows at each level, the suppressed ones not counted
 * @param labels the commonest labels, at most {@link #MOST_LABELS}
 * @param others how many further labels there are
 * @param entropyBefore bits a row, of the values
 * @param entropyAfter bits a row, of the labels
 */
public record ColumnChange(
    String column,
    List<Long> levelRows,
    List<Label> labels,
    int others,
    double entropyBefore,
    double entropyAfter) {
  static final int MOST_LABELS = 50;

  /**
   * A label.
   *
   * @param before rows of the input whose value lies under the label
   * @param after rows of the output that carry it
   */
  public record Label(String label, long before, long after) {}

  /** A label at a level; the same text may stand at two. */
  private record Place(int level, int code) {}

  static List<ColumnChange> of(List<Ladder> ladders, Classes tuples, Recoding recoding) {
    List<ColumnChange> all = new ArrayList<>();
    for (int c = 0; c < ladders.size(); c++) {
      all.add(of(ladders.get(c), c, tuples, recoding));
    }
    return all;
  }

  private static ColumnChange of(Ladder ladder, int c, Classes tuples, Recoding recoding) {
    long[] marginal = new long[ladder.size(0)];
    long[] levelRows = new long[ladder.levels()];
    Map<Place, Long> carried = new HashMap<>();
    for (int t = 0; t < tuples.size(); t++) {
      int value = tuples.code(t, c);
      marginal[value] += tuples.rows(t);
      if (!recoding.suppressed(t)) {
        int level = recoding.levels()[recoding.classOf()[t]][c];
        levelRows[level] += tuples.rows(t);
        carried.merge(
            new Place(level, ladder.codes(level)[value]), (long) tuples.rows(t), Long::sum);
      }
    }
    Map<String, long[]> byLabel = new HashMap<>();
    carried.forEach(
        (place, rows) -> {
          long[] counts =
              byLabel.computeIfAbsent(ladder.label(place.level(), place.code()), l -> new long[2]);
          counts[0] = Math.max(counts[0], before(ladder, place, marginal));
          counts[1] += rows;
        });
    if (recoding.suppressedRows() > 0 && recoding.starred()) {
      byLabel.computeIfAbsent(Ladder.STAR, l -> new long[2])[1] += recoding.suppressedRows();
    }
    List<Label> labels = new ArrayList<>();
    byLabel.forEach((label, counts) -> labels.add(new Label(label, counts[0], counts[1])));
    labels.sort(Comparator.comparingLong(Label::after).reversed().thenComparing(Label::label));
    return new ColumnChange(
        ladder.column(),
        java.util.Arrays.stream(levelRows).boxed().toList(),
        List.copyOf(labels.subList(0, Math.min(MOST_LABELS, labels.size()))),
        Math.max(0, labels.size() - MOST_LABELS),
        entropy(marginal),
        entropy(labels.stream().mapToLong(Label::after).toArray()));
  }

  private static long before(Ladder ladder, Place place, long[] marginal) {
    long rows = 0;
    int[] codes = ladder.codes(place.level());
    for (int value = 0; value < marginal.length; value++) {
      rows += codes[value] == place.code() ? marginal[value] : 0;
    }
    return rows;
  }

  private static double entropy(long[] counts) {
    double all = 0;
    for (long count : counts) {
      all += count;
    }
    double bits = 0;
    for (long count : counts) {
      bits -= count == 0 ? 0 : count / all * Measure.log2(count / all);
    }
    return bits;
  }
}
