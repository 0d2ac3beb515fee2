package health.lode.vault.cut;

import health.lode.vault.consent.ConsentTables;
import health.lode.vault.consent.Consents;
import health.lode.vault.cut.CutInfo.TableFigures;
import health.lode.vault.identity.IdentityTables;
import health.lode.vault.identity.Linkage;
import health.lode.vault.record.IntakeTables;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import health.lode.vault.record.TableKind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.duckdb.DuckDBConnection;

/** Publishes cuts and says which there are. The caller lets nothing else write meanwhile. */
public final class Cuts {
  /** Cuts kept unless told otherwise, the latest included. */
  public static final int KEPT = 3;

  private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(64);

  private static final String[] TABLES = {
    "CREATE SCHEMA IF NOT EXISTS catalog",
    "CREATE TABLE IF NOT EXISTS catalog.cut (number INTEGER, published_at BIGINT, persons BIGINT,"
        + " manifest_hash VARCHAR, state VARCHAR, kept BOOLEAN)",
    "CREATE TABLE IF NOT EXISTS catalog.cut_table (cut INTEGER, table_name VARCHAR,"
        + " row_count BIGINT, content_hash VARCHAR)",
    "CREATE SCHEMA IF NOT EXISTS vocabulary",
  };

  private final OmopSchema schema;
  private final Consents consents;
  private final Clock clock;
  private final int kept;

  /**
   * @param kept how many cuts are kept; older ones are dropped when a new one is published
   */
  public Cuts(OmopSchema schema, Consents consents, Clock clock, int kept) {
    if (kept < 1) {
      throw new IllegalArgumentException("at least the latest cut is kept");
    }
    this.schema = schema;
    this.consents = consents;
    this.clock = clock;
    this.kept = kept;
  }

  /** Makes every table of the vault but the capture's own catalog, where it is not there. */
  public static void createTables(DuckDBConnection connection, OmopSchema schema)
      throws SQLException {
    IntakeTables.create(connection, schema);
    IdentityTables.create(connection);
    ConsentTables.create(connection);
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      for (OmopTable table : schema.tables()) {
        if (table.kind() == TableKind.REFERENCE) {
          statement.execute(
              CutStatements.empty(table, "vocabulary")
                  .replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"));
        }
      }
    }
  }

