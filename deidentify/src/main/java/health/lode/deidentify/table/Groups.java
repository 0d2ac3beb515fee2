package health.lode.deidentify.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The parts that a set of tuples would fall into, and whether each keeps the privacy models. Used
 * again and again by one thread.
 */
final class Groups {
  private final Classes tuples;
  private final Checks checks;
  private final boolean sizesAlone;
  private final int k;
  private final Check.Tally tally = new Check.Tally();
  private int[] rows = new int[0];
  private int[] members = new int[0];
  private int column;
  private int[] below = new int[0];
  private final int[] @Nullable [] personsOf;

  Groups(Classes tuples, Checks checks) {
    this.tuples = tuples;
    this.checks = checks;
    int most = 0;
    boolean alone = tuples.personCounts() == null;
    for (Check check : checks.all()) {
      if (check instanceof Check.AtLeast least) {
        most = Math.max(most, least.k());
      } else {
        alone = false;
      }
    }
    k = most;
    sizesAlone = alone;
    personsOf = tuples.personCounts() == null ? new int[0][] : byTuple(tuples);
  }

  /** For each tuple the persons who are in several tuples. */
  private static int[][] byTuple(Classes tuples) {
    PersonCounts persons = tuples.personCounts();
    if (persons == null) {
      return new int[0][];
    }
    int[] counts = new int[tuples.size()];
    for (int p = 0; p < persons.shared(); p++) {
      for (int at = persons.from(p); at < persons.to(p); at++) {
        counts[persons.classAt(at)]++;
      }
    }
    int[][] of = new int[tuples.size()][];
    Arrays.setAll(of, t -> new int[counts[t]]);
    for (int p = 0; p < persons.shared(); p++) {
      for (int at = persons.from(p); at < persons.to(p); at++) {
        int tuple = persons.classAt(at);
        of[tuple][--counts[tuple]] = p;
      }
    }
    return of;
  }

  /** Parts members by {@code below[code in column]}, codes under {@code size}. */
  void gather(int[] members, int column, int[] below, int size) {
    this.members = members;
    this.column = column;
    this.below = below;
    if (rows.length < size) {
      rows = new int[size];
    }
    Arrays.fill(rows, 0, size, 0);
    for (int member : members) {
      rows[below[tuples.code(member, column)]] += tuples.rows(member);
    }
  }

  int rows(int code) {
    return rows[code];
  }

  /** Whether the part keeps every model. */
  boolean hold(int code) {
    if (rows[code] < k) {
      return false;
    }
    if (sizesAlone) {
      return true;
    }
    boolean[] chosen = new boolean[rows.length];
    chosen[code] = true;
    return hold(chosen);
  }

  /** Whether the chosen parts together keep every model. */
  private boolean hold(boolean[] chosen) {
    Classes together = merged(chosen);
    return together.size() == 1 && checks.hold(together, 0, tally);
  }

  private Classes merged(boolean[] chosen) {
    int count = 0;
    for (int member : members) {
      count += chosen[below[tuples.code(member, column)]] ? 1 : 0;
    }
    int[] those = new int[count];
    int at = 0;
    for (int member : members) {
      if (chosen[below[tuples.code(member, column)]]) {
        those[at++] = member;
      }
    }
    return tuples.asOne(those, personsOf);
  }

  /**
   * Adds the smallest parts to those that stay behind, until these keep the models.
   *
   * @return whether any part is left to move
   */
  boolean leaveEnough(boolean[] stays) {
    while (true) {
      int smallest = -1;
      long left = 0;
      for (int code = 0; code < stays.length; code++) {
        if (stays[code]) {
          left += rows[code];
        } else if (rows[code] > 0 && (smallest < 0 || rows[code] < rows[smallest])) {
          smallest = code;
        }
      }
      if (smallest < 0) {
        return false;
      }
      if (left >= k && (sizesAlone || hold(stays))) {
        return true;
      }
      stays[smallest] = true;
    }
  }
}
