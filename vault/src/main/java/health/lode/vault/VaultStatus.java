package health.lode.vault;

import health.lode.refusal.Words;
import health.lode.vault.capture.Quarantine;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;

/** What the catalog says about sources and quarantine. */
final class VaultStatus {
  private VaultStatus() {}

  /** Every source that was captured, in the order of first capture. */
  static List<SourceInfo> sources(DuckDBConnection connection) throws SQLException {
    String sql =
        "SELECT s.source_id, s.name, coalesce(r.records, 0), coalesce(q.waiting, 0), f.latest"
            + " FROM catalog.source s LEFT JOIN (SELECT source_id, count(*) AS records"
            + " FROM catalog.record GROUP BY ALL) r USING (source_id) LEFT JOIN (SELECT source_id,"
            + " count(*) AS waiting FROM catalog.quarantine GROUP BY ALL) q USING (source_id)"
            + " LEFT JOIN (SELECT source_id, max(received_at) AS latest FROM catalog.file"
            + " GROUP BY ALL) f USING (source_id) ORDER BY 1";
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<SourceInfo> sources = new ArrayList<>();
      while (rows.next()) {
        long latest = rows.getLong(5);
        Optional<Instant> at =
            rows.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(latest));
        sources.add(
            new SourceInfo(
                rows.getInt(1), rows.getString(2), rows.getLong(3), rows.getLong(4), at));
      }
      return sources;
    }
  }

  /** The newest records in quarantine, at most {@code limit}. */
  static List<QuarantineItem> quarantine(DuckDBConnection connection, int limit)
      throws SQLException {
    String sql =
        "SELECT concat(journal_entry, ':', journal_offset), name, file, record_type, bytes, code,"
            + " place, words_en, words_zh FROM catalog.quarantine JOIN catalog.source"
            + " USING (source_id) ORDER BY journal_entry DESC, journal_offset DESC LIMIT ?";
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      query.setInt(1, limit);
      List<QuarantineItem> items = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Quarantine reason =
              new Quarantine(
                  rows.getString(6),
                  rows.getString(7),
                  Words.of(rows.getString(8), rows.getString(9)));
          items.add(
              new QuarantineItem(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getLong(5),
                  reason));
        }
      }
      return items;
    }
  }
}
