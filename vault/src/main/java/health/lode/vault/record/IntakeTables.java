package health.lode.vault.record;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The {@code intake} schema: facts as captured, appended and never changed. Each captured table has
 * the columns that a source can tell, after those that place the fact: its number, source, key,
 * version, patient, visit and place in the journal.
 */
public final class IntakeTables {
  private static final String PLACE =
      "fact_id BIGINT, source_id INTEGER, key_hi BIGINT, key_lo BIGINT, version BIGINT,"
          + " retracted BOOLEAN, source_patient_id BIGINT, visit_key_hi BIGINT,"
          + " visit_key_lo BIGINT, journal_entry BIGINT, journal_offset BIGINT";

  /** Found out when a cut is published, so that no source can tell them. */
  private static final Set<String> RESOLVED =
      Set.of(
          OmopTable.PERSON_ID,
          OmopTable.CONSENT_CLASS,
          OmopTable.JOURNAL_REF,
          "visit_occurrence_id",
          "provider_id",
          "care_site_id",
          "location_id",
          "preceding_visit_occurrence_id");

  private IntakeTables() {}

  /** Makes the schema and those of its tables that are not there. */
  public static void create(Connection connection, OmopSchema schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA IF NOT EXISTS intake");
      for (OmopTable table : schema.captured()) {
        StringBuilder sql = new StringBuilder("CREATE TABLE IF NOT EXISTS intake.");
        sql.append(table.name()).append(" (").append(PLACE);
        for (OmopColumn column : columns(table)) {
          sql.append(", ").append(column.name()).append(' ').append(column.type());
        }
        statement.execute(sql.append(')').toString());
      }
    }
  }

  /** What a source can tell about a fact of {@code table}. */
  public static List<OmopColumn> columns(OmopTable table) {
    List<OmopColumn> columns = new ArrayList<>();
    for (OmopColumn column : table.storedColumns()) {
      if (!RESOLVED.contains(column.name())
          && !table.factKey().map(column.name()::equals).orElse(false)) {
        columns.add(column);
      }
    }
    columns.addAll(table.intakeOnlyColumns());
    return columns;
  }
}
