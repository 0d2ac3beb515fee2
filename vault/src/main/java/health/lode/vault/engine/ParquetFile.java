package health.lode.vault.engine;

import health.lode.vault.record.ColumnType;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** Turns a delimited file into Parquet, typed, in a database of its own that holds nothing else. */
public final class ParquetFile {
  private static final String MEMORY = "512MiB";

  private ParquetFile() {}

  /**
   * @param csv UTF-8, comma, header, RFC 4180
   * @param types of its columns, in their order; an empty cell is a null
   * @throws IOException where a value is not of its column's type, or a file cannot be read or
   *     written; says nothing of the values
   */
  public static void write(Path csv, Map<String, ColumnType> types, Path parquet)
      throws IOException {
    List<String> columns = new ArrayList<>();
    types.forEach(
        (name, type) ->
            columns.add(
                "CAST(nullif(" + quoted(name) + ", '') AS " + type + ") AS " + quoted(name)));
    String sql =
        "COPY (SELECT "
            + String.join(", ", columns)
            + " FROM read_csv("
            + text(csv)
            + ", header=true, all_varchar=true, delim=',', quote='\"', escape='\"',"
            + " auto_detect=false, columns={"
            + String.join(
                ", ", types.keySet().stream().map(name -> text(name) + ": 'VARCHAR'").toList())
            + "})) TO "
            + text(parquet)
            + " (FORMAT parquet, COMPRESSION zstd)";
    Properties settings = new Properties();
    settings.setProperty("memory_limit", MEMORY);
    settings.setProperty("threads", "2");
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      // Without its cause: what the engine says can hold a value.
      throw new IOException("the table does not fit its types");
    }
  }

  private static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String text(Object value) {
    return "'" + value.toString().replace("'", "''") + "'";
  }
}
