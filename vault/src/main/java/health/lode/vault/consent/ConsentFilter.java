package health.lode.vault.consent;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.StringJoiner;

/**
 * Which consent classes a question may read. The meaning of a class never changes, so that a filter
 * stays safe while patients withdraw: who moves out of an allowed class is left out at once.
 *
 * @param allowed disjoint ranges in ascending order; empty when nobody may be read
 * @param excludedPersons persons of the latest cut outside these ranges
 */
public record ConsentFilter(List<ClassRange> allowed, long excludedPersons) {
  /** Classes {@code from} to {@code to}, both included. */
  public record ClassRange(int from, int to) {
    public ClassRange {
      if (from < 0 || to < from) {
        throw new IllegalArgumentException("not a range of classes");
      }
    }
  }

  public ConsentFilter {
    allowed = List.copyOf(allowed);
  }

  /** The fewest ranges that hold exactly {@code classes}. */
  public static ConsentFilter of(SortedSet<Integer> classes, long excludedPersons) {
    List<ClassRange> ranges = new ArrayList<>();
    int from = -1;
    int to = -1;
    for (int c : classes) {
      if (from >= 0 && c == to + 1) {
        to = c;
        continue;
      }
      if (from >= 0) {
        ranges.add(new ClassRange(from, to));
      }
      from = c;
      to = c;
    }
    if (from >= 0) {
      ranges.add(new ClassRange(from, to));
    }
    return new ConsentFilter(ranges, excludedPersons);
  }

  public boolean allows(int consentClass) {
    return allowed.stream().anyMatch(r -> r.from() <= consentClass && consentClass <= r.to());
  }

  /**
   * The condition on a table's {@code consent_class}, ready to stand in an AND: {@code c = 0},
   * {@code (c BETWEEN 0 AND 3 OR c = 7)}, or {@code FALSE} when nobody may be read.
   *
   * @param column the column as the statement has to name it, quoted by the caller
   */
  public String condition(String column) {
    if (allowed.isEmpty()) {
      return "FALSE";
    }
    StringJoiner or = new StringJoiner(" OR ");
    for (ClassRange range : allowed) {
      or.add(
          range.from() == range.to()
              ? column + " = " + range.from()
              : column + " BETWEEN " + range.from() + " AND " + range.to());
    }
    return allowed.size() == 1 ? or.toString() : "(" + or + ")";
  }
}
