package health.lode.vault;

import health.lode.vault.capture.CaptureReport;
import health.lode.vault.capture.CaptureRequest;
import health.lode.vault.capture.Progress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/** A vault in a folder of the test's, with fixed keys and small limits. */
public final class TestVault {
  private static final byte[] KEY = new byte[32];
  public static final VaultKeys KEYS = new VaultKeys(KEY, KEY, KEY);
  public static final VaultLimits LIMITS =
      new VaultLimits(512L << 20, 2, 200_000, 1 << 20, 500, 64L << 30, 200, 4);

  private TestVault() {}

  public static Vault open(Path home) {
    return Vault.open(VaultPlaces.in(home), KEYS, LIMITS, Clock.systemUTC(), new SecureRandom());
  }

  public static CaptureReport capture(Path home, String source, Path... paths) {
    try (Vault vault = open(home)) {
      return vault.capture(CaptureRequest.of(source, List.of(paths)), Progress.NONE);
    }
  }

  /** One value of a query on a closed vault's database. */
  public static String value(Path home, String sql) {
    return rows(home, sql).isEmpty() ? "" : rows(home, sql).get(0);
  }

  /** The rows of a query on a closed vault's database, columns joined by a bar. */
  public static List<String> rows(Path home, String sql) {
    try (VaultDatabase database =
            VaultDatabase.open(VaultPlaces.in(home).databaseFile(), 512L << 20, 2);
        DuckDBConnection connection = database.connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return all(rows);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> all(ResultSet rows) throws SQLException {
    List<String> all = new ArrayList<>();
    while (rows.next()) {
      StringJoiner row = new StringJoiner("|");
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        row.add(String.valueOf(rows.getString(i)));
      }
      all.add(row.toString());
    }
    return all;
  }

  /** Every row of every table of the schemas, sorted, without where it lies in the journal. */
  public static Map<String, List<String>> tables(Path home, String schemas) {
    Map<String, List<String>> tables = new TreeMap<>();
    String names =
        "SELECT table_schema || '.' || table_name, string_agg(column_name, ', ' ORDER BY"
            + " ordinal_position) FROM information_schema.columns WHERE table_schema SIMILAR TO '"
            + schemas
            + "' AND column_name NOT IN ('journal_entry', 'journal_offset', 'journal_ref')"
            + " GROUP BY ALL";
    for (String line : rows(home, names)) {
      String[] parts = line.split("\\|", 2);
      tables.put(
          parts[0], rows(home, "SELECT " + parts[1] + " FROM " + parts[0] + " ORDER BY ALL"));
    }
    return tables;
  }
}
