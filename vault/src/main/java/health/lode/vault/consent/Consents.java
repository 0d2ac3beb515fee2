package health.lode.vault.consent;

import health.lode.governance.consent.Opening;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import health.lode.vault.capture.PatientRegister.PatientKey;
import health.lode.vault.record.OmopSchema;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Every patient's choices in one vault. The caller serialises what writes ({@link #take}, cuts);
 * filters may be asked for at any time.
 */
public final class Consents {
  private final OmopSchema schema;

  public Consents(OmopSchema schema) {
    this.schema = schema;
  }

  /**
   * What taking in a batch did.
   *
   * @param decisions openings of the batch
   * @param personsMoved persons whose class changed in the latest cut; a decision of a patient not
   *     met yet moves nobody, and holds from the patient's first fact on
   */
  public record Taken(long decisions, long personsMoved) {}

  /** The key of a source patient as an {@link Opening} names it: 32 hex digits. */
  public static String patient(PatientKey key) {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(key.hi()) + hex.toHexDigits(key.lo());
  }

  /**
   * Takes in a batch that is durable in the journal, in one transaction: from its end on, every
   * kept cut follows it. A batch taken in before changes nothing; under the same name with other
   * decisions it is refused with {@link ConsentReason#CONSENT_BATCH_DIFFERS}.
   */
  public Taken take(DuckDBConnection connection, ConsentBatch batch) throws SQLException {
    String root = batch.root();
    String known = batches(connection).get(batch.id());
    if (known != null && !known.equals(root)) {
      throw Refusal.of(
              ConsentReason.CONSENT_BATCH_DIFFERS,
              Words.of("A batch of this name holds other decisions.", "同名批次已存在且内容不同。"),
              Words.of("Give the new decisions a name of their own.", "请为新的决定使用新的批次名。"))
          .asException();
    }
    if (known != null) {
      return new Taken(batch.openings().size(), 0);
    }
    boolean before = connection.getAutoCommit();
    connection.setAutoCommit(false);
    try {
      write(connection, batch, root);
      long moved = moveAll(connection);
      connection.commit();
      return new Taken(batch.openings().size(), moved);
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(before);
    }
  }

  private static void write(DuckDBConnection connection, ConsentBatch batch, String root)
      throws SQLException {
    long seq;
    try (Statement statement = connection.createStatement()) {
      seq =
          Reclassifying.count(
              statement, "SELECT coalesce(max(seq), 0) FROM catalog.consent_opening");
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE batch_patient (key_hi BIGINT, key_lo BIGINT)");
    }
    try (DuckDBAppender openings = connection.createAppender("catalog", "consent_opening");
        DuckDBAppender patients = connection.createAppender("temp", "main", "batch_patient")) {
      for (Opening opening : batch.openings()) {
        PatientKey key = key(opening.patient());
        openings.beginRow();
        openings.append(++seq);
        openings.append(batch.id());
        openings.append(key.hi());
        openings.append(key.lo());
        openings.append(opening.purpose());
        openings.append(opening.category());
        openings.append(opening.choice().word());
        openings.append(opening.byGuardian());
        openings.endRow();
        patients.beginRow();
        patients.append(key.hi());
        patients.append(key.lo());
        patients.endRow();
      }
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO catalog.consent_batch VALUES (?, ?, ?)")) {
      insert.setString(1, batch.id());
      insert.setString(2, root);
      insert.setLong(3, batch.openings().size());
      insert.executeUpdate();
    }
  }

  private static PatientKey key(String patient) {
    if (!patient.matches("[0-9a-f]{32}")) {
      throw Refusal.of(
              ConsentReason.CONSENT_PATIENT_UNKNOWN,
              Words.of("A decision names no patient key.", "有一项决定未注明患者标识。"),
              Words.of(
                  "Name the patient by source and number; the vault makes the key.",
                  "请提供来源与患者编号，由数据仓生成标识。"))
          .asException();
    }
    return new PatientKey(
        Long.parseUnsignedLong(patient.substring(0, 16), 16),
        Long.parseUnsignedLong(patient.substring(16), 16));
  }

  /** Moves the batch's patients in every kept cut, the latest last. */
  private long moveAll(DuckDBConnection connection) throws SQLException {
    List<Integer> cuts = keptCuts(connection);
    if (cuts.isEmpty()) {
      return 0;
    }
    int today = cuts.get(cuts.size() - 1);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE OR REPLACE TEMP TABLE touched AS SELECT DISTINCT p.person_id"
              + " FROM batch_patient b JOIN identity.patient_key k USING (key_hi, key_lo)"
              + " JOIN identity.person_of p ON p.source_patient_id = k.source_patient_id"
              + " WHERE p.cut = "
              + today);
    }
    Reclassifying reclassifying = new Reclassifying(connection, schema);
    long moved = 0;
    for (int cut : cuts) {
      moved = reclassifying.move(cut, today, "touched");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("DROP TABLE touched");
      statement.execute("DROP TABLE batch_patient");
    }
    return moved;
  }

  /**
   * Classes for a cut that is being published, whose persons are resolved and whose tables are not
   * made yet; older cuts follow where linkage has changed who is who. Part of the publishing
   * transaction.
   */
  public void publish(DuckDBConnection connection, int cut) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (Reclassifying.count(statement, "SELECT count(*) FROM catalog.consent_opening") == 0) {
        return;
      }
    }
    Reclassifying reclassifying = new Reclassifying(connection, schema);
    reclassifying.classify(cut);
    for (int older : keptCuts(connection)) {
      reclassifying.move(older, cut, "");
    }
  }

  private static List<Integer> keptCuts(DuckDBConnection connection) throws SQLException {
    List<Integer> cuts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT number FROM catalog.cut WHERE kept ORDER BY number")) {
      while (rows.next()) {
        cuts.add(rows.getInt(1));
      }
    }
    return cuts;
  }

  /** Every patient's choices as they stand. */
  public ConsentStanding standing(DuckDBConnection connection) throws SQLException {
    Map<Integer, Long> persons = new HashMap<>();
    List<Integer> cuts = keptCuts(connection);
    if (!cuts.isEmpty()) {
      try (Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT consent_class, count(*) FROM cut_"
                      + cuts.get(cuts.size() - 1)
                      + ".person GROUP BY 1")) {
        while (rows.next()) {
          persons.put(rows.getInt(1), rows.getLong(2));
        }
      }
    }
    return new ConsentStanding(batches(connection), new ConsentClasses(connection).all(), persons);
  }

  /** Names and roots of all batches taken in. */
  private static Map<String, String> batches(DuckDBConnection connection) throws SQLException {
    Map<String, String> roots = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT batch, root FROM catalog.consent_batch")) {
      while (rows.next()) {
        roots.put(rows.getString(1), rows.getString(2));
      }
    }
    return roots;
  }
}
