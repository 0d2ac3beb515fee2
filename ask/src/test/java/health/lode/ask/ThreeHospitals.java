package health.lode.ask;

import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Grant;
import health.lode.governance.permit.PermitId;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Rulebook;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Three small hospitals, and all three as one (`pool`), in one database in memory, drawn from one
 * seed: 600 patients, of whom some object (consent class 1), with repeated, missing and odd values.
 */
final class ThreeHospitals implements AutoCloseable {
  static final List<String> HOSPITALS = List.of("h1", "h2", "h3");
  static final String CONSENT = "consent_class = 0";
  private static final String[] CODES = {
    "J18.9", "C34.9", "R05", "E11.9", "I10", "B20", "肺炎", "Z99.9", "K29.7"
  };
  private static final String[] SEXES = {"男", "女", "女", "男", "未说明"};

  private static final Rulebook STARTER = Rulebook.parse(Rulebook.starterText());

  private final Connection connection;
  private final Random random = new Random(20261123);
  private final Map<String, List<String>> script = new LinkedHashMap<>();
  private long row = 1;

  ThreeHospitals() throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    for (String schema : List.of("h1", "h2", "h3", "pool")) {
      create(schema);
    }
    for (int person = 1; person <= 600; person++) {
      person(person, HOSPITALS.get(person % 5 == 0 ? 2 : person % 2));
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("BEGIN");
      for (Map.Entry<String, List<String>> into : script.entrySet()) {
        statement.execute(into.getKey() + String.join(", ", into.getValue()));
      }
      for (String table :
          List.of("person", "visit_occurrence", "condition_occurrence", "measurement", "death")) {
        for (String hospital : HOSPITALS) {
          statement.execute(
              "INSERT INTO pool." + table + " SELECT * FROM " + hospital + "." + table);
        }
        // What a permit without `sensitive` may read of the patients who do not object.
        String rows = "SELECT * FROM pool." + table + " WHERE " + CONSENT;
        statement.execute(
            "CREATE VIEW "
                + table
                + " AS "
                + rows
                + (table.equals("condition_occurrence")
                    ? " AND condition_source_value <> 'B20'"
                    : ""));
      }
      for (String schema : List.of("h1", "h2", "h3", "pool")) {
        for (String code : CODES) {
          statement.execute(
              "INSERT INTO "
                  + schema
                  + ".concept (concept_id, concept_name, concept_code) VALUES ("
                  + conceptOf(code)
                  + ", 'name of "
                  + code
                  + "', '"
                  + code
                  + "')");
        }
      }
      for (String schema : List.of("h1", "h2", "h3", "pool")) {
        statement.execute(
            "INSERT INTO "
                + schema
                + ".location (location_id, city) SELECT i, 'city ' || (i % 3)"
                + " FROM range(7) t(i)");
      }
      statement.execute("CREATE VIEW concept AS SELECT * FROM pool.concept");
      statement.execute("CREATE VIEW location AS SELECT * FROM pool.location");
      statement.execute("COMMIT");
    }
  }

  private static int conceptOf(String code) {
    return 2_000_000_000 + List.of(CODES).indexOf(code);
  }

  private void create(String schema) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE SCHEMA " + schema);
      for (OmopTable table : OmopSchema.standard().tables()) {
        List<String> columns = new ArrayList<>();
        for (OmopColumn column : table.storedColumns()) {
          columns.add(column.name() + " " + column.type());
        }
        statement.execute(
            "CREATE TABLE " + schema + "." + table.name() + "(" + String.join(", ", columns) + ")");
      }
    }
  }

  private void person(int id, String hospital) {
    int consent = random.nextInt(12) == 0 ? 1 : 0;
    int year = 1930 + random.nextInt(80);
    insert(
        hospital,
        "person",
        "person_id, year_of_birth, gender_source_value, gender_concept_id, location_id,"
            + " consent_class",
        id
            + ", "
            + year
            + ", '"
            + SEXES[random.nextInt(20) == 0 ? 4 : random.nextInt(4)]
            + "', 8507, "
            + (id % 7)
            + ", "
            + consent);
    int visits = random.nextInt(5);
    for (int v = 0; v < visits; v++) {
      long visit = row++;
      int day = random.nextInt(1400);
      String start = "DATE '2021-01-01' + " + day;
      insert(
          hospital,
          "visit_occurrence",
          "visit_occurrence_id, person_id, visit_start_date, visit_end_date, visit_source_value,"
              + " consent_class",
          visit
              + ", "
              + id
              + ", "
              + start
              + ", "
              + start
              + " + "
              + random.nextInt(20)
              + ", '"
              + (random.nextInt(3) == 0 ? "IMP" : "AMB")
              + "', "
              + consent);
      int conditions = random.nextInt(4);
      for (int c = 0; c < conditions; c++) {
        String code = CODES[Math.min(random.nextInt(CODES.length), random.nextInt(CODES.length))];
        insert(
            hospital,
            "condition_occurrence",
            "condition_occurrence_id, person_id, visit_occurrence_id, condition_start_date,"
                + " condition_source_value, condition_concept_id, consent_class",
            row++
                + ", "
                + id
                + ", "
                + (random.nextInt(9) == 0 ? "NULL" : "" + visit)
                + ", "
                + start
                + ", '"
                + code
                + "', "
                + conceptOf(code)
                + ", "
                + consent);
      }
      int measured = random.nextInt(4);
      for (int m = 0; m < measured; m++) {
        String value =
            random.nextInt(10) == 0 ? "NULL" : "" + (random.nextGaussian() * 12.3456789 + 80.1);
        insert(
            hospital,
            "measurement",
            "measurement_id, person_id, visit_occurrence_id, measurement_date,"
                + " measurement_source_value, value_as_number, value_source_value, consent_class",
            row++
                + ", "
                + id
                + ", "
                + visit
                + ", "
                + start
                + ", '"
                + (random.nextBoolean() ? "HGB" : "WBC")
                + "', "
                + value
                + ", '"
                + (random.nextBoolean() ? "3." + m : "阳性")
                + "', "
                + consent);
      }
    }
    if (random.nextInt(9) == 0) {
      insert(
          hospital,
          "death",
          "person_id, death_date, consent_class",
          id + ", DATE '2025-01-01' + " + random.nextInt(300) + ", " + consent);
    }
  }

  private void insert(String hospital, String table, String columns, String values) {
    script
        .computeIfAbsent(
            "INSERT INTO " + hospital + "." + table + "(" + columns + ") VALUES ",
            key -> new ArrayList<>())
        .add("(" + values + ")");
  }

  static Grant grant(int minimum, String... categories) {
    SortedSet<String> granted = new TreeSet<>(Set.of(categories));
    return new Grant(
        PermitId.of("P-0123456789ab"),
        "00".repeat(32),
        PartyId.of("local/researcher"),
        PartyId.of("local/researcher"),
        "research",
        granted,
        new TreeSet<>(Set.of(Form.AGGREGATE)),
        minimum,
        ConsentMode.OPT_OUT,
        STARTER.columns(granted),
        Optional.empty());
  }

  /** What {@code schema}, as a hospital, sends for the question. */
  NodePart part(Plan plan, String schema, int minimum) {
    return DisclosureGate.pass(
        query(plan.nodeSql(schema, Optional.of(CONSENT))), plan, minimum, schema, 1, "0-9");
  }

  List<List<Object>> query(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      List<List<Object>> rows = new ArrayList<>();
      while (result.next()) {
        List<Object> values = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          values.add(result.getObject(i));
        }
        rows.add(values);
      }
      return rows;
    } catch (SQLException e) {
      throw new AssertionError(sql, e);
    }
  }

  void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
