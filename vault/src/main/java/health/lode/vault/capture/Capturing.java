package health.lode.vault.capture;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.VaultDatabase;
import health.lode.vault.VaultLimits;
import health.lode.vault.VaultReason;
import health.lode.vault.journal.Journal;
import health.lode.vault.journal.JournalPosition;
import health.lode.vault.journal.JournalRecord;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Captures, catches up and replays: the three uses of the one path. One at a time. */
public final class Capturing {
  private final VaultDatabase database;
  private final Journal journal;
  private final VaultLimits limits;
  private final Clock clock;
  private final byte[] matchingKey;
  private final Registers registers;
  private final Lock committing;
  private final Map<String, CaptureFormat> formats = new LinkedHashMap<>();

  /** Makes the register of patients for one run, on the run's own connection. */
  @FunctionalInterface
  public interface Registers {
    PatientRegister on(DuckDBConnection connection) throws SQLException;
  }

  /**
   * @param committing held while the journal's position is committed, and by whoever journals notes
   *     of its own until their effect is committed: so the position never passes an open one
   */
  public Capturing(
      VaultDatabase database,
      Journal journal,
      List<CaptureFormat> formats,
      Registers registers,
      byte[] matchingKey,
      VaultLimits limits,
      Clock clock,
      Lock committing) {
    this.database = database;
    this.journal = journal;
    this.registers = registers;
    this.matchingKey = matchingKey.clone();
    this.limits = limits;
    this.clock = clock;
    this.committing = committing;
    formats.forEach(f -> this.formats.put(f.name(), f));
  }

