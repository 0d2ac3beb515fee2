package health.lode.vault.capture;

import health.lode.vault.record.ColumnType;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs one format over bytes, without journal and database, and keeps what came of it. Columns are
 * held to the record model, as the intake does.
 */
public final class FormatTrial implements RecordConsumer {
  /**
   * One fact as its decoder made it; {@code visit}, {@code version} and such beside the columns.
   */
  public static final class Fact implements FactRow {
    public final String table;
    public final String key;
    public final Map<String, Object> columns = new LinkedHashMap<>();
    public String patient = "";
    public String visit = "";
    public long version;
    public boolean retracted;

    Fact(String table, String key) {
      this.table = table;
      this.key = key;
      OmopSchema.standard().require(table);
    }

    @Override
    public FactRow patient(String patientKey) {
      patient = patientKey;
      return this;
    }

    @Override
    public FactRow visit(@Nullable String visitKey) {
      visit = visitKey == null ? "" : visitKey;
      return this;
    }

    @Override
    public FactRow version(long version) {
      this.version = version;
      return this;
    }

    @Override
    public FactRow retracted() {
      retracted = true;
      return this;
    }

    @Override
    public FactRow parent(String column, FactRow row) {
      return this;
    }

    @Override
    public FactRow text(String column, @Nullable String value) {
      return put(column, value, ColumnType.VARCHAR);
    }

    @Override
    public FactRow integer(String column, @Nullable Long value) {
      return put(column, value, ColumnType.INTEGER, ColumnType.BIGINT);
    }

    @Override
    public FactRow number(String column, @Nullable BigDecimal value) {
      return put(column, value, ColumnType.DOUBLE);
    }

    @Override
    public FactRow date(String column, @Nullable LocalDate value) {
      return put(column, value, ColumnType.DATE);
    }

    @Override
    public FactRow dateTime(String column, @Nullable LocalDateTime value) {
      return put(column, value, ColumnType.TIMESTAMP);
    }

    private FactRow put(String column, @Nullable Object value, ColumnType... types) {
      OmopColumn known =
          OmopSchema.standard()
              .require(table)
              .column(column)
              .orElseThrow(() -> new IllegalArgumentException("no column " + table + "." + column));
      if (!Arrays.asList(types).contains(known.type()) || !known.stored()) {
        throw new IllegalArgumentException("cannot fill " + table + "." + column);
      }
      if (value != null) {
        columns.put(column, value);
      }
      return this;
    }

    /** A column as text; empty where it is not filled. */
    public String at(String column) {
      return String.valueOf(columns.getOrDefault(column, ""));
    }

    @Override
    public String toString() {
      return table + " " + key + (retracted ? " retracted" : "") + " " + columns;
    }
  }

  /** What became of one record. */
  public record Outcome(String type, byte[] bytes, @Nullable Quarantine quarantine) {}

  public final List<Outcome> outcomes = new ArrayList<>();
  public final List<Fact> facts = new ArrayList<>();
  public final List<PatientFact> patients = new ArrayList<>();
  public final List<String> merges = new ArrayList<>();
  private final Decoder decoder;
  private final String fileName;
  private final Map<String, Integer> occurrences = new HashMap<>();
  private byte[] context = new byte[0];

  private FormatTrial(CaptureFormat format, String fileName) {
    this.decoder = format.decoder();
    this.fileName = fileName;
  }

  public static FormatTrial of(CaptureFormat format, String fileName, byte[] bytes) {
    return of(format, fileName, new ByteArrayInputStream(bytes), 1 << 22);
  }

  public static FormatTrial of(CaptureFormat format, String fileName, InputStream in, int limit) {
    FormatTrial trial = new FormatTrial(format, fileName);
    SourceFile.Options options = new SourceFile.Options(Optional.empty(), Optional.empty(), limit);
    try {
      format.read(new SourceFile("in/" + fileName, in, options), trial);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return trial;
  }

  public List<Fact> facts(String table) {
    return facts.stream().filter(fact -> fact.table.equals(table)).toList();
  }

  public Fact only(String table) {
    List<Fact> found = facts(table);
    if (found.size() != 1) {
      throw new AssertionError("expected one " + table + ", found " + found);
    }
    return found.get(0);
  }

  /** Code and place of every quarantined record. */
  public List<String> quarantined() {
    return outcomes.stream()
        .filter(outcome -> outcome.quarantine() != null)
        .map(outcome -> outcome.quarantine().code() + " " + outcome.quarantine().place())
        .map(String::strip)
        .toList();
  }

  public List<String> types() {
    return outcomes.stream().map(Outcome::type).toList();
  }

  @Override
  public void context(byte[] bytes) {
    context = bytes.clone();
  }

  @Override
  public void record(String type, byte[] buffer, int offset, int length) {
    byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
    byte[] digest = sha256(bytes);
    int occurrence = occurrences.merge(HexFormat.of().formatHex(digest), 1, Integer::sum) - 1;
    RecordBytes record =
        new RecordBytes(
            type, "trial", fileName, bytes, 0, bytes.length, context, digest, occurrence);
    Sink sink = new Sink();
    try {
      decoder.decode(record, sink);
      facts.addAll(sink.added);
      patients.addAll(sink.named);
      merges.addAll(sink.merged);
      outcomes.add(new Outcome(type, bytes, null));
    } catch (QuarantinedException e) {
      outcomes.add(new Outcome(type, bytes, e.quarantine()));
    }
  }

  @Override
  public void unreadable(String type, byte[] buffer, int offset, int length, Quarantine why) {
    outcomes.add(new Outcome(type, Arrays.copyOfRange(buffer, offset, offset + length), why));
  }

  @Override
  public OutputStream oversize(String type) {
    return new ByteArrayOutputStream() {
      @Override
      public void close() {
        outcomes.add(
            new Outcome(type, toByteArray(), Quarantine.of("RECORD_TOO_LARGE", "", "", "")));
      }
    };
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Sink implements FactSink {
    final List<Fact> added = new ArrayList<>();
    final List<PatientFact> named = new ArrayList<>();
    final List<String> merged = new ArrayList<>();

    @Override
    public FactRow fact(String table, String key) {
      Fact fact = new Fact(table, key);
      added.add(fact);
      return fact;
    }

    @Override
    public void patient(PatientFact patient) {
      named.add(patient);
    }

    @Override
    public void mergePatients(String survivingKey, String retiredKey) {
      merged.add(retiredKey + " -> " + survivingKey);
    }
  }
}
