package health.lode.ask;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * The record model as one permit sees it: what the planner needs of the schema and the grant, and
 * nothing more.
 */
interface Access {
  /** Every table of the record model, by its name in lower case; null for no such table. */
  @Nullable Table table(String name);

  SortedSet<String> tableNames();

  /** True for tables and schemas that hold direct identifiers. */
  boolean identity(String table);

  boolean granted(Table table, Column column);

  /** False for columns that no permit ever opens to a question. */
  boolean readable(Table table, Column column);

  /**
   * The condition that rows of {@code table} must meet to be read through {@code columns} under the
   * permit, in the engine's SQL over the table's own column names, with {@link Plan#THIS_TABLE} for
   * the table; empty for every row.
   */
  Optional<String> rows(Table table, SortedSet<String> columns);

  /** True if aggregates are a granted form. */
  boolean aggregates();

  /** Identifies the grant in the plan cache. */
  String hash();

  int minimumPersons();

  /**
   * @param person true if each row belongs to one patient, named by {@code person_id}
   * @param reference true for vocabulary, which is about nobody and made from nobody's records
   */
  record Table(String name, boolean person, boolean reference, List<Column> columns) {
    public Table {
      columns = List.copyOf(columns);
    }

    @Nullable Column column(String wanted) {
      for (Column column : columns) {
        if (column.name().equalsIgnoreCase(wanted)) {
          return column;
        }
      }
      return null;
    }
  }

  /** The kinds of value a column holds. */
  enum Type {
    INTEGER,
    BIGINT,
    DOUBLE,
    VARCHAR,
    DATE,
    TIMESTAMP,
    BOOLEAN
  }

  /** What a column's number identifies. */
  enum Key {
    NONE,
    PERSON,
    ROW
  }

  /**
   * @param required true if never null
   */
  record Column(String name, Type type, Key key, boolean required) {}
}
