package health.lode.vault.capture;

import health.lode.vault.capture.PatientRegister.PatientKey;
import health.lode.vault.journal.Journal;
import health.lode.vault.journal.JournalPosition;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Appends decoded batches in journal order and commits them together with the journal's position.
 * Used by one thread. The journal is made durable before each commit.
 */
final class FactWriter {
  private final DuckDBConnection connection;
  private final Journal journal;
  private final PatientRegister patients;
  private final int rowsPerCommit;
  private final Purpose purpose;
  private final JournalPosition start;
  private final Map<String, Integer> recordTypes;
  private final Tally tally;
  private final Lock committing;
  private final @Nullable DuckDBAppender[] facts;
  private @Nullable DuckDBAppender records;
  private @Nullable DuckDBAppender quarantine;
  private @Nullable DuckDBAppender files;
  private JournalPosition lastFile = JournalPosition.NONE;
  private JournalPosition position;
  private long nextFactId;
  private long rowsSinceCommit;

  /** Why facts are written. */
  enum Purpose {
    /** Records new to the vault: they enter the catalog and move the position. */
    CAPTURE,
    /** Records the vault has: only their facts are new; all in one transaction. */
    REPLAY
  }

  FactWriter(
      DuckDBConnection connection,
      Journal journal,
      PatientRegister patients,
      int tables,
      int rowsPerCommit,
      Purpose purpose,
      Tally tally,
      Lock committing)
      throws SQLException {
    this.connection = connection;
    this.journal = journal;
    this.patients = patients;
    this.rowsPerCommit = rowsPerCommit;
    this.purpose = purpose;
    this.tally = tally;
    this.committing = committing;
    this.start = Catalog.position(connection);
    this.position = start;
    this.nextFactId = Catalog.nextFactId(connection);
    this.recordTypes = Catalog.numbers(connection, "record_type");
    this.facts = new DuckDBAppender[tables];
    begin();
  }

  long nextFactId() {
    return nextFactId;
  }

  void append(Batch batch) throws SQLException {
    for (BatchEntry entry : batch.entries()) {
      append(entry);
    }
    position = batch.end();
    if (purpose == Purpose.CAPTURE && rowsSinceCommit >= rowsPerCommit) {
      commit();
    }
  }

  private void append(BatchEntry entry) throws SQLException {
    if (purpose == Purpose.CAPTURE) {
      appendFile(entry);
      appendRecord(entry);
    }
    Quarantine why = entry.quarantined();
    if (why != null) {
      appendQuarantine(entry, why);
      tally.quarantined(entry.type());
      return;
    }
    tally.captured(entry.type());
    RecordFacts decoded = entry.facts();
    if (decoded != null) {
      appendFacts(entry, decoded);
    }
  }

  private void appendFacts(BatchEntry entry, RecordFacts decoded) throws SQLException {
    int source = entry.sourceId();
    long journalEntry = entry.position().entry();
    long journalOffset = entry.position().offset();
    for (PatientRegister.Identified patient : decoded.patients) {
      patients.identify(source, patient, journalEntry, journalOffset);
    }
    for (RecordFacts.Merged merged : decoded.merges) {
      patients.merge(source, merged.surviving(), merged.retired(), journalEntry, journalOffset);
    }
    for (IntakeRow row : decoded.rows) {
      PatientKey key = row.patientKey();
      long patient = key == null ? 0 : patients.number(source, key);
      row.append(fact(row.table), nextFactId++, source, patient, journalEntry, journalOffset);
      rowsSinceCommit++;
    }
  }

  private DuckDBAppender fact(IntakeTable table) throws SQLException {
    DuckDBAppender out = facts[table.number()];
    if (out == null) {
      out = connection.createAppender("intake", table.name());
      facts[table.number()] = out;
    }
    return out;
  }

  private void appendFile(BatchEntry entry) throws SQLException {
    FileContext file = entry.file();
    if (file.position().equals(lastFile)) {
      return;
    }
    lastFile = file.position();
    if (file.position().compareTo(start) < 0) {
      return; // known since before the crash that this catches up with
    }
    DuckDBAppender out = files;
    if (out == null) {
      out = connection.createAppender("catalog", "file");
      files = out;
    }
    out.beginRow();
    out.append(entry.sourceId());
    out.append(file.format());
    out.append(file.name());
    out.append(file.receivedAt());
    out.append(file.position().entry());
    out.append(file.position().offset());
    out.endRow();
  }

  private void appendRecord(BatchEntry entry) throws SQLException {
    DuckDBAppender out = records;
    if (out == null) {
      out = connection.createAppender("catalog", "record");
      records = out;
    }
    Key128 key = entry.key();
    int type = Catalog.number(connection, "record_type", recordTypes, entry.type());
    out.beginRow();
    out.append(entry.sourceId());
    out.append(key.hi());
    out.append(key.lo());
    out.append(type);
    out.append(entry.length());
    out.append(entry.position().entry());
    out.append(entry.position().offset());
    out.endRow();
    rowsSinceCommit++;
  }

  private void appendQuarantine(BatchEntry entry, Quarantine why) throws SQLException {
    DuckDBAppender out = quarantine;
    if (out == null) {
      out = connection.createAppender("catalog", "quarantine");
      quarantine = out;
    }
    out.beginRow();
    out.append(entry.sourceId());
    out.append(entry.type());
    out.append(entry.file().name());
    out.append(entry.length());
    out.append(entry.file().receivedAt());
    out.append(entry.position().entry());
    out.append(entry.position().offset());
    out.append(why.code());
    out.append(why.place());
    out.append(why.words().en());
    out.append(why.words().zh());
    out.endRow();
    rowsSinceCommit++;
  }

  /**
   * Opens the next transaction. The driver opens one with the next statement only, and what an
   * appender writes before that would be committed by itself, without the position.
   */
  private void begin() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT 1");
    }
  }

  /** Commits what was appended. For a replay, this is its one commit. */
  void commit() throws SQLException {
    patients.flush();
    for (DuckDBAppender out : facts) {
      flush(out);
    }
    flush(records);
    flush(quarantine);
    flush(files);
    JournalPosition end = journal.force();
    committing.lock();
    try {
      // A replay has read the whole journal: everything in it is in the tables now.
      JournalPosition reached = purpose == Purpose.CAPTURE ? position : end;
      Catalog.moveTo(connection, reached, nextFactId);
      connection.commit();
    } finally {
      committing.unlock();
    }
    begin();
    rowsSinceCommit = 0;
  }

  /** Takes the uncommitted rows back and frees the appenders. */
  void abandon() throws SQLException {
    connection.rollback();
  }

  /** Frees the appenders; everything was committed or abandoned before. */
  void close() throws SQLException {
    patients.close();
    for (DuckDBAppender out : facts) {
      closeAppender(out);
    }
    closeAppender(records);
    closeAppender(quarantine);
    closeAppender(files);
  }

  private static void flush(@Nullable DuckDBAppender out) throws SQLException {
    if (out != null) {
      out.flush();
    }
  }

  private static void closeAppender(@Nullable DuckDBAppender out) throws SQLException {
    if (out != null) {
      out.close();
    }
  }
}