  /** Takes in the request's files. */
  public synchronized CaptureReport capture(CaptureRequest request, Progress progress) {
    List<SourceFolder.Found> files = SourceFolder.files(request.paths());
    Optional<CaptureFormat> format = request.format().map(this::format);
    try (Run run = new Run(FactWriter.Purpose.CAPTURE, formats)) {
      int source = run.source(request.source());
      Intake intake =
          new Intake(
              journal,
              run.pipeline,
              run.tally,
              known(run.connection, source),
              source,
              request.source(),
              clock);
      List<CaptureReport.FileProblem> problems = new ArrayList<>();
      Reading reading = new Reading(files, run.tally, progress);
      Unpacking unpacking = new Unpacking(limits, problems, reading::read);
      SourceFile.Options options =
          new SourceFile.Options(request.mapping(), request.charset(), limits.recordBytes());
      for (SourceFolder.Found file : files) {
        reading.at(file.name());
        unpacking.open(
            file.path(),
            file.name(),
            (name, head, content, whole) -> {
              CaptureFormat chosen = format.orElseGet(() -> recognise(name, head));
              if (chosen == null) {
                return false;
              }
              read(chosen, new SourceFile(name, whole, options), content, intake);
              return true;
            });
      }
      intake.flush();
      reading.done();
      return run.finish(problems);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static void read(
      CaptureFormat format, SourceFile file, GuardedStream content, Intake intake)
      throws IOException {
    intake.begin(format, file.name(), content.isPacked());
    format.read(file, intake);
    intake.end(content.cutWithinRecord());
  }

  private @Nullable CaptureFormat recognise(String name, byte[] head) {
    CaptureFormat best = null;
    int bestSure = 0;
    String fileName = name.substring(name.lastIndexOf('/') + 1);
    for (CaptureFormat format : formats.values()) {
      int sure = format.recognises(fileName, head);
      if (sure > bestSure) {
        best = format;
        bestSure = sure;
      }
    }
    return best;
  }

  private CaptureFormat format(String name) {
    CaptureFormat format = formats.get(name);
    if (format == null) {
      throw Refusal.of(
              VaultReason.FORMAT_UNKNOWN,
              Words.of("There is no format of this name.", "没有该名称的格式。"),
              Words.of(
                  "Formats: " + String.join(", ", formats.keySet()) + ".",
                  "可用格式：" + String.join("、", formats.keySet()) + "。"))
          .asException();
    }
    return format;
  }

  /** Decodes what the journal holds beyond the vault's position: after a crash, or all of it. */
  public synchronized CaptureReport catchUp(Progress progress) {
    try (Run run = new Run(FactWriter.Purpose.CAPTURE, formats)) {
      new Replaying(journal, run.pipeline, run.tally, run::source, progress)
          .from(Catalog.position(run.connection), source -> true);
      return run.finish(List.of());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * Decodes a source's records again; their facts replace the old ones, in one transaction.
   *
   * @param mapping to decode by instead of what the records were captured with; remembered for the
   *     source, so that rebuilding from the journal gives the same
   */
  public synchronized CaptureReport replay(
      String source, Optional<String> mapping, Progress progress) {
    Map<String, CaptureFormat> by = decodingBy(mapping);
    number(source);
    mapping.ifPresent(
        text -> {
          MappingNote note = new MappingNote(source, text);
          journal.appendNote(MappingNote.JOURNAL_TYPE, note.encode());
          journal.force();
        });
    return replayed(source, by, progress);
  }

  /** Repeats the replays that a crash cut off, or that a rebuilt vault has still to repeat. */
  public synchronized void replayPending() {
    List<MappingNote> pending;
    try (DuckDBConnection connection = database.connect()) {
      pending = Catalog.pending(connection);
    } catch (SQLException e) {
      throw failed(e);
    }
    for (MappingNote note : pending) {
      replayed(note.source(), decodingBy(Optional.of(note.mapping())), Progress.NONE);
    }
  }

  private CaptureReport replayed(String source, Map<String, CaptureFormat> by, Progress progress) {
    int id = number(source);
    try (Run run = new Run(FactWriter.Purpose.REPLAY, by)) {
      run.forgetFacts(id);
      Catalog.forget(run.connection, source);
      new Replaying(journal, run.pipeline, run.tally, run::source, progress)
          .from(JournalPosition.START, source::equals);
      return run.finish(List.of());
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private int number(String source) {
    try (DuckDBConnection connection = database.connect()) {
      Integer id = Catalog.numbers(connection, "source").get(source);
      if (id == null) {
        throw unknown();
      }
      return id;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private Map<String, CaptureFormat> decodingBy(Optional<String> mapping) {
    Map<String, CaptureFormat> by = new LinkedHashMap<>(formats);
    mapping.ifPresent(text -> by.replaceAll((name, format) -> format.decodingBy(text)));
    return by;
  }

  /** The key that {@link FactRow#patient} makes of a source's patient key. */
  public PatientRegister.PatientKey patientKey(String source, String patient) {
    return DecodingThread.patientKey(DecodingThread.mac(matchingKey), number(source), patient);
  }

  private static RefusedException unknown() {
    return Refusal.of(
            VaultReason.SOURCE_UNKNOWN,
            Words.of("No source of this name was captured.", "没有采集过该名称的来源。"),
            Words.of("See the list of sources.", "请查看来源列表。"))
        .asException();
  }

  /** Writes the bytes of the record at {@code position}, as they were captured. */
  public static void copyRecord(Journal journal, JournalPosition position, OutputStream out)
      throws IOException {
    JournalRecord record = journal.read(position);
    if (record.kind() == JournalRecord.Kind.OVERSIZE_START) {
      journal.copyOversize(position, out);
      return;
    }
    int from =
        record.kind() == JournalRecord.Kind.UNREADABLE
            ? Intake.ReaderQuarantine.decode(record.body()).bodyOffset()
            : 0;
    out.write(record.body(), from, record.body().length - from);
  }

  private static KeySet known(DuckDBConnection connection, int source) throws SQLException {
    KeySet known = new KeySet();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT key_hi, key_lo FROM catalog.record WHERE source_id = ?")) {
      query.setInt(1, source);
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          known.add(rows.getLong(1), rows.getLong(2));
        }
      }
    }
    return known;
  }

  private static RefusedException failed(SQLException cause) {
    return new RefusedException(
        Refusal.of(
            VaultReason.VAULT_DAMAGED,
            Words.of("The vault's database could not be written.", "数据仓数据库写入失败。"),
            Words.of(
                "Check free space; then repeat the command: nothing is lost or taken twice.",
                "请检查剩余空间后重复该命令：数据不会丢失，也不会重复入库。")),
        cause);
  }

  /** Connection, threads and counts of one run. */
  private final class Run implements AutoCloseable {
    final DuckDBConnection connection;
    final Tally tally = new Tally();
    final Pipeline pipeline;
    private final FactWriter writer;
    private final PatientRegister register;
    private final Map<String, IntakeTable> tables;
    private final Map<String, Integer> sources;
    private final long firstFactId;

    Run(FactWriter.Purpose purpose, Map<String, CaptureFormat> by) throws SQLException {
      connection = database.connect();
      connection.setAutoCommit(false);
      tables = IntakeTable.all(connection);
      sources = Catalog.numbers(connection, "source");
      register = registers.on(connection);
      writer =
          new FactWriter(
              connection,
              journal,
              register,
              tables.size(),
              limits.rowsPerCommit(),
              purpose,
              tally,
              committing);
      firstFactId = writer.nextFactId();
      pipeline =
          new Pipeline(limits.threads(), () -> new DecodingThread(tables, by, matchingKey), writer);
    }

    int source(String name) throws SQLException {
      synchronized (sources) {
        return Catalog.number(connection, "source", sources, name);
      }
    }

    void forgetFacts(int source) throws SQLException {
      for (IntakeTable table : tables.values()) {
        delete("intake." + table.name(), source);
      }
      delete("catalog.quarantine", source);
      register.forgetStatements(source);
    }

    private void delete(String table, int source) throws SQLException {
      try (PreparedStatement delete =
          connection.prepareStatement("DELETE FROM " + table + " WHERE source_id = ?")) {
        delete.setInt(1, source);
        delete.executeUpdate();
      }
    }

    CaptureReport finish(List<CaptureReport.FileProblem> problems) throws SQLException {
      pipeline.finish();
      var byType = tally.settle();
      long received = 0;
      long captured = 0;
      long duplicate = 0;
      long quarantined = 0;
      for (CaptureReport.TypeCount count : byType.values()) {
        received += count.received();
        captured += count.captured();
        duplicate += count.duplicate();
        quarantined += count.quarantined();
      }
      long superseded = Superseded.by(connection, tables.keySet(), firstFactId);
      connection.commit();
      return new CaptureReport(
          received, captured, duplicate, quarantined, superseded, byType, problems, 0);
    }

    @Override
    public void close() throws SQLException {
      pipeline.close();
      connection.close();
    }
  }

  /** Tells the progress, not too often. */
  private static final class Reading {
    private static final long STEP = 1 << 20;

    private final Tally tally;
    private final Progress progress;
    private final long total;
    private String file = "";
    private long bytes;
    private long told;

    Reading(List<SourceFolder.Found> files, Tally tally, Progress progress) {
      this.tally = tally;
      this.progress = progress;
      this.total = files.stream().mapToLong(SourceFolder.Found::bytes).sum();
    }

    void at(String name) {
      file = name;
      tell();
    }

    void read(long count) {
      bytes += count;
      if (bytes - told >= STEP) {
        tell();
      }
    }

    void done() {
      tell();
    }

    private void tell() {
      told = bytes;
      progress.at(file, bytes, total, tally.received());
    }
  }
}
