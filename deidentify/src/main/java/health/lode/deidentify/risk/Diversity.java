package health.lode.deidentify.risk;

import health.lode.deidentify.table.Column;
import java.util.Arrays;

/**
 * What a class gives away of a sensitive column even where nobody is singled out. Counted over
 * (person, value) pairs, each once.
 *
 * @param distinct the fewest distinct values in any class: distinct l-diversity
 * @param entropy the least exp(entropy) of any class: entropy l-diversity
 * @param homogeneousClasses classes in which all have one value
 * @param personsExposed persons in these
 * @param closeness the greatest distance of a class's distribution from the whole table's, equal
 *     distance between values (t-closeness; half the sum of absolute differences)
 */
public record Diversity(
    String column,
    int distinct,
    double entropy,
    long homogeneousClasses,
    long personsExposed,
    double closeness) {

  /**
   * @param classOf the class of each kept row, from 0
   * @param person the person of each kept row
   * @param rows the kept rows
   */
  static Diversity of(Column column, int[] classOf, int[] person, int[] rows) {
    int[] value = new int[rows.length];
    for (int i = 0; i < value.length; i++) {
      value[i] = column.code(rows[i]);
    }
    int classes = Arrays.stream(classOf).max().orElse(-1) + 1;
    int persons = Arrays.stream(person).max().orElse(-1) + 1;
    int values = column.values().size();
    int[] once =
        Tuples.of(
                new int[][] {classOf, person, value},
                new int[] {classes, persons, values},
                rows.length)
            .first();
    int[] pairClass = new int[once.length];
    int[] pairValue = new int[once.length];
    long[] total = new long[classes];
    long[] overall = new long[values];
    for (int i = 0; i < once.length; i++) {
      pairClass[i] = classOf[once[i]];
      pairValue[i] = value[once[i]];
      total[pairClass[i]]++;
      overall[pairValue[i]]++;
    }
    Tuples cells =
        Tuples.of(new int[][] {pairClass, pairValue}, new int[] {classes, values}, once.length);
    long[] count = new long[cells.count()];
    for (int cell : cells.of()) {
      count[cell]++;
    }
    int[] distinct = new int[classes];
    double[] entropy = new double[classes];
    double[] apart = new double[classes];
    double[] covered = new double[classes];
    for (int cell = 0; cell < count.length; cell++) {
      int at = pairClass[cells.first()[cell]];
      double share = (double) count[cell] / total[at];
      double whole = (double) overall[pairValue[cells.first()[cell]]] / once.length;
      distinct[at]++;
      entropy[at] -= share * Math.log(share);
      apart[at] += Math.abs(share - whole);
      covered[at] += whole;
    }
    return judged(
        column.name(),
        total,
        distinct,
        entropy,
        apart,
        covered,
        exposed(classOf, person, distinct, classes, persons));
  }

  /** Persons of classes with one value, each class's persons once. */
  private static long exposed(
      int[] classOf, int[] person, int[] distinct, int classes, int persons) {
    int[] pair =
        Tuples.of(new int[][] {classOf, person}, new int[] {classes, persons}, person.length)
            .first();
    long exposed = 0;
    for (int row : pair) {
      exposed += distinct[classOf[row]] == 1 ? 1 : 0;
    }
    return exposed;
  }

  private static Diversity judged(
      String column,
      long[] total,
      int[] distinct,
      double[] entropy,
      double[] apart,
      double[] covered,
      long exposed) {
    int fewest = Integer.MAX_VALUE;
    double least = Double.POSITIVE_INFINITY;
    double farthest = 0;
    long homogeneous = 0;
    for (int i = 0; i < total.length; i++) {
      if (total[i] > 0) {
        fewest = Math.min(fewest, distinct[i]);
        least = Math.min(least, Math.exp(entropy[i]));
        farthest = Math.max(farthest, (apart[i] + Math.max(0, 1 - covered[i])) / 2);
        homogeneous += distinct[i] == 1 ? 1 : 0;
      }
    }
    return new Diversity(column, fewest, least, homogeneous, exposed, farthest);
  }
}
