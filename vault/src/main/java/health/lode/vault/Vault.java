package health.lode.vault;

import health.lode.governance.ConsentRecorded;
import health.lode.governance.rulebook.ConsentMode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.capture.CaptureFormat;
import health.lode.vault.capture.CaptureReport;
import health.lode.vault.capture.CaptureRequest;
import health.lode.vault.capture.Capturing;
import health.lode.vault.capture.Catalog;
import health.lode.vault.capture.MappingNote;
import health.lode.vault.capture.Progress;
import health.lode.vault.capture.csv.CsvFormat;
import health.lode.vault.capture.fhir.FhirFormat;
import health.lode.vault.capture.hl7v2.Hl7v2Format;
import health.lode.vault.codes.Dictionary;
import health.lode.vault.consent.ConsentBatch;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.consent.ConsentStanding;
import health.lode.vault.consent.Consents;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.cut.Cuts;
import health.lode.vault.engine.DuckDbEngine;
import health.lode.vault.engine.Engine;
import health.lode.vault.identity.Identities;
import health.lode.vault.identity.KnownPatient;
import health.lode.vault.identity.PersonRegister;
import health.lode.vault.journal.Journal;
import health.lode.vault.journal.JournalPosition;
import health.lode.vault.journal.JournalRecord;
import health.lode.vault.journal.JournalScan;
import health.lode.vault.quality.Quality;
import health.lode.vault.quality.QualityReport;
import health.lode.vault.record.OmopSchema;
import java.io.IOException;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * One hospital's vault: capture into it, publish cuts, ask its engine. Safe for several threads.
 */
public final class Vault implements AutoCloseable {
  private final VaultDatabase database;
  private final Journal journal;
  private final Capturing capturing;
  private final Consents consents;
  private final Cuts cuts;
  private final Quality quality;
  private final DuckDbEngine engine;
  private final ReentrantLock committing;
  private final VaultKeys keys;
  private final SecureRandom random;
  private final Remembered<Optional<CutInfo>> latest = new Remembered<>();
  private final Remembered<ConsentStanding> standing = new Remembered<>();

  private Vault(
      VaultDatabase database,
      Journal journal,
      Capturing capturing,
      Consents consents,
      Clock clock,
      ReentrantLock committing,
      VaultKeys keys,
      SecureRandom random) {
    this.database = database;
    this.journal = journal;
    this.capturing = capturing;
    this.consents = consents;
    this.cuts = new Cuts(OmopSchema.standard(), consents, clock, Cuts.KEPT);
    this.quality = new Quality(OmopSchema.standard(), cuts, clock);
    this.engine = new DuckDbEngine(database);
    this.committing = committing;
    this.keys = keys;
    this.random = random;
  }

  /**
   * Opens or makes a vault. Where the journal is ahead of the database (a crash, or a database that
   * was taken away), the rest of the journal is taken in first; a database that had nothing gets a
   * cut of it. Refuses with {@code HOME_BUSY}, {@code JOURNAL_DAMAGED}, {@code VAULT_DAMAGED}.
   */
  public static Vault open(
      VaultPlaces places, VaultKeys keys, VaultLimits limits, Clock clock, SecureRandom random) {
    VaultDatabase database =
        VaultDatabase.open(places.databaseFile(), limits.databaseMemoryBytes(), limits.threads());
    Journal journal = null;
    try {
      JournalPosition known = tables(database);
      journal =
          Journal.open(places.journal(), keys.journal(), random, limits.segmentBytes(), known);
      ReentrantLock committing = new ReentrantLock();
      Capturing capturing =
          new Capturing(
              database,
              journal,
              formats(),
              connection -> new PersonRegister(connection, keys, random),
              keys.matching(),
              limits,
              clock,
              committing);
      Consents consents = new Consents(OmopSchema.standard());
      if (known.compareTo(journal.end()) < 0) {
        takeNotes(database, journal, consents, known);
        capturing.catchUp(Progress.NONE);
      }
      capturing.replayPending();
      Vault vault =
          new Vault(database, journal, capturing, consents, clock, committing, keys, random);
      if (known.equals(JournalPosition.START) && !vault.sources().isEmpty()) {
        vault.publishCut();
      }
      return vault;
    } catch (SQLException e) {
      close(database, journal);
      throw unreadable(e);
    } catch (RuntimeException e) {
      close(database, journal);
      throw e;
    }
  }

  /** Decisions and mappings in the journal's rest; those taken in already change nothing. */
  private static void takeNotes(
      VaultDatabase database, Journal journal, Consents consents, JournalPosition from)
      throws SQLException {
    try (DuckDBConnection connection = database.connect();
        JournalScan scan = journal.scan(from)) {
      for (JournalRecord r = scan.next(); r != null; r = scan.next()) {
        if (r.kind() == JournalRecord.Kind.NOTE && r.type().equals(ConsentBatch.JOURNAL_TYPE)) {
          consents.take(connection, ConsentBatch.decode(r.body()));
        } else if (r.kind() == JournalRecord.Kind.NOTE
            && r.type().equals(MappingNote.JOURNAL_TYPE)) {
          Catalog.pend(connection, MappingNote.decode(r.body()));
        }
      }
    }
  }

  private static void close(VaultDatabase database, @Nullable Journal journal) {
    if (journal != null) {
      journal.close();
    }
    database.close();
  }

  private static JournalPosition tables(VaultDatabase database) throws SQLException {
    try (DuckDBConnection connection = database.connect()) {
      Cuts.createTables(connection, OmopSchema.standard());
      Catalog.create(connection);
      return Catalog.position(connection);
    }
  }

  private static List<CaptureFormat> formats() {
    Dictionary dictionary = Dictionary.shipped();
    return List.of(
        new FhirFormat(dictionary), new Hl7v2Format(dictionary), new CsvFormat(dictionary));
  }

