package health.lode.deidentify.table;

import java.util.Arrays;
import java.util.List;

/**
 * What each tuple becomes.
 *
 * @param classOf the class of each tuple, from 0; the last number is for the suppressed
 * @param levels of each class but the suppressed one; arrays may be shared
 * @param classes the released classes and, last, the suppressed one, which may be empty
 * @param starred whether suppressed rows stay with stars; else they are left out
 */
record Recoding(int[] classOf, int[][] levels, Classes classes, boolean starred) {

  static Recoding of(Classes tuples, int[] classOf, int[][] levels, Checks checks) {
    int[] target = classOf.clone();
    for (int i = 0; i < target.length; i++) {
      target[i] = target[i] < 0 ? levels.length : target[i];
    }
    Classes classes = tuples.joined(target, levels.length + 1);
    Check.Tally tally = new Check.Tally();
    for (int i = 0; i < levels.length; i++) {
      if (!checks.hold(classes, i, tally)) {
        throw new IllegalStateException("a class that breaks the policy's models was released");
      }
    }
    boolean starred =
        classes.rows(levels.length) == 0 || checks.hold(classes, levels.length, tally);
    return new Recoding(target, levels, classes, starred);
  }

  boolean suppressed(int tuple) {
    return classOf[tuple] == levels.length;
  }

  int suppressedRows() {
    return classes.rows(levels.length);
  }

  /** Distinct persons of the smallest class in the output. */
  int smallest() {
    int smallest = Integer.MAX_VALUE;
    for (int i = 0; i < levels.length; i++) {
      smallest = Math.min(smallest, classes.persons(i));
    }
    if (suppressedRows() > 0 && starred) {
      smallest = Math.min(smallest, classes.persons(levels.length));
    }
    return smallest == Integer.MAX_VALUE ? 0 : smallest;
  }

  /** The label of a value in a column of a class that is not suppressed. */
  String label(List<Ladder> ladders, int tuple, int column, int value) {
    Ladder ladder = ladders.get(column);
    int level = levels[classOf[tuple]][column];
    return ladder.label(level, ladder.codes(level)[value]);
  }

  /** For each column the highest level that a class has. */
  int[] highest(int columns) {
    int[] highest = new int[columns];
    for (int[] each : levels) {
      for (int c = 0; c < columns; c++) {
        highest[c] = Math.max(highest[c], each[c]);
      }
    }
    return highest;
  }

  @Override
  public String toString() {
    return levels.length
        + " classes "
        + Arrays.toString(highest(levels.length == 0 ? 0 : levels[0].length));
  }
}
