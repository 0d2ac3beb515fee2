package health.lode.vault.cut;

import health.lode.vault.VaultDatabase;
import health.lode.vault.VaultKeys;
import health.lode.vault.capture.Catalog;
import health.lode.vault.capture.PatientFact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.capture.PatientRegister.Identified;
import health.lode.vault.capture.PatientRegister.PatientKey;
import health.lode.vault.consent.Consents;
import health.lode.vault.identity.Identities;
import health.lode.vault.identity.PersonRegister;
import health.lode.vault.record.OmopSchema;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;

/** A vault's database with an intake that a test fills row by row, without any capture. */
public final class Intakes implements AutoCloseable {
  private static final byte[] KEY = new byte[32];

  public final VaultDatabase database;
  public final DuckDBConnection connection;
  public final Consents consents = new Consents(OmopSchema.standard());
  public final Cuts cuts;
  private final VaultKeys keys = new VaultKeys(KEY, KEY, KEY);
  private PersonRegister register;
  private long fact = 1;
  private long entry = 1;

  public Intakes(Path folder) throws SQLException {
    this(folder, 1);
  }

  /**
   * @param firstEntry where the journal begins
   */
  public Intakes(Path folder, long firstEntry) throws SQLException {
    entry = firstEntry;
    database = VaultDatabase.open(folder.resolve("vault.duckdb"), 1L << 30, 2);
    connection = database.connect();
    Cuts.createTables(connection, OmopSchema.standard());
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T00:00:00Z"), ZoneOffset.UTC);
    cuts = new Cuts(OmopSchema.standard(), consents, clock, Cuts.KEPT);
    register = new PersonRegister(connection, keys, new SecureRandom());
  }

  /** One record of a source: what follows lies at a new place of the journal. */
  public Intakes record() {
    entry++;
    return this;
  }

  public static PatientKey key(int source, String patient) {
    ByteBuffer hash = hash(source + "|" + patient);
    return new PatientKey(hash.getLong(), hash.getLong());
  }

  private static ByteBuffer hash(String text) {
    try {
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Enters a source in the catalog, as a capture does. */
  public Intakes source(int source) throws SQLException {
    Catalog.create(connection);
    try (var statement = connection.createStatement()) {
      statement.execute("INSERT INTO catalog.source VALUES (" + source + ", 's" + source + "')");
    }
    return this;
  }

  public Identities identities() {
    return new Identities(connection, keys, new SecureRandom());
  }

  public long patient(int source, String patient) throws SQLException {
    long number = register.number(source, key(source, patient));
    register.flush();
    return number;
  }

  public void identify(int source, String patient, Kind kind, String value) throws SQLException {
    PatientFact fact = new PatientFact(patient).with(kind, value);
    register.identify(source, new Identified(key(source, patient), List.of(), fact), entry, 0);
    register.flush();
  }

  public void merge(int source, String surviving, String retired) throws SQLException {
    register.merge(source, key(source, surviving), key(source, retired), entry, 0);
    register.flush();
  }

  public void forget(int source) throws SQLException {
    register.forgetStatements(source);
  }

  /** A fact; {@code assignments} are {@code column = value} pairs in SQL. */
  public long fact(String table, int source, String key, String patient, String... assignments)
      throws SQLException {
    return row(table, source, key, patient, false, assignments);
  }

  public void retract(String table, int source, String key, String patient) throws SQLException {
    row(table, source, key, patient, true);
  }

  private long row(
      String table, int source, String key, String patient, boolean retracted, String... set)
      throws SQLException {
    ByteBuffer hash = hash(key);
    StringBuilder names = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (String each : set) {
      int equals = each.indexOf('=');
      String name = each.substring(0, equals).strip();
      String value = each.substring(equals + 1).strip();
      if (name.equals("visit")) {
        ByteBuffer visit = hash(value);
        names.append(", visit_key_hi, visit_key_lo");
        values.append(", ").append(visit.getLong()).append(", ").append(visit.getLong());
      } else {
        names.append(", ").append(name);
        values.append(", ").append(value);
      }
    }
    execute(
        "INSERT INTO intake."
            + table
            + " (fact_id, source_id, key_hi, key_lo, version, retracted, source_patient_id,"
            + " journal_entry, journal_offset"
            + names
            + ") VALUES ("
            + fact
            + ", "
            + source
            + ", "
            + hash.getLong()
            + ", "
            + hash.getLong()
            + ", 0, "
            + retracted
            + ", "
            + patient(source, patient)
            + ", "
            + entry
            + ", 0"
            + values
            + ')');
    return fact++;
  }

  public CutInfo publish() throws SQLException {
    return cuts.publish(connection);
  }

  public void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The rows of a query, each as its values joined by a bar. */
  public List<String> rows(String sql) throws SQLException {
    List<String> out = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        StringBuilder row = new StringBuilder();
        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
          row.append(i == 1 ? "" : "|").append(rows.getString(i));
        }
        out.add(row.toString());
      }
    }
    return out;
  }

  @Override
  public void close() throws SQLException {
    register.close();
    connection.close();
    database.close();
  }
}
