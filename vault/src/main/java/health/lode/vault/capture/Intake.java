package health.lode.vault.capture;

import health.lode.vault.journal.Journal;
import health.lode.vault.journal.JournalPosition;
import health.lode.vault.journal.JournalRecord.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The receiving end of a capture: hashes each record, tells duplicates, journals what is new and
 * hands it on to be decoded. Used by the reading thread alone.
 */
final class Intake implements RecordConsumer {
  private static final int CHUNK = 1 << 20;
  private static final byte[] NOTHING = new byte[0];

  private final Journal journal;
  private final Pipeline pipeline;
  private final Tally tally;
  private final KeySet known;
  private final int sourceId;
  private final String source;
  private final Clock clock;
  private final MessageDigest sha256 = Key128.sha256();

  private FileContext file;
  private boolean countsOccurrences;
  private KeyMap occurrences = new KeyMap();
  private Batch batch = new Batch(0);
  private @Nullable Held held;
  private boolean holdsBack;

  /** The last record of a compressed file, which may turn out to be cut. */
  private record Held(String type, byte[] bytes) {}

  Intake(
      Journal journal,
      Pipeline pipeline,
      Tally tally,
      KeySet known,
      int sourceId,
      String source,
      Clock clock) {
    this.journal = journal;
    this.pipeline = pipeline;
    this.tally = tally;
    this.known = known;
    this.sourceId = sourceId;
    this.source = source;
    this.clock = clock;
    this.file = new FileContext(JournalPosition.NONE, 0, source, "", "", NOTHING);
  }

  /**
   * The records that follow are of this file.
   *
   * @param mayBeCut its end may be missing without the file telling: hold the last record back
   */
  void begin(CaptureFormat format, String name, boolean mayBeCut) {
    file =
        new FileContext(JournalPosition.NONE, clock.millis(), source, format.name(), name, NOTHING);
    countsOccurrences = format.countsOccurrences();
    occurrences = new KeyMap();
    holdsBack = mayBeCut;
  }

  /**
   * The file is read.
   *
   * @param cut it ended within a record
   */
  void end(boolean cut) {
    Held last = held;
    held = null;
    if (last != null && cut) {
      take(
          last.type(),
          last.bytes(),
          0,
          last.bytes().length,
          Quarantine.of(
              "RECORD_CUT",
              "",
              "The file ends within this record: its archive is cut.",
              "文件在此记录中间结束：压缩包不完整。"));
    } else if (last != null) {
      take(last.type(), last.bytes(), 0, last.bytes().length, null);
    }
  }

  @Override
  public void context(byte[] context) {
    releaseHeld();
    file =
        new FileContext(
            JournalPosition.NONE,
            file.receivedAt(),
            source,
            file.format(),
            file.name(),
            context.clone());
  }

  @Override
  public void record(String type, byte[] buffer, int offset, int length) {
    if (holdsBack) {
      releaseHeld();
      held = new Held(type, java.util.Arrays.copyOfRange(buffer, offset, offset + length));
    } else {
      take(type, buffer, offset, length, null);
    }
  }

  @Override
  public void unreadable(String type, byte[] buffer, int offset, int length, Quarantine why) {
    releaseHeld();
    take(type, buffer, offset, length, why);
  }

  @Override
  public OutputStream oversize(String type) {
    releaseHeld();
    return new Oversize(type);
  }

  private void releaseHeld() {
    Held last = held;
    if (last != null) {
      held = null;
      take(last.type(), last.bytes(), 0, last.bytes().length, null);
    }
  }

  private void take(String type, byte[] buffer, int offset, int length, @Nullable Quarantine why) {
    tally.received(type);
    sha256.reset();
    sha256.update(buffer, offset, length);
    byte[] hash = sha256.digest();
    int occurrence = countsOccurrences ? occurrence(hash) : 0;
    if (!isNew(Key128.ofRecord(hash, type, occurrence))) {
      tally.duplicate(type);
      return;
    }
    FileContext of = journaledFile();
    JournalPosition position;
    if (why == null) {
      position =
          journal.append(
              Kind.RECORD, type, hash, occurrence, of.position(), buffer, offset, length);
    } else {
      byte[] body = ReaderQuarantine.encode(why, buffer, offset, length);
      position =
          journal.append(
              Kind.UNREADABLE, type, hash, occurrence, of.position(), body, 0, body.length);
    }
    int at = why == null ? batch.copy(buffer, offset, length) : -1;
    add(new BatchEntry(of, sourceId, type, position, hash, occurrence, at, length, why));
  }

  private boolean isNew(Key128 key) {
    return known.add(key.hi(), key.lo());
  }

