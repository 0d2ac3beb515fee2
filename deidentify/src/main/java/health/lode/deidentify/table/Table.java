package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Columns of one length, held in memory: 1 to 4 bytes a cell and each distinct value of a column
 * once. Immutable.
 */
public final class Table {
  /** More columns than this are no table: refused, so that a hostile header costs nothing. */
  public static final int MOST_COLUMNS = 10_000;

  private final List<Column> columns;
  private final Map<String, Column> byName = new HashMap<>();
  private final int rows;

  private Table(List<Column> columns, int rows) {
    this.columns = List.copyOf(columns);
    this.rows = rows;
    this.columns.forEach(column -> byName.put(column.name(), column));
  }

  public int rows() {
    return rows;
  }

  public List<Column> columns() {
    return columns;
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** The column of this name; refused with {@code TABLE_COLUMN_UNKNOWN} where there is none. */
  public Column column(String name) {
    return find(name).orElseThrow(() -> TableRefusals.unknownColumn(name));
  }

  public Optional<Column> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The same rows with these columns alone, in this order. */
  public Table select(List<String> names) {
    return new Table(names.stream().map(this::column).toList(), rows);
  }

  /** A row's values, in the columns' order. */
  public List<String> row(int row) {
    return columns.stream().map(column -> column.at(row)).toList();
  }

  static Table of(List<Column> columns) {
    return new Table(columns, columns.get(0).rows());
  }

  /** Refuses names that cannot head a table. */
  static void checkNames(List<String> names) {
    if (names.size() > MOST_COLUMNS) {
      throw TableRefusals.refused(
          TableReason.TABLE_TOO_WIDE,
          "The header has more than " + MOST_COLUMNS + " columns.",
          "表头超过 " + MOST_COLUMNS + " 列。",
          "Check the delimiter; keep the columns that are needed.",
          "请检查分隔符，只保留需要的列。");
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      // The name itself is not repeated: where the header is missing it is a patient's data.
      if (names.get(i).isBlank() || !seen.add(names.get(i))) {
        throw TableRefusals.refused(
            TableReason.TABLE_HEADER_INVALID,
            "Column " + (i + 1) + " of the header has an empty or repeated name.",
            "表头第 " + (i + 1) + " 列的名称为空或重复。",
            "Give the table a header line with a name of its own for each column.",
            "请为表格提供表头，每列名称各不相同。");
      }
    }
    if (names.isEmpty()) {
      throw TableRefusals.refused(
          TableReason.TABLE_HEADER_INVALID,
          "The table has no header.",
          "表格没有表头。",
          "Give the table a header line.",
          "请为表格提供表头。");
    }
  }

  /** Takes rows one after the other, whole or cell by cell. Not safe for several threads. */
  public static final class Builder {
    private final List<Column.Builder> columns = new ArrayList<>();
    private int rows;
    private int cells;

    /** Starts a table of these columns; refuses empty and repeated names. */
    public Builder(List<String> names) {
      checkNames(names);
      names.forEach(name -> columns.add(new Column.Builder(name)));
    }

    /**
     * Adds a row; null is the empty text.
     *
     * @throws health.lode.refusal.RefusedException {@code TABLE_RAGGED}
     */
    public Builder row(@Nullable String... values) {
      return row(Arrays.asList(values));
    }

    public Builder row(List<? extends @Nullable String> values) {
      if (values.size() != columns.size()) {
        throw ragged(rows + 1L);
      }
      for (String value : values) {
        cell(value);
      }
      return this;
    }

    /** Adds the next cell; after the last column's cell a new row begins. Null is empty. */
    public Builder cell(@Nullable String value) {
      if (rows == Integer.MAX_VALUE - 8) {
        throw tooLong();
      }
      columns.get(cells).add(value == null ? "" : value);
      cells++;
      if (cells == columns.size()) {
        cells = 0;
        rows++;
      }
      return this;
    }

    /** The finished table; the builder must not be used further. */
    public Table build() {
      if (cells != 0) {
        throw ragged(rows + 1L);
      }
      return new Table(columns.stream().map(Column.Builder::build).toList(), rows);
    }
  }

  static health.lode.refusal.RefusedException tooLong() {
    return TableRefusals.refused(
        TableReason.TABLE_TOO_LONG,
        "The table has more than 2,147,483,639 rows.",
        "表格超过 2,147,483,639 行。",
        "Split it by a column that stays, for example by year.",
        "请按保留的列（如年份）拆分。");
  }

  static health.lode.refusal.RefusedException ragged(long row) {
    return TableRefusals.refused(
        TableReason.TABLE_RAGGED,
        "Row " + row + " does not have as many cells as the header.",
        "第 " + row + " 行的单元格数与表头不一致。",
        "Correct the row; a cell that holds the delimiter needs quotes.",
        "请更正该行；含分隔符的单元格需加引号。");
  }
}
