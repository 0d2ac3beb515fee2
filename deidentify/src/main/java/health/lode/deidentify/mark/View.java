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

  Identities identities(MarkPolicy policy, MarkKey key) {
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
    if (columns.size() >= fallback.use()) {
      long[] ofRow = new long[columns.size()];
      for (int row = 0; row < virtual.length; row++) {
        for (int c = 0; c < ofRow.length; c++) {
          ofRow[c] = hashes.get(c)[columns.get(c).code(row)];
        }
        virtual[row] = smallest(ofRow, fallback.use(), key);
      }
    }
    boolean whole = columns.size() == fallback.columns().size();
    return new Identities(primary, known, virtual, whole);
  }

  /** The key of a row from its smallest hashes; an empty cell's hash is {@code NONE}. */
  private static long smallest(long[] hashes, int use, MarkKey key) {
    java.util.Arrays.sort(hashes);
    long identity = 1;
    int used = 0;
    for (int i = 0; i < hashes.length && used < use; i++) {
      if (hashes[i] != Identities.NONE) {
        identity = key.both(identity, hashes[i]);
        used++;
      }
    }
    return used < use ? Identities.NONE : identity;
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