  /**
   * Publishes what the intake holds, in one transaction: a question sees all of the new cut or none
   * of it. Where nothing was captured since the last cut, that one is returned.
   */
  public CutInfo publish(DuckDBConnection connection) throws SQLException {
    String state = state(connection);
    Optional<CutInfo> last = latest(connection);
    if (last.isPresent() && state.equals(stateOf(connection, last.get().number()))) {
      return last.get();
    }
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      CutInfo cut = make(connection, state);
      connection.commit();
      return cut;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(before);
    }
  }

  /** Changes with every fact, identifier and statement that is added or taken away. */
  private String state(DuckDBConnection connection) throws SQLException {
    StringBuilder state = new StringBuilder();
    try (Statement statement = connection.createStatement()) {
      for (OmopTable table : schema.captured()) {
        state.append(
            one(statement, "SELECT concat(count(*), ':', max(fact_id), ' ') FROM intake." + table));
      }
      for (String table : List.of("identifier", "statement")) {
        state.append(
            one(
                statement,
                "SELECT concat(count(*), ':', max(row(journal_entry, journal_offset)), ' ')"
                    + " FROM identity."
                    + table));
      }
    }
    return sha256(state.toString());
  }

  private static String stateOf(DuckDBConnection connection, int cut) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return one(statement, "SELECT state FROM catalog.cut WHERE number = " + cut);
    }
  }

  private static String one(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : "";
    }
  }

  private CutInfo make(DuckDBConnection connection, String state) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      int number =
          Integer.parseInt(one(statement, "SELECT coalesce(max(number), 0) + 1 FROM catalog.cut"));
      Linkage.resolve(connection, number);
      consents.publish(connection, number);
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE resolved AS SELECT p.source_patient_id, p.person_id,"
              + " coalesce(c.consent_class, 0)::INTEGER AS consent_class FROM identity.person_of p"
              + " LEFT JOIN catalog.person_class c ON c.cut = p.cut AND c.person_id = p.person_id"
              + " WHERE p.cut = "
              + number);
      String name = "cut_" + number;
      statement.execute("CREATE SCHEMA " + name);
      new CutTables(statement, schema, name).make();
      statement.execute("DROP TABLE resolved");
      SortedMap<String, TableFigures> figures = figures(statement, name);
      CutInfo cut =
          new CutInfo(
              number,
              Instant.ofEpochMilli(clock.millis()),
              rows(figures, "person"),
              figures,
              manifestHash(figures));
      enter(connection, cut, state);
      dropOld(statement);
      return cut;
    }
  }

  private static long rows(Map<String, TableFigures> figures, String table) {
    TableFigures of = figures.get(table);
    return of == null ? 0 : of.rows();
  }

  private SortedMap<String, TableFigures> figures(Statement statement, String name)
      throws SQLException {
    SortedMap<String, TableFigures> figures = new TreeMap<>();
    HexFormat hex = HexFormat.of();
    for (OmopTable table : schema.tables()) {
      if (table.kind() == TableKind.REFERENCE) {
        continue;
      }
      try (ResultSet row = statement.executeQuery(CutStatements.figures(table, name))) {
        row.next();
        String hash =
            hex.toHexDigits(new BigInteger(row.getString(2)).mod(MODULUS).longValue())
                + hex.toHexDigits(new BigInteger(row.getString(3)).mod(MODULUS).longValue());
        figures.put(table.name(), new TableFigures(row.getLong(1), hash));
      }
    }
    return figures;
  }

  private static String manifestHash(SortedMap<String, TableFigures> figures) {
    StringBuilder text = new StringBuilder();
    figures.forEach(
        (table, of) ->
            text.append(table)
                .append(' ')
                .append(of.rows())
                .append(' ')
                .append(of.contentHash())
                .append('\n'));
    return sha256(text.toString());
  }

  private static void enter(DuckDBConnection connection, CutInfo cut, String state)
      throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO catalog.cut VALUES (?, ?, ?, ?, ?, true)")) {
      insert.setInt(1, cut.number());
      insert.setLong(2, cut.publishedAt().toEpochMilli());
      insert.setLong(3, cut.persons());
      insert.setString(4, cut.manifestHash());
      insert.setString(5, state);
      insert.executeUpdate();
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO catalog.cut_table VALUES (?, ?, ?, ?)")) {
      for (Map.Entry<String, TableFigures> each : cut.tables().entrySet()) {
        insert.setInt(1, cut.number());
        insert.setString(2, each.getKey());
        insert.setLong(3, each.getValue().rows());
        insert.setString(4, each.getValue().contentHash());
        insert.executeUpdate();
      }
    }
  }

  private void dropOld(Statement statement) throws SQLException {
    List<Integer> old = new ArrayList<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT number FROM catalog.cut WHERE kept ORDER BY number DESC OFFSET " + kept)) {
      while (rows.next()) {
        old.add(rows.getInt(1));
      }
    }
    for (int cut : old) {
      statement.execute("DROP SCHEMA cut_" + cut + " CASCADE");
      statement.execute("UPDATE catalog.cut SET kept = false WHERE number = " + cut);
      statement.execute("DELETE FROM identity.person_of WHERE cut = " + cut);
      statement.execute("DELETE FROM catalog.person_class WHERE cut = " + cut);
    }
  }

  /** The cuts that can be asked, oldest first. */
  public List<CutInfo> kept(DuckDBConnection connection) throws SQLException {
    return read(connection, "kept");
  }

  /** Every cut ever published, oldest first; of dropped ones the manifest remains. */
  public List<CutInfo> all(DuckDBConnection connection) throws SQLException {
    return read(connection, "true");
  }

  /** The cut that questions run on. */
  public Optional<CutInfo> latest(DuckDBConnection connection) throws SQLException {
    List<CutInfo> latest = read(connection, "number = (SELECT max(number) FROM catalog.cut)");
    return latest.stream().findFirst();
  }

  private static List<CutInfo> read(DuckDBConnection connection, String condition)
      throws SQLException {
    List<CutInfo> cuts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT number, published_at, persons, manifest_hash FROM catalog.cut WHERE "
                    + condition
                    + " ORDER BY number")) {
      while (rows.next()) {
        int number = rows.getInt(1);
        cuts.add(
            new CutInfo(
                number,
                Instant.ofEpochMilli(rows.getLong(2)),
                rows.getLong(3),
                manifest(connection, number),
                rows.getString(4)));
      }
    }
    return cuts;
  }

  private static SortedMap<String, TableFigures> manifest(DuckDBConnection connection, int cut)
      throws SQLException {
    SortedMap<String, TableFigures> figures = new TreeMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name, row_count, content_hash FROM catalog.cut_table WHERE cut = "
                    + cut)) {
      while (rows.next()) {
        figures.put(rows.getString(1), new TableFigures(rows.getLong(2), rows.getString(3)));
      }
    }
    return figures;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
