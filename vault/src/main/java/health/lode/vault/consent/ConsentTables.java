package health.lode.vault.consent;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Consent's part of the {@code catalog} schema; all of it can be rebuilt from the journal. */
public final class ConsentTables {
  private static final String[] TABLES = {
    "CREATE SCHEMA IF NOT EXISTS catalog",
    "CREATE TABLE IF NOT EXISTS catalog.consent_batch (batch VARCHAR, root VARCHAR, count BIGINT)",
    "CREATE TABLE IF NOT EXISTS catalog.consent_opening (seq BIGINT, batch VARCHAR, key_hi BIGINT,"
        + " key_lo BIGINT, purpose VARCHAR, category VARCHAR, choice VARCHAR,"
        + " by_guardian BOOLEAN)",
    "CREATE TABLE IF NOT EXISTS catalog.consent_class (consent_class INTEGER, choices VARCHAR)",
    "CREATE TABLE IF NOT EXISTS catalog.person_class"
        + " (cut INTEGER, person_id BIGINT, consent_class INTEGER)",
  };

  private ConsentTables() {}

  /** Makes the tables that are not there. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
  }
}
