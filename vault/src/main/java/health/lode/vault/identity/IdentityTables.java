package health.lode.vault.identity;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** The {@code identity} schema. No question reads it. */
public final class IdentityTables {
  private static final String[] TABLES = {
    "CREATE SCHEMA IF NOT EXISTS identity",
    "CREATE TABLE IF NOT EXISTS identity.source_patient"
        + " (source_patient_id BIGINT, source_id INTEGER)",
    "CREATE TABLE IF NOT EXISTS identity.patient_key"
        + " (key_hi BIGINT, key_lo BIGINT, source_patient_id BIGINT)",
    "CREATE TABLE IF NOT EXISTS identity.identifier"
        + " (source_patient_id BIGINT, source_id INTEGER, kind VARCHAR, hash_hi BIGINT,"
        + " hash_lo BIGINT, valid BOOLEAN, sealed BLOB, journal_entry BIGINT,"
        + " journal_offset BIGINT)",
    "CREATE TABLE IF NOT EXISTS identity.statement"
        + " (source_id INTEGER, surviving BIGINT, retired BIGINT, kind VARCHAR,"
        + " journal_entry BIGINT, journal_offset BIGINT)",
    "CREATE TABLE IF NOT EXISTS identity.not_linked"
        + " (source_patient_id BIGINT, other_source_patient_id BIGINT, reason VARCHAR)",
    "CREATE TABLE IF NOT EXISTS identity.person_of"
        + " (cut INTEGER, source_patient_id BIGINT, person_id BIGINT)",
  };

  private IdentityTables() {}

  /** Makes the tables that are not there. */
  public static void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String table : TABLES) {
        statement.execute(table);
      }
    }
  }
}
