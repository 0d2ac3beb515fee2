package health.lode.vault.consent;

import health.lode.governance.consent.PatientChoices;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Puts persons into the classes that their choices ask for, in any cut. A person's choices are
 * those of all source patients who are this person today, in an older cut too, where they may still
 * be several persons: an objection follows the human being.
 */
final class Reclassifying {
  /** The openings of each person of a cut; the question marks are the cut of today and the cut. */
  private static final String OPENINGS =
      "WITH today AS (SELECT source_patient_id, person_id FROM identity.person_of WHERE cut = ?),"
          + " decided AS (SELECT t.person_id, o.seq, o.purpose, o.category, o.choice"
          + " FROM catalog.consent_opening o JOIN identity.patient_key k USING (key_hi, key_lo)"
          + " JOIN today t ON t.source_patient_id = k.source_patient_id),"
          + " same AS (SELECT DISTINCT p.person_id, t.person_id AS today_id"
          + " FROM identity.person_of p JOIN today t USING (source_patient_id) WHERE p.cut = ?)";

  private final DuckDBConnection connection;
  private final OmopSchema schema;
  private final ConsentClasses classes;

  Reclassifying(DuckDBConnection connection, OmopSchema schema) throws SQLException {
    this.connection = connection;
    this.schema = schema;
    this.classes = new ConsentClasses(connection);
  }

  /** Brings {@code catalog.person_class} of a cut up to date; its tables are not there yet. */
  void classify(int cut) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      find(statement, cut, cut, "");
      statement.execute("DELETE FROM catalog.person_class WHERE cut = " + cut);
      statement.execute(
          "INSERT INTO catalog.person_class SELECT "
              + cut
              + ", person_id, consent_class FROM found WHERE consent_class <> 0");
      statement.execute("DROP TABLE found");
    }
  }

  /**
   * Moves the persons of a published cut to their classes, in all its tables.
   *
   * @param only empty for everyone, or the name of a table of today's {@code person_id}s
   * @return how many persons moved
   */
  long move(int cut, int today, String only) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      find(statement, cut, today, only);
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE moved AS SELECT f.person_id, f.consent_class FROM found f"
              + " LEFT JOIN (FROM catalog.person_class WHERE cut = "
              + cut
              + ") c ON c.person_id = f.person_id"
              + " WHERE f.consent_class <> coalesce(c.consent_class, 0)");
      long moved = count(statement, "SELECT count(*) FROM moved");
      if (moved > 0) {
        for (String table : tables(statement, cut)) {
          statement.execute(
              "UPDATE cut_"
                  + cut
                  + '.'
                  + table
                  + " AS t SET consent_class = m.consent_class FROM moved m"
                  + " WHERE t.person_id = m.person_id");
        }
        statement.execute(
            "DELETE FROM catalog.person_class WHERE cut = "
                + cut
                + " AND person_id IN (SELECT person_id FROM moved)");
        statement.execute(
            "INSERT INTO catalog.person_class SELECT "
                + cut
                + ", person_id, consent_class FROM moved WHERE consent_class <> 0");
      }
      statement.execute("DROP TABLE moved");
      statement.execute("DROP TABLE found");
      return moved;
    }
  }

  /** Fills {@code found} with the class of each person who ever decided. */
  private void find(Statement statement, int cut, int today, String only) throws SQLException {
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE found (person_id BIGINT, consent_class INTEGER)");
    String touched =
        only.isEmpty()
            ? ""
            : " WHERE s.person_id IN (SELECT x.person_id FROM same x SEMI JOIN "
                + only
                + " o ON o.person_id = x.today_id)";
    String sql =
        OPENINGS
            + " SELECT s.person_id, d.purpose, d.category, d.choice FROM same s"
            + " JOIN decided d ON d.person_id = s.today_id"
            + touched
            + " ORDER BY s.person_id, d.seq";
    try (PreparedStatement query = connection.prepareStatement(sql);
        DuckDBAppender out = connection.createAppender("temp", "main", "found")) {
      query.setInt(1, today);
      query.setInt(2, cut);
      try (ResultSet rows = query.executeQuery()) {
        long person = 0;
        PatientChoices choices = PatientChoices.none();
        while (rows.next()) {
          if (rows.getLong(1) != person) {
            append(out, person, choices);
            person = rows.getLong(1);
            choices = PatientChoices.none();
          }
          choices =
              ConsentClasses.after(
                  choices, rows.getString(2), rows.getString(3), rows.getString(4));
        }
        append(out, person, choices);
      }
    }
  }

  private void append(DuckDBAppender out, long person, PatientChoices choices) throws SQLException {
    if (person != 0) {
      out.beginRow();
      out.append(person);
      out.append(classes.number(choices));
      out.endRow();
    }
  }

  private List<String> tables(Statement statement, int cut) throws SQLException {
    Set<String> filled = new HashSet<>();
    try (ResultSet rows =
        statement.executeQuery(
            "SELECT table_name FROM catalog.cut_table WHERE row_count > 0 AND cut = " + cut)) {
      while (rows.next()) {
        filled.add(rows.getString(1));
      }
    }
    List<String> tables = new ArrayList<>();
    for (OmopTable table : schema.tables()) {
      if (table.personBearing() && filled.contains(table.name())) {
        tables.add(table.name());
      }
    }
    return tables;
  }

  static long count(Statement statement, String sql) throws SQLException {
    try (ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
