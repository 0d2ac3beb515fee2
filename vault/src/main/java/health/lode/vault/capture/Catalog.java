package health.lode.vault.capture;

import health.lode.vault.journal.JournalPosition;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The catalog's small tables: sources, record types, and how far the journal is taken in. The large
 * ones ({@code record}, {@code quarantine}, {@code file}) are appended by {@link FactWriter}.
 */
public final class Catalog {
  private static final String[] TABLES = {
    "CREATE SCHEMA IF NOT EXISTS catalog",
    "CREATE TABLE IF NOT EXISTS catalog.source (source_id INTEGER, name VARCHAR)",
    "CREATE TABLE IF NOT EXISTS catalog.record_type (record_type INTEGER, name VARCHAR)",
    "CREATE TABLE IF NOT EXISTS catalog.file (source_id INTEGER, format VARCHAR, name VARCHAR,"
        + " received_at BIGINT, journal_entry BIGINT, journal_offset BIGINT)",
    "CREATE TABLE IF NOT EXISTS catalog.record (source_id INTEGER, key_hi BIGINT, key_lo BIGINT,"
        + " record_type INTEGER, bytes BIGINT, journal_entry BIGINT, journal_offset BIGINT)",
    "CREATE TABLE IF NOT EXISTS catalog.quarantine (source_id INTEGER, record_type VARCHAR,"
        + " file VARCHAR, bytes BIGINT, received_at BIGINT, journal_entry BIGINT,"
        + " journal_offset BIGINT, code VARCHAR, place VARCHAR, words_en VARCHAR, words_zh VARCHAR)",
    "CREATE TABLE IF NOT EXISTS catalog.capture_position (journal_entry BIGINT,"
        + " journal_offset BIGINT, next_fact_id BIGINT)",
    "CREATE TABLE IF NOT EXISTS catalog.pending_replay (source VARCHAR, mapping VARCHAR)",
  };

  private Catalog() {}

  /** Makes the tables that are not there. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
      statement.execute(
          "INSERT INTO catalog.capture_position SELECT 1, 0, 1"
              + " WHERE NOT EXISTS (FROM catalog.capture_position)");
    }
  }

  /** The journal before this place is contained in the tables. */
  public static JournalPosition position(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT journal_entry, journal_offset FROM catalog.capture_position")) {
      row.next();
      return new JournalPosition(row.getLong(1), row.getLong(2));
    }
  }

  static long nextFactId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT next_fact_id FROM catalog.capture_position")) {
      row.next();
      return row.getLong(1);
    }
  }

  static void moveTo(Connection connection, JournalPosition position, long nextFactId)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE catalog.capture_position"
                + " SET journal_entry = ?, journal_offset = ?, next_fact_id = ?")) {
      update.setLong(1, position.entry());
      update.setLong(2, position.offset());
      update.setLong(3, nextFactId);
      update.executeUpdate();
    }
  }

  /** A replay by a new mapping is to be done: remembered until its own transaction forgets it. */
  public static void pend(Connection connection, MappingNote note) throws SQLException {
    forget(connection, note.source());
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO catalog.pending_replay VALUES (?, ?)")) {
      insert.setString(1, note.source());
      insert.setString(2, note.mapping());
      insert.executeUpdate();
    }
  }

  static void forget(Connection connection, String source) throws SQLException {
    try (PreparedStatement delete =
        connection.prepareStatement("DELETE FROM catalog.pending_replay WHERE source = ?")) {
      delete.setString(1, source);
      delete.executeUpdate();
    }
  }

  /** Replays that were begun or that a rebuilt vault has still to repeat. */
  public static List<MappingNote> pending(Connection connection) throws SQLException {
    List<MappingNote> pending = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM catalog.pending_replay")) {
      while (rows.next()) {
        pending.add(new MappingNote(rows.getString(1), rows.getString(2)));
      }
    }
    return pending;
  }

  /** Names to numbers of {@code source} or {@code record_type}, which are both small. */
  static Map<String, Integer> numbers(Connection connection, String table) throws SQLException {
    Map<String, Integer> numbers = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM catalog." + table)) {
      while (rows.next()) {
        numbers.put(rows.getString(2), rows.getInt(1));
      }
    }
    return numbers;
  }

  /** The number of {@code name}, given now if it has none. */
  static int number(Connection connection, String table, Map<String, Integer> numbers, String name)
      throws SQLException {
    Integer known = numbers.get(name);
    if (known != null) {
      return known;
    }
    int number = numbers.size() + 1;
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO catalog." + table + " VALUES (?, ?)")) {
      insert.setInt(1, number);
      insert.setString(2, name);
      insert.executeUpdate();
    }
    numbers.put(name, number);
    return number;
  }
}
