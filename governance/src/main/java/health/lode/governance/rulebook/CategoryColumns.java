package health.lode.governance.rulebook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a set of granted categories opens, for the planner: which columns, and which rows.
 * Everything not named here is closed.
 */
public final class CategoryColumns {
  /**
   * Columns that no category ever opens, not even {@code table.*}: they name records or persons.
   */
  public static final Set<String> NEVER =
      Set.of(
          "person_source_value",
          "journal_ref",
          "consent_class",
          "fact_id",
          "source_id",
          "source_patient_id");

  /** One category's hold on one table: all columns or some, all rows or those on the lists. */
  record Hold(String category, boolean all, SortedSet<String> columns, List<RowRule> rows) {
    boolean covers(String column) {
      return all || columns.contains(column);
    }
  }

  private final SortedSet<String> granted;
  private final TreeMap<String, List<Hold>> holds;
  private final List<RowRule> exclusions;

  CategoryColumns(
      SortedSet<String> granted, Map<String, List<Hold>> holds, List<RowRule> exclusions) {
    this.granted = Collections.unmodifiableSortedSet(new TreeSet<>(granted));
    this.holds = new TreeMap<>(holds);
    this.exclusions = List.copyOf(exclusions);
  }

  /** The granted categories. */
  public SortedSet<String> granted() {
    return granted;
  }

  /** Tables of which at least one column is open; with it go its person_id and join keys. */
  public SortedSet<String> tables() {
    return new TreeSet<>(holds.keySet());
  }

  /** Whether some granted category covers {@code table.column}. */
  public boolean readable(String table, String column) {
    return !NEVER.contains(column)
        && holds.getOrDefault(table, List.of()).stream().anyMatch(h -> h.covers(column));
  }

  /** Whether some granted category covers the whole of {@code table}. */
  public boolean wholeTable(String table) {
    return holds.getOrDefault(table, List.of()).stream().anyMatch(Hold::all);
  }

  /**
   * The columns of {@code table} that are named one by one; empty where only {@code table.*} is.
   */
  public SortedSet<String> named(String table) {
    SortedSet<String> named = new TreeSet<>();
    holds.getOrDefault(table, List.of()).forEach(h -> named.addAll(h.columns()));
    return named;
  }

  /**
   * Which rows of {@code table} may be read when these columns are used: every inner list is a
   * condition of which at least one rule must match the row, and all conditions must hold. Empty
   * where all rows are open.
   */
  public List<List<RowRule>> requiredRows(String table, Set<String> columns) {
    Set<List<RowRule>> conditions = new LinkedHashSet<>();
    List<Hold> ofTable = holds.getOrDefault(table, List.of());
    Set<String> asked = columns.isEmpty() ? Set.of("") : columns;
    for (String column : asked) {
      List<Hold> covering =
          column.isEmpty() ? ofTable : ofTable.stream().filter(h -> h.covers(column)).toList();
      if (covering.isEmpty() || covering.stream().anyMatch(h -> h.rows().isEmpty())) {
        continue;
      }
      List<RowRule> any = new ArrayList<>();
      covering.forEach(h -> any.addAll(h.rows()));
      conditions.add(List.copyOf(any));
    }
    return List.copyOf(conditions);
  }

  /**
   * Rows that are left out of every table because their category was not granted: a row that
   * matches any of these rules is not read. Empty when {@code sensitive} is granted.
   */
  public List<RowRule> exclusions() {
    return exclusions;
  }

  /** Two are equal when they open the same columns and rows. */
  @Override
  public boolean equals(Object o) {
    return o instanceof CategoryColumns c
        && c.granted.equals(granted)
        && c.holds.equals(holds)
        && c.exclusions.equals(exclusions);
  }

  @Override
  public int hashCode() {
    return Objects.hash(granted, holds, exclusions);
  }
}
