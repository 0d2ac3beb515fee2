package health.lode.vault.capture;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import org.duckdb.DuckDBConnection;

/** Counts the facts that a run's facts replaced or took back. */
final class Superseded {
  private Superseded() {}

  /**
   * Facts of all records for which the run added a later one of the same table and key.
   *
   * @param firstFactId the run's facts have this number or a higher one
   */
  static long by(DuckDBConnection connection, Collection<String> tables, long firstFactId)
      throws SQLException {
    long count = 0;
    try (Statement statement = connection.createStatement()) {
      for (String table : tables) {
        try (ResultSet row = statement.executeQuery(query(table, firstFactId))) {
          row.next();
          count += row.getLong(1);
        }
      }
    }
    return count;
  }

  private static String query(String table, long first) {
    String order = "(version, journal_entry, journal_offset)";
    return "WITH latest AS (SELECT source_id, key_hi, key_lo, max("
        + order.replace("(", "row(")
        + ") AS place FROM intake."
        + table
        + " WHERE fact_id >= "
        + first
        + " GROUP BY ALL) SELECT count(*) FROM intake."
        + table
        + " old JOIN latest USING (source_id, key_hi, key_lo) WHERE row(old.version,"
        + " old.journal_entry, old.journal_offset) < latest.place";
  }
}
