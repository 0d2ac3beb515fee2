package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.kind.ColumnKinds;
import health.lode.deidentify.table.Column;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;

/**
 * What could link a person's rows of one release with those of another: each column's values as a
 * keyed hash of the whole set, and the intervals between a person's dates, which a date shift
 * leaves as they are.
 */
final class Links {
  private static final Pattern DATE =
      Pattern.compile("^([12][0-9]{3})[-/.年]?([01]?[0-9])[-/.月]?([0-3]?[0-9]).*");

  /** The column that stands for the intervals between a person's dates. */
  static final String INTERVALS = "intervals between dates";

  private final List<String> names = new ArrayList<>();
  private final List<long[]> hashes = new ArrayList<>();
  private final long[] cells;

  Links(Mac mac, List<RiskTable> tables, Cohort cohort) {
    int persons = cohort.persons();
    cells = new long[persons];
    for (int t = 0; t < tables.size(); t++) {
      add(mac, tables.get(t), cohort.kept(t), cohort.personOfKept(t), persons);
    }
    for (int person = 0; person < persons; person++) {
      cells[person] = KeyedHash.mix(cells[person]);
    }
  }

  List<String> names() {
    return names;
  }

  long[][] hashes() {
    return hashes.toArray(long[][]::new);
  }

  /** What each person's quasi-identifiers say, as one number. */
  long[] cells() {
    return cells;
  }

  private void add(Mac mac, RiskTable table, int[] kept, int[] person, int persons) {
    List<Column> dates = new ArrayList<>();
    long[] tuple = new long[kept.length];
    for (ColumnFinding finding : ColumnKinds.of(table.table())) {
      Column column = table.table().column(finding.column());
      if (finding.kind() == ColumnKind.DATE) {
        dates.add(column);
      }
      long[] values = new long[column.values().size()];
      for (int i = 0; i < values.length; i++) {
        String value = column.values().get(i);
        values[i] = value.isBlank() ? 0 : KeyedHash.of(mac, column.name() + "\0" + value);
      }
      long[] sums = new long[persons];
      boolean quasi = table.quasiIdentifiers().contains(column.name());
      for (int i = 0; i < kept.length; i++) {
        long value = values[column.code(kept[i])];
        sums[person[i]] += value == 0 ? 0 : KeyedHash.mix(value);
        if (quasi) {
          // A sum: two releases may have the columns in another order.
          tuple[i] += KeyedHash.mix(value + 1);
        }
      }
      names.add(column.name());
      hashes.add(sums);
    }
    distinctSums(tuple, person);
    if (!dates.isEmpty()) {
      intervals(dates, kept, person, persons, KeyedHash.of(mac, INTERVALS));
    }
  }

  /** Adds each person's distinct combinations, each once. */
  private void distinctSums(long[] tuple, int[] person) {
    long[] numbered = new long[tuple.length];
    Tuples ids = Tuples.of(tuple);
    for (int i = 0; i < tuple.length; i++) {
      numbered[i] = (long) person[i] << 32 | ids.of()[i];
    }
    for (int first : Tuples.of(numbered).first()) {
      cells[person[first]] += KeyedHash.mix(tuple[first] + 1);
    }
  }

  private void intervals(List<Column> dates, int[] kept, int[] person, int persons, long salt) {
    int[] earliest = new int[persons];
    Arrays.fill(earliest, Integer.MAX_VALUE);
    List<int[]> days = dates.stream().map(Links::days).toList();
    for (int i = 0; i < kept.length; i++) {
      for (int d = 0; d < days.size(); d++) {
        earliest[person[i]] =
            Math.min(earliest[person[i]], days.get(d)[dates.get(d).code(kept[i])]);
      }
    }
    long[] sums = new long[persons];
    for (int i = 0; i < kept.length; i++) {
      for (int d = 0; d < days.size(); d++) {
        int day = days.get(d)[dates.get(d).code(kept[i])];
        if (day != Integer.MAX_VALUE && day != earliest[person[i]]) {
          sums[person[i]] +=
              KeyedHash.mix(
                  KeyedHash.pair(
                      salt + dates.get(d).name().hashCode(), day - (long) earliest[person[i]]));
        }
      }
    }
    names.add(INTERVALS);
    hashes.add(sums);
  }

  private static int[] days(Column column) {
    int[] days = new int[column.values().size()];
    for (int i = 0; i < days.length; i++) {
      days[i] = day(column.values().get(i));
    }
    return days;
  }

  private static int day(String value) {
    Matcher date = DATE.matcher(value.strip());
    if (!date.matches()) {
      return Integer.MAX_VALUE;
    }
    try {
      return (int)
          LocalDate.of(
                  Integer.parseInt(date.group(1)),
                  Integer.parseInt(date.group(2)),
                  Integer.parseInt(date.group(3)))
              .toEpochDay();
    } catch (DateTimeException e) {
      return Integer.MAX_VALUE;
    }
  }
}
