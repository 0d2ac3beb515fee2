package health.lode.deidentify.mark;

import health.lode.deidentify.mark.MarkPolicy.MarkColumn;
import health.lode.deidentify.mark.MarkPolicy.RowColumn;
import health.lode.deidentify.table.Column;
import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * A table as the marks see it: columns under the names that the release gave them, rows with what
 * they are recognised by. Some columns and rows may be hidden, to see what would be left.
 */
final class View {
  private final Table table;
  private final Map<String, String> names;
  private final Set<String> hidden;
  private final IntPredicate kept;

  private View(Table table, Map<String, String> names, Set<String> hidden, IntPredicate kept) {
    this.table = table;
    this.names = names;
    this.hidden = hidden;
    this.kept = kept;
  }

  static View of(Table table) {
    return new View(table, Map.of(), Set.of(), row -> true);
  }

  /** The same table where the column released as a key is now called as the value says. */
  View renamed(Map<String, String> released) {
    return new View(table, Map.copyOf(released), hidden, kept);
  }

  View without(Set<String> columns) {
    return new View(table, names, Set.copyOf(columns), kept);
  }

  View rows(IntPredicate keep) {
    return new View(table, names, hidden, keep);
  }

  int size() {
    return table.rows();
  }

  boolean keeps(int row) {
    return kept.test(row);
  }

  Optional<Column> column(String released) {
    return hidden.contains(released)
        ? Optional.empty()
        : table.find(names.getOrDefault(released, released));
  }

  /** What a row is recognised by. */
  record Identities(long[] primary, boolean primaryKnown, long[] virtual, boolean virtualWhole) {
    /** What a row without a virtual key has. */
    static final long NONE = 0;
  }

  /**
   * @param surely how likely a virtual key must be the one that was marked by, where columns are
   *     gone; 0 where the table is being marked
   */
  Identities identities(MarkPolicy policy, MarkKey key, double surely) {
    long[] primary = new long[0];
    boolean known = policy.rows().stream().allMatch(row -> column(row.name()).isPresent());
    if (known) {
      primary = new long[table.rows()];
      for (RowColumn each : policy.rows()) {
        Column column = column(each.name()).orElseThrow();
        long[] hashes = hashes(column, each, policy, key);
        for (int row = 0; row < primary.length; row++) {
          primary[row] = key.both(primary[row], hashes[column.code(row)]);
        }
      }
    }
    if (policy.fallback().isEmpty()) {
      return new Identities(primary, known, new long[0], false);
    }
    MarkPolicy.Fallback fallback = policy.fallback().get();
    List<Column> columns = new ArrayList<>();
    List<long[]> hashes = new ArrayList<>();
    for (RowColumn each : fallback.columns()) {
      column(each.name())
          .ifPresent(
              column -> {
                columns.add(column);
                hashes.add(hashes(column, each, policy, key));
              });
    }
    long[] virtual = new long[table.rows()];
    List<int[]> subsets = Subsets.of(columns.size(), fallback.use());
    int missing = Subsets.count(fallback.columns().size(), fallback.use()) - subsets.size();
    long claim = key.value("claim");
    long[] ofRow = new long[columns.size()];
    for (int row = 0; row < virtual.length && !subsets.isEmpty(); row++) {
      for (int c = 0; c < ofRow.length; c++) {
        ofRow[c] = hashes.get(c)[columns.get(c).code(row)];
      }
      virtual[row] = claimed(ofRow, subsets, claim, surely, missing, key);
    }
    boolean whole = columns.size() == fallback.columns().size();
    return new Identities(primary, known, virtual, whole);
  }

  /**
   * The key of a row: of all subsets of its columns, the one with the smallest claim. Where columns
   * are gone, a larger claim may have been beaten by one that can no longer be seen; how likely it
   * was not is {@code (1 - claim)^missing}.
   */
  private static long claimed(
      long[] hashes, List<int[]> subsets, long claim, double surely, int missing, MarkKey key) {
    long smallest = Long.MAX_VALUE;
    long winner = Identities.NONE;
    for (int[] subset : subsets) {
      long identity = 1;
      for (int c : subset) {
        identity = hashes[c] == Identities.NONE ? Identities.NONE : key.both(identity, hashes[c]);
        if (identity == Identities.NONE) {
          break;
        }
      }
      long claimed = key.both(claim, identity) >>> 1;
      if (identity != Identities.NONE && claimed < smallest) {
        smallest = claimed;
        winner = identity;
      }
    }
    double owns = Math.pow(1 - smallest / (double) Long.MAX_VALUE, missing);
    return missing > 0 && owns < surely ? Identities.NONE : winner;
  }

  /** A hash for each distinct value, the column's name in it. */
  private static long[] hashes(Column column, RowColumn row, MarkPolicy policy, MarkKey key) {
    long name = key.value("row\0" + row.name());
    Optional<MarkColumn> marked = policy.column(row.name());
    List<String> values = column.values();
    long[] hashes = new long[values.size()];
    for (int code = 0; code < hashes.length; code++) {
      String value = values.get(code);
      String stays =
          marked.isPresent() && marked.get().mark() instanceof Mark.Pseudonym pseudonym
              ? pseudonym.stem(value)
              : value;
      hashes[code] =
          value.isBlank() ? Identities.NONE : key.both(name, key.value(row.plain(stays)));
    }
    return hashes;
  }
}
