package health.lode.vault.cut;

import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import health.lode.vault.record.TableKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Makes the tables of one cut from the intake and from {@code resolved}, who is who. */
final class CutTables {
  private final Statement statement;
  private final OmopSchema schema;
  private final String name;
  private final LiveFacts live;
  private final List<OmopTable> filled = new ArrayList<>();

  CutTables(Statement statement, OmopSchema schema, String name) {
    this.statement = statement;
    this.schema = schema;
    this.name = name;
    this.live = new LiveFacts(statement);
  }

  void make() throws SQLException {
    places();
    visits();
    for (OmopTable table : schema.tables()) {
      switch (table.kind()) {
        case EVENT -> events(table);
        case REFERENCE ->
            statement.execute("CREATE VIEW " + name + '.' + table + " AS FROM vocabulary." + table);
        case PERSON, DERIVED -> {
          // below, from the events
        }
      }
    }
    persons();
    statement.execute("DROP TABLE visit_of");
    live.drop();
    for (OmopTable table : schema.tables()) {
      if (table.kind() == TableKind.DERIVED && !made(table)) {
        statement.execute(CutStatements.empty(table, name));
      }
    }
  }

  private boolean made(OmopTable table) {
    return switch (table.name()) {
      case "location", "care_site", "observation_period" -> true;
      default -> false;
    };
  }

  private void places() throws SQLException {
    statement.execute(CutStatements.locations(schema.require("location"), name, live.of("person")));
    statement.execute(
        CutStatements.careSites(
            schema.require("care_site"),
            name,
            live.of("visit_occurrence"),
            live.of("visit_detail")));
  }

  private void visits() throws SQLException {
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE visit_of AS SELECT f.source_id, f.key_hi, f.key_lo,"
            + " p.person_id, min(f.fact_id) AS visit_occurrence_id FROM "
            + live.of("visit_occurrence")
            + " f JOIN resolved p ON p.source_patient_id = f.source_patient_id GROUP BY ALL");
  }

  private void events(OmopTable table) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT 1 FROM intake." + table + " LIMIT 1")) {
      if (!row.next()) {
        statement.execute(CutStatements.empty(table, name));
        return;
      }
    }
    statement.execute(CutStatements.events(table, name, live.of(table.name())));
    filled.add(table);
  }

  private void persons() throws SQLException {
    OmopTable person = schema.require("person");
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE span"
            + " (person_id BIGINT, consent_class INTEGER, first DATE, last DATE)");
    for (OmopTable table : filled) {
      statement.execute(CutStatements.span(table, name));
    }
    statement.execute(
        "CREATE OR REPLACE TEMP TABLE present AS SELECT person_id, consent_class FROM span UNION"
            + " SELECT p.person_id, p.consent_class FROM "
            + live.of("person")
            + " f JOIN resolved p ON p.source_patient_id = f.source_patient_id");
    statement.execute(CutStatements.persons(person, name, live.of("person")));
    statement.execute(CutStatements.observationPeriods(schema.require("observation_period"), name));
    statement.execute("DROP TABLE span");
    statement.execute("DROP TABLE present");
  }
}
