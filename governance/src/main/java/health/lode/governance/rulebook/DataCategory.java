package health.lode.governance.rulebook;

import health.lode.refusal.Words;
import java.util.List;

/**
 * A category of data.
 *
 * @param sensitivity GB/T 39725-2020 sensitivity level, 1 to 5; 5 is the most sensitive
 * @param columns what the category covers
 * @param rows names of code lists to which the category is restricted; empty for all rows
 * @param withholds names of code lists whose rows are left out of every table unless this category
 *     is granted
 */
public record DataCategory(
    String name,
    Words title,
    int sensitivity,
    List<Column> columns,
    List<String> rows,
    List<String> withholds) {

  /** A column of a table; {@code *} stands for all of them. */
  public record Column(String table, String column) {
    public static final String ALL = "*";
  }

  public DataCategory {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    withholds = List.copyOf(withholds);
  }
}
