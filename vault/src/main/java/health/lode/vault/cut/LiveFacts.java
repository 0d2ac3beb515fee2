package health.lode.vault.cut;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/**
 * Which rows of the intake stand: of all rows of one source and key, those of the latest record
 * (highest version, then latest in the journal), unless it takes the fact back.
 */
final class LiveFacts {
  private final Statement statement;
  private final Map<String, String> relations = new HashMap<>();

  LiveFacts(Statement statement) {
    this.statement = statement;
  }

  /** A relation to select from: the whole intake table where nothing was ever corrected. */
  String of(String table) throws SQLException {
    String known = relations.get(table);
    if (known == null) {
      known = find(table);
      relations.put(table, known);
    }
    return known;
  }

  private String find(String table) throws SQLException {
    String redone = "redone_" + table;
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE "
            + redone
            + " AS SELECT source_id, key_hi, key_lo FROM intake."
            + table
            + " GROUP BY ALL HAVING count(*) > 1 OR bool_or(retracted)");
    try (ResultSet row = statement.executeQuery("SELECT count(*) FROM " + redone)) {
      row.next();
      if (row.getLong(1) == 0) {
        statement.execute("DROP TABLE " + redone);
        return "intake." + table;
      }
    }
    String newest = "newest_" + table;
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE "
            + newest
            + " AS SELECT source_id, key_hi, key_lo, max(row(version, journal_entry,"
            + " journal_offset)) AS latest FROM intake."
            + table
            + " SEMI JOIN "
            + redone
            + " USING (source_id, key_hi, key_lo) GROUP BY ALL");
    statement.execute("DROP TABLE " + redone);
    String live = "live_" + table;
    statement.execute(
        "CREATE OR REPLACE TEMP VIEW "
            + live
            + " AS SELECT f.* FROM intake."
            + table
            + " f LEFT JOIN "
            + newest
            + " n ON f.source_id = n.source_id AND f.key_hi = n.key_hi AND f.key_lo = n.key_lo"
            + " WHERE NOT f.retracted AND (n.latest IS NULL"
            + " OR row(f.version, f.journal_entry, f.journal_offset) = n.latest)");
    return live;
  }

  void drop() throws SQLException {
    for (Map.Entry<String, String> each : relations.entrySet()) {
      if (each.getValue().startsWith("live_")) {
        statement.execute("DROP VIEW " + each.getValue());
        statement.execute("DROP TABLE newest_" + each.getKey());
      }
    }
  }
}