  /**
   * Takes in files and publishes a cut, unless nothing changed. Safe to repeat: a capture that was
   * killed at any moment and is repeated gives the same tables but for {@code journal_ref}.
   */
  public CaptureReport capture(CaptureRequest request, Progress progress) {
    return published(capturing.capture(request, progress));
  }

  /**
   * Decodes a source's records again, those in quarantine too, and publishes a cut. Their facts
   * replace the old ones in one transaction.
   *
   * @param mapping text of a mapping file or name of a shipped one, to read the source's tables by
   *     instead of what they were captured with
   */
  public CaptureReport replay(String source, Optional<String> mapping, Progress progress) {
    return published(capturing.replay(source, mapping, progress));
  }

  /** {@link #replay(String, Optional, Progress)} by the mappings the records were captured with. */
  public CaptureReport replay(String source, Progress progress) {
    return replay(source, Optional.empty(), progress);
  }

  private CaptureReport published(CaptureReport report) {
    return report.withCut(publishCut().number());
  }

  /** Publishes what was captured; returns the latest cut where nothing changed since. */
  public CutInfo publishCut() {
    committing.lock();
    try {
      return ask(cuts::publish);
    } finally {
      forget();
      committing.unlock();
    }
  }

  /** Every cut ever published, oldest first; the latest few are kept. */
  public List<CutInfo> cuts() {
    return ask(cuts::all);
  }

  /** The cut that questions run on; empty before the first capture. */
  public Optional<CutInfo> latestCut() {
    return latest.value(() -> ask(cuts::latest));
  }

  /** Runs the planner's statements; knows nothing of permits. */
  public Engine engine() {
    return engine;
  }

  /** The model that questions are asked in; the same for every vault. */
  public OmopSchema schema() {
    return OmopSchema.standard();
  }

  /**
   * Takes in a batch of patients' decisions: journaled, durable, and followed by every kept cut
   * before this returns. The caller enters {@link ConsentBatch#root} in the ledger. The same batch
   * again changes nothing.
   *
   * @return how many persons of the latest cut are read differently from now on
   */
  public long decide(ConsentBatch batch) {
    committing.lock();
    try {
      journal.appendNote(ConsentBatch.JOURNAL_TYPE, batch.encode());
      journal.force();
      return ask(connection -> consents.take(connection, batch).personsMoved());
    } finally {
      forget();
      committing.unlock();
    }
  }

  /** The classes of persons that may be read for a purpose across all of {@code categories}. */
  public ConsentFilter consentFilter(String purpose, Set<String> categories, ConsentMode mode) {
    return standing().filter(purpose, categories, mode);
  }

  /** The refusal of every question while decisions that the ledger names are not here. */
  public Optional<Refusal> consentIncomplete(List<ConsentRecorded> ledger) {
    return ledger.isEmpty() ? Optional.empty() : standing().incomplete(ledger);
  }

  private ConsentStanding standing() {
    return standing.value(() -> ask(consents::standing));
  }

  /** Cut and choices were written to, or may have been. */
  private void forget() {
    latest.forget();
    standing.forget();
  }

  /**
   * The key by which decisions name a patient of a source, 32 hex digits.
   *
   * @param patient as the source's records have it: {@code Patient/1} in FHIR
   */
  public String patientKey(String source, String patient) {
    return Consents.patient(capturing.patientKey(source, patient));
  }

  /** What is missing, implausible or contradictory in the latest cut, traced to the journal. */
  public QualityReport quality() {
    return ask(connection -> quality.report(connection));
  }

  /**
   * What a person of the cut is known by, in the clear; for the release gate and for looks that the
   * caller enters in the ledger.
   */
  public Optional<KnownPatient> known(CutInfo cut, long person) {
    return ask(connection -> identities(connection).known(cut, person));
  }

  /**
   * The one person of the cut whom a source knows by this medical record or resident ID number;
   * nothing where none or several answer to it.
   */
  public OptionalLong personByNumber(CutInfo cut, String number) {
    return ask(connection -> identities(connection).personByNumber(cut, number));
  }

  private Identities identities(DuckDBConnection connection) {
    return new Identities(connection, keys, random);
  }

  /** Every source that was captured, in the order of first capture. */
  public List<SourceInfo> sources() {
    return ask(VaultStatus::sources);
  }

  /** The newest records in quarantine, at most {@code limit}. */
  public List<QuarantineItem> quarantine(int limit) {
    return ask(connection -> VaultStatus.quarantine(connection, limit));
  }

  /**
   * Writes a captured record, verbatim, to {@code out}. Looking at a record is an act that the
   * caller enters in the ledger.
   *
   * @param journalRef {@code entry:offset}
   */
  public void copyRecord(String journalRef, OutputStream out) throws IOException {
    Capturing.copyRecord(journal, JournalPosition.parse(journalRef), out);
  }

  private interface Query<T> {
    T on(DuckDBConnection connection) throws SQLException;
  }

  private <T> T ask(Query<T> query) {
    try (DuckDBConnection connection = database.connect()) {
      return query.on(connection);
    } catch (SQLException e) {
      throw unreadable(e);
    }
  }

  private static RefusedException unreadable(SQLException cause) {
    return new RefusedException(
        Refusal.of(
            VaultReason.VAULT_DAMAGED,
            Words.of("The vault's database could not be read.", "数据仓数据库读取失败。"),
            Words.of(
                "Move the vault folder away and open the home again: it is rebuilt from the journal.",
                "请移走 vault 目录后重新打开：系统会根据日志重建。")),
        cause);
  }

  @Override
  public void close() {
    engine.close();
    close(database, journal);
  }
}
