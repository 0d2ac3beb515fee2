package health.lode.vault.identity;

import health.lode.vault.VaultKeys;
import health.lode.vault.capture.PatientFact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.capture.PatientRegister;
import health.lode.vault.identity.IdentifierCipher.KeyedHash;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Optional;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * The register of one vault, for one capture: it writes through the capture's own connection, so
 * that numbers and facts are committed together. After a roll-back it is of no further use.
 *
 * <p>A source patient gets the next number at its first mention, in journal order; numbers are
 * never given twice, and a person bears the smallest number of its source patients.
 */
public final class PersonRegister implements PatientRegister, AutoCloseable {
  /** Scope of identifiers that mean the same wherever they stand; sources count from 1. */
  static final int EVERYWHERE = 0;

  private final DuckDBConnection connection;
  private final IdentifierCipher cipher;
  private final PatientNumbers numbers = new PatientNumbers();
  private long next;
  private @Nullable DuckDBAppender patients;
  private @Nullable DuckDBAppender keys;
  private @Nullable DuckDBAppender identifiers;
  private @Nullable DuckDBAppender statements;

  public PersonRegister(DuckDBConnection connection, VaultKeys keys, SecureRandom random)
      throws SQLException {
    this.connection = connection;
    this.cipher = new IdentifierCipher(keys, random);
    try (Statement statement = connection.createStatement()) {
      try (ResultSet rows =
          statement.executeQuery(
              "SELECT key_hi, key_lo, source_patient_id FROM identity.patient_key")) {
        while (rows.next()) {
          numbers.put(rows.getLong(1), rows.getLong(2), rows.getLong(3));
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "SELECT coalesce(max(source_patient_id), 0) + 1 FROM identity.source_patient")) {
        row.next();
        next = row.getLong(1);
      }
    }
  }

  @Override
  public long number(int sourceId, PatientKey key) throws SQLException {
    long known = numbers.find(key);
    if (known != PatientNumbers.UNKNOWN) {
      return known;
    }
    long number = next++;
    DuckDBAppender out = patients;
    if (out == null) {
      out = connection.createAppender("identity", "source_patient");
      patients = out;
    }
    out.beginRow();
    out.append(number);
    out.append(sourceId);
    out.endRow();
    remember(key, number);
    return number;
  }

  private void remember(PatientKey key, long number) throws SQLException {
    numbers.put(key.hi(), key.lo(), number);
    DuckDBAppender out = keys;
    if (out == null) {
      out = connection.createAppender("identity", "patient_key");
      keys = out;
    }
    out.beginRow();
    out.append(key.hi());
    out.append(key.lo());
    out.append(number);
    out.endRow();
  }

  @Override
  public void identify(int sourceId, Identified patient, long entry, long offset)
      throws SQLException {
    long number = number(sourceId, patient.key());
    for (PatientKey other : patient.otherKeys()) {
      long known = numbers.find(other);
      if (known == PatientNumbers.UNKNOWN) {
        remember(other, number);
      } else if (known != number) {
        // Both were met before as two patients: a statement, so that it can be undone.
        state(sourceId, known, number, "ALIAS", entry, offset);
      }
    }
    PatientFact fact = patient.fact();
    for (Map.Entry<Kind, String> value : fact.values().entrySet()) {
      identifier(number, sourceId, value.getKey(), value.getValue(), entry, offset);
    }
  }

  private void identifier(
      long number, int sourceId, Kind kind, String value, long entry, long offset)
      throws SQLException {
    Optional<String> comparable = comparable(kind, value);
    DuckDBAppender out = identifiers;
    if (out == null) {
      out = connection.createAppender("identity", "identifier");
      identifiers = out;
    }
    out.beginRow();
    out.append(number);
    out.append(sourceId);
    out.append(kind.name());
    if (comparable.isPresent()) {
      int scope = kind == Kind.MEDICAL_RECORD_NUMBER ? sourceId : EVERYWHERE;
      KeyedHash hash = cipher.hash(kind.name(), scope, comparable.get());
      out.append(hash.hi());
      out.append(hash.lo());
    } else {
      out.append((Long) null);
      out.append((Long) null);
    }
    out.append(comparable.isPresent());
    out.append(cipher.seal(number, kind.name(), value));
    out.append(entry);
    out.append(offset);
    out.endRow();
  }

  /** The form in which two values of a kind are compared; none where it must not be compared. */
  private static Optional<String> comparable(Kind kind, String value) {
    return kind == Kind.ID_NUMBER ? ResidentId.normalised(value) : Optional.of(value.strip());
  }

  @Override
  public void merge(int sourceId, PatientKey surviving, PatientKey retired, long entry, long offset)
      throws SQLException {
    state(sourceId, number(sourceId, surviving), number(sourceId, retired), "MERGE", entry, offset);
  }

  private void state(
      int sourceId, long surviving, long retired, String kind, long entry, long offset)
      throws SQLException {
    DuckDBAppender out = statements;
    if (out == null) {
      out = connection.createAppender("identity", "statement");
      statements = out;
    }
    out.beginRow();
    out.append(sourceId);
    out.append(surviving);
    out.append(retired);
    out.append(kind);
    out.append(entry);
    out.append(offset);
    out.endRow();
  }

  @Override
  public void forgetStatements(int sourceId) throws SQLException {
    flush();
    for (String table : new String[] {"identifier", "statement"}) {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM identity." + table + " WHERE source_id = ?")) {
        delete.setInt(1, sourceId);
        delete.executeUpdate();
      }
    }
  }

  @Override
  public void flush() throws SQLException {
    for (@Nullable DuckDBAppender out :
        new @Nullable DuckDBAppender[] {patients, keys, identifiers, statements}) {
      if (out != null) {
        out.flush();
      }
    }
  }

  /** Frees the appenders; what is not committed by then is not kept. */
  @Override
  public void close() throws SQLException {
    for (@Nullable DuckDBAppender out :
        new @Nullable DuckDBAppender[] {patients, keys, identifiers, statements}) {
      if (out != null) {
        out.close();
      }
    }
  }
}
