package health.lode.vault.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Exact linkage: source patients with the same valid resident ID number, or the same medical record
 * number within one source, or whom a source declares to be one, are one person. Computed anew for
 * each cut from what the sources say now, so that every link can be undone.
 *
 * <p>Where both sex and birth date contradict, an equal number is taken for an error and links
 * nothing; it is kept in {@code identity.not_linked} and reported by quality.
 */
public final class Linkage {
  /** A number that so many source patients share is a filler and not an identifier. */
  static final int SHARED_BY_TOO_MANY = 20;

  private static final String NEWEST_IDENTIFIERS =
      "WITH newest AS (SELECT source_patient_id, kind,"
          + " arg_max({'hi': hash_hi, 'lo': hash_lo, 'valid': valid},"
          + " {'e': journal_entry, 'o': journal_offset}) AS id"
          + " FROM identity.identifier WHERE kind IN ('ID_NUMBER', 'MEDICAL_RECORD_NUMBER')"
          + " GROUP BY source_patient_id, kind), shared AS (SELECT kind, id.hi AS hi, id.lo AS lo"
          + " FROM newest WHERE id.valid GROUP BY ALL HAVING count(*) > 1)"
          + " SELECT n.kind, n.id.hi, n.id.lo, n.source_patient_id, d.sex, d.year, d.month, d.day"
          + " FROM newest n JOIN shared s ON n.kind = s.kind AND n.id.hi = s.hi AND n.id.lo = s.lo"
          + " LEFT JOIN (SELECT source_patient_id,"
          + " arg_max(nullif(gender_concept_id, 0), fact_id) AS sex,"
          + " arg_max(coalesce(year_of_birth, year(birth_datetime)), fact_id) AS year,"
          + " arg_max(coalesce(month_of_birth, month(birth_datetime)), fact_id) AS month,"
          + " arg_max(coalesce(day_of_birth, day(birth_datetime)), fact_id) AS day"
          + " FROM intake.person WHERE NOT retracted GROUP BY source_patient_id) d"
          + " ON d.source_patient_id = n.source_patient_id"
          + " ORDER BY 1, 2, 3, 4";

  private final DuckDBConnection connection;
  private final Map<Long, Long> parents = new HashMap<>();
  private final List<NotLinked> notLinked = new ArrayList<>();

  private record NotLinked(long patient, long other, String reason) {}

  /** What is known of a source patient; 0 where unknown. */
  private record Described(long patient, int sex, int year, int month, int day) {
    boolean contradicts(Described that) {
      return differ(sex, that.sex)
          && (differ(year, that.year) || differ(month, that.month) || differ(day, that.day));
    }

    private static boolean differ(int a, int b) {
      return a != 0 && b != 0 && a != b;
    }
  }

  private Linkage(DuckDBConnection connection) {
    this.connection = connection;
  }

  /** Fills {@code identity.person_of} for a cut, within the caller's transaction. */
  public static void resolve(DuckDBConnection connection, int cut) throws SQLException {
    Linkage linkage = new Linkage(connection);
    linkage.byNumbers();
    linkage.byStatements();
    linkage.write(cut);
  }

  private void byNumbers() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(NEWEST_IDENTIFIERS)) {
      List<Described> group = new ArrayList<>();
      String of = "";
      while (rows.next()) {
        String number = rows.getString(1) + '/' + rows.getLong(2) + '/' + rows.getLong(3);
        if (!number.equals(of)) {
          link(group);
          group.clear();
          of = number;
        }
        group.add(
            new Described(
                rows.getLong(4), rows.getInt(5), rows.getInt(6), rows.getInt(7), rows.getInt(8)));
      }
      link(group);
    }
  }

  private void link(List<Described> group) {
    if (group.size() > SHARED_BY_TOO_MANY) {
      Described first = group.get(0);
      group.stream()
          .skip(1)
          .forEach(d -> notLinked.add(new NotLinked(d.patient(), first.patient(), "SHARED")));
      return;
    }
    List<List<Described>> persons = new ArrayList<>();
    for (Described patient : group) {
      List<Described> same = null;
      for (List<Described> person : persons) {
        if (person.stream().noneMatch(patient::contradicts)) {
          same = person;
          break;
        }
      }
      if (same == null) {
        if (!persons.isEmpty()) {
          long other = persons.get(0).get(0).patient();
          notLinked.add(new NotLinked(patient.patient(), other, "CONTRADICTION"));
        }
        same = new ArrayList<>();
        persons.add(same);
      }
      same.add(patient);
      union(same.get(0).patient(), patient.patient());
    }
  }

  private void byStatements() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT DISTINCT surviving, retired FROM identity.statement")) {
      while (rows.next()) {
        union(rows.getLong(1), rows.getLong(2));
      }
    }
  }

  private void union(long a, long b) {
    long rootA = root(a);
    long rootB = root(b);
    // The smallest number is the person's, whatever the order of the links.
    if (rootA < rootB) {
      parents.put(rootB, rootA);
    } else if (rootB < rootA) {
      parents.put(rootA, rootB);
    }
  }

  private long root(long patient) {
    long at = patient;
    @Nullable Long parent = parents.get(at);
    while (parent != null) {
      at = parent;
      parent = parents.get(at);
    }
    long next = patient;
    while (next != at) {
      @Nullable Long before = parents.put(next, at);
      next = before == null ? at : before;
    }
    return at;
  }

  private void write(int cut) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE linked (source_patient_id BIGINT, person_id BIGINT)");
      try (DuckDBAppender out = connection.createAppender("temp", "main", "linked")) {
        for (Long patient : List.copyOf(parents.keySet())) {
          out.beginRow();
          out.append(patient.longValue());
          out.append(root(patient));
          out.endRow();
        }
      }
      statement.execute(
          "INSERT INTO identity.person_of SELECT "
              + cut
              + ", s.source_patient_id, coalesce(l.person_id, s.source_patient_id)"
              + " FROM identity.source_patient s"
              + " LEFT JOIN linked l ON l.source_patient_id = s.source_patient_id"
              + " ORDER BY 2");
      statement.execute("DROP TABLE linked");
      statement.execute("DELETE FROM identity.not_linked");
    }
    try (DuckDBAppender out = connection.createAppender("identity", "not_linked")) {
      for (NotLinked each : notLinked) {
        out.beginRow();
        out.append(each.patient());
        out.append(each.other());
        out.append(each.reason());
        out.endRow();
      }
    }
  }
}
