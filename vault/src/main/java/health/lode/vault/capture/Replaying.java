package health.lode.vault.capture;

import health.lode.vault.capture.Intake.OversizeEnd;
import health.lode.vault.capture.Intake.ReaderQuarantine;
import health.lode.vault.journal.Journal;
import health.lode.vault.journal.JournalPosition;
import health.lode.vault.journal.JournalRecord;
import health.lode.vault.journal.JournalScan;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Feeds the journal's own records into the pipeline, as {@link Intake} feeds a file's. */
final class Replaying {
  private final Journal journal;
  private final Pipeline pipeline;
  private final Tally tally;
  private final SourceNumbers numbers;
  private final Progress progress;
  private final Map<JournalPosition, FileContext> files = new HashMap<>();
  private Batch batch = new Batch(0);

  /** Gives each source its number. */
  @FunctionalInterface
  interface SourceNumbers {
    int of(String source) throws SQLException;
  }

  Replaying(
      Journal journal, Pipeline pipeline, Tally tally, SourceNumbers numbers, Progress progress) {
    this.journal = journal;
    this.pipeline = pipeline;
    this.tally = tally;
    this.numbers = numbers;
    this.progress = progress;
  }

  /** Feeds the records of the wanted sources, from {@code from} to the journal's end. */
  void from(JournalPosition from, Predicate<String> wanted) throws SQLException {
    long bytes = 0;
    long told = 0;
    try (JournalScan scan = journal.scan(from)) {
      for (JournalRecord r = scan.next(); r != null; r = scan.next()) {
        bytes += r.body().length;
        feed(r, scan.position(), wanted);
        if (bytes - told > 1 << 20) {
          told = bytes;
          progress.at("", bytes, bytes, tally.received());
        }
      }
    }
    if (!batch.isEmpty()) {
      pipeline.submit(batch);
    }
  }

  private void feed(JournalRecord r, JournalPosition end, Predicate<String> wanted)
      throws SQLException {
    BatchEntry entry =
        switch (r.kind()) {
          case FILE -> {
            keep(FileContext.decode(r.position(), r.body()));
            yield null;
          }
          case RECORD -> record(r, wanted);
          case UNREADABLE -> unreadable(r, wanted);
          case OVERSIZE_END -> oversize(r, wanted);
          case OVERSIZE_START, OVERSIZE_CHUNK, NOTE -> null;
        };
    if (entry != null) {
      tally.received(r.type());
      batch.add(entry, end);
      if (batch.isFull()) {
        pipeline.submit(batch);
        batch = new Batch(0);
      }
    }
  }

  private @Nullable BatchEntry record(JournalRecord r, Predicate<String> wanted)
      throws SQLException {
    FileContext file = file(r.file());
    if (!wanted.test(file.source())) {
      return null;
    }
    int at = batch.copy(r.body(), 0, r.body().length);
    return entry(r, file, r.position(), at, r.body().length, null);
  }

  private @Nullable BatchEntry unreadable(JournalRecord r, Predicate<String> wanted)
      throws SQLException {
    FileContext file = file(r.file());
    if (!wanted.test(file.source())) {
      return null;
    }
    ReaderQuarantine q = ReaderQuarantine.decode(r.body());
    return entry(r, file, r.position(), -1, r.body().length - q.bodyOffset(), q.why());
  }

  private @Nullable BatchEntry oversize(JournalRecord r, Predicate<String> wanted)
      throws SQLException {
    FileContext file = file(r.file());
    OversizeEnd end = OversizeEnd.decode(r.body());
    if (!end.isNew() || !wanted.test(file.source())) {
      return null;
    }
    return entry(r, file, end.start(), -1, end.length(), OversizeEnd.tooLarge(end.length()));
  }

  private BatchEntry entry(
      JournalRecord r,
      FileContext file,
      JournalPosition position,
      int at,
      long length,
      @Nullable Quarantine why)
      throws SQLException {
    int source = numbers.of(file.source());
    return new BatchEntry(
        file, source, r.type(), position, r.sha256(), r.occurrence(), at, length, why);
  }

  private FileContext file(JournalPosition position) {
    FileContext known = files.get(position);
    if (known == null) {
      known = FileContext.decode(position, journal.read(position).body());
      keep(known);
    }
    return known;
  }

  private void keep(FileContext file) {
    if (files.size() > 10_000) {
      files.clear(); // an export of very many files: read again what is still needed
    }
    files.put(file.position(), file);
  }
}