  private int occurrence(byte[] hash) {
    Key128 key = Key128.of(hash);
    return Math.toIntExact(occurrences.countUp(key.hi(), key.lo()));
  }

  private FileContext journaledFile() {
    if (file.position().equals(JournalPosition.NONE)) {
      byte[] body = file.encode();
      sha256.reset();
      file =
          file.at(
              journal.append(
                  Kind.FILE,
                  file.format(),
                  sha256.digest(body),
                  0,
                  JournalPosition.NONE,
                  body,
                  0,
                  body.length));
    }
    return file;
  }

  private void add(BatchEntry entry) {
    batch.add(entry, journal.end());
    if (batch.isFull()) {
      flush();
    }
  }

  /** Hands on what is waiting for its batch to fill. */
  void flush() {
    if (!batch.isEmpty()) {
      pipeline.submit(batch);
      batch = new Batch(0);
    }
  }

  /** Journals a record that is too large to be held, in chunks. */
  private final class Oversize extends OutputStream {
    private final String type;
    private final FileContext of = journaledFile();
    private final MessageDigest digest = Key128.sha256();
    private final byte[] chunk = new byte[CHUNK];
    private final JournalPosition start;
    private int used;
    private long length;
    private boolean closed;

    Oversize(String type) {
      this.type = type;
      tally.received(type);
      this.start =
          journal.append(Kind.OVERSIZE_START, type, new byte[32], 0, of.position(), NOTHING, 0, 0);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
      digest.update(bytes, offset, count);
      length += count;
      int done = 0;
      while (done < count) {
        int step = Math.min(count - done, chunk.length - used);
        System.arraycopy(bytes, offset + done, chunk, used, step);
        used += step;
        done += step;
        if (used == chunk.length) {
          writeChunk();
        }
      }
    }

    private void writeChunk() {
      journal.append(Kind.OVERSIZE_CHUNK, type, new byte[32], 0, of.position(), chunk, 0, used);
      used = 0;
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      writeChunk();
      byte[] hash = digest.digest();
      boolean isNew = isNew(Key128.ofRecord(hash, type, 0));
      byte[] end = OversizeEnd.encode(start, length, isNew);
      journal.append(Kind.OVERSIZE_END, type, hash, 0, of.position(), end, 0, end.length);
      if (isNew) {
        add(
            new BatchEntry(
                of, sourceId, type, start, hash, 0, -1, length, OversizeEnd.tooLarge(length)));
      } else {
        tally.duplicate(type);
      }
    }
  }

  /** The body of an OVERSIZE_END. */
  record OversizeEnd(JournalPosition start, long length, boolean isNew) {
    static byte[] encode(JournalPosition start, long length, boolean isNew) {
      return ByteBuffer.allocate(25)
          .putLong(start.entry())
          .putLong(start.offset())
          .putLong(length)
          .put((byte) (isNew ? 1 : 0))
          .array();
    }

    static OversizeEnd decode(byte[] body) {
      ByteBuffer in = ByteBuffer.wrap(body);
      return new OversizeEnd(
          new JournalPosition(in.getLong(), in.getLong()), in.getLong(), in.get() == 1);
    }

    static Quarantine tooLarge(long length) {
      return Quarantine.of(
          "RECORD_TOO_LARGE",
          "",
          "The record has " + length + " bytes, more than the limit.",
          "记录共 " + length + " 字节，超过上限。");
    }
  }

  /** The body of an UNREADABLE record: the reason in four texts, then the record's own bytes. */
  record ReaderQuarantine(Quarantine why, int bodyOffset) {
    static byte[] encode(Quarantine why, byte[] buffer, int offset, int length) {
      byte[][] texts = {
        why.code().getBytes(StandardCharsets.UTF_8),
        why.place().getBytes(StandardCharsets.UTF_8),
        why.words().en().getBytes(StandardCharsets.UTF_8),
        why.words().zh().getBytes(StandardCharsets.UTF_8)
      };
      int size = length;
      for (byte[] text : texts) {
        size += 4 + text.length;
      }
      ByteBuffer out = ByteBuffer.allocate(size);
      for (byte[] text : texts) {
        out.putInt(text.length).put(text);
      }
      return out.put(buffer, offset, length).array();
    }

    static ReaderQuarantine decode(byte[] body) {
      ByteBuffer in = ByteBuffer.wrap(body);
      String[] texts = new String[4];
      for (int i = 0; i < texts.length; i++) {
        byte[] text = new byte[in.getInt()];
        in.get(text);
        texts[i] = new String(text, StandardCharsets.UTF_8);
      }
      return new ReaderQuarantine(
          Quarantine.of(texts[0], texts[1], texts[2], texts[3]), in.position());
    }
  }
}
