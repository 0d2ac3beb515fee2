package health.lode.vault.journal;

import health.lode.vault.journal.JournalRecord.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An append-only, encrypted log of records. What {@link #force} has returned for survives a crash
 * of process and machine; a tail torn by a crash is cut off when the journal is opened; any other
 * change is refused with {@code JOURNAL_DAMAGED}. Safe for use by several threads.
 */
public final class Journal implements AutoCloseable {
  private static final int FIXED = 1 + 2 + 32 + 4 + 16 + 4;
  private static final byte[] NO_HASH = new byte[32];

  private final SegmentFolder folder;
  private final byte[] journalKey;
  private final SecureRandom random;
  private final long segmentBytes;
  private final List<SegmentFolder.Closed> closed;
  private @Nullable SegmentWriter writer;

  private Journal(
      SegmentFolder folder,
      byte[] journalKey,
      SecureRandom random,
      long segmentBytes,
      List<SegmentFolder.Closed> closed) {
    this.folder = folder;
    this.journalKey = journalKey;
    this.random = random;
    this.segmentBytes = segmentBytes;
    this.closed = closed;
  }

  /**
   * Opens the journal in {@code folder}, which is made where it does not exist.
   *
   * @param known a place that is known to have been durable; a journal that ends before it is
   *     damaged
   */
  public static Journal open(
      Path folder,
      byte[] journalKey,
      SecureRandom random,
      long segmentBytes,
      JournalPosition known) {
    try {
      SegmentFolder segments = new SegmentFolder(folder, journalKey);
      List<SegmentFolder.Closed> closed = new ArrayList<>(segments.recover(known));
      return new Journal(segments, journalKey, random, segmentBytes, closed);
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }

  /** Where the next record goes, or the end of the last segment while none is being written. */
  public synchronized JournalPosition end() {
    if (writer != null) {
      return writer.position();
    }
    return closed.isEmpty()
        ? JournalPosition.START
        : JournalPosition.of(closed.size(), closed.get(closed.size() - 1).bytes(), 0);
  }

  /** Appends one record; durable only after {@link #force}. Returns where it lies. */
  public synchronized JournalPosition append(
      Kind kind,
      String type,
      byte[] sha256,
      int occurrence,
      JournalPosition file,
      byte[] body,
      int offset,
      int length) {
    try {
      SegmentWriter out = writer();
      byte[] name = type.getBytes(StandardCharsets.UTF_8);
      if (name.length > 0xFFFF || sha256.length != 32) {
        throw new IllegalArgumentException("a record's type is short, its hash 32 bytes long");
      }
      ByteBuffer head = ByteBuffer.allocate(FIXED + name.length);
      head.put((byte) kind.code()).putShort((short) name.length).put(name).put(sha256);
      head.putInt(occurrence).putLong(file.entry()).putLong(file.offset()).putInt(length);
      JournalPosition position = out.position();
      out.append(head.array(), 0, head.position());
      out.append(body, offset, length);
      return position;
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }

  /** Appends a record of the vault's own, with no hash and no file. */
  public JournalPosition appendNote(String type, byte[] body) {
    return append(Kind.NOTE, type, NO_HASH, 0, JournalPosition.NONE, body, 0, body.length);
  }

  /**
   * Makes everything appended so far durable (one fdatasync). Returns the end of what is durable.
   */
  public JournalPosition force() {
    try {
      SegmentWriter out;
      int frames;
      JournalPosition end;
      synchronized (this) {
        if (writer == null) {
          return end();
        }
        out = writer;
        out.flush();
        frames = out.frames();
        end = out.position();
      }
      out.sync(frames);
      return end;
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }

  /** Reads the record at {@code position}. */
  public JournalRecord read(JournalPosition position) {
    try (JournalScan scan = scan(position)) {
      JournalRecord record = scan.next();
      if (record == null || !record.position().equals(position)) {
        throw JournalRefusals.segment(
            position.entry(), "has no record at " + position + ".", "在 " + position + " 处没有记录。");
      }
      return record;
    }
  }

  /** Writes the whole of an oversize record, from its start at {@code position}, to {@code out}. */
  public void copyOversize(JournalPosition position, OutputStream out) throws IOException {
    try (JournalScan scan = scan(position)) {
      for (JournalRecord r = scan.next(); r != null; r = scan.next()) {
        if (r.kind() == Kind.OVERSIZE_CHUNK) {
          out.write(r.body());
        } else if (r.kind() != Kind.OVERSIZE_START) {
          return;
        }
      }
    }
  }

  /** Reads records in order, from {@code from} to what is the end now. */
  public synchronized JournalScan scan(JournalPosition from) {
    try {
      List<SegmentFolder.Closed> segments = new ArrayList<>(closed);
      if (writer != null) {
        writer.flush();
        segments.add(
            new SegmentFolder.Closed(closed.size() + 1L, writer.dataKey(), writer.bytes()));
      }
      return new JournalScan(folder, segments, from);
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }

  private SegmentWriter writer() throws IOException {
    SegmentWriter current = writer;
    if (current != null && current.bytes() >= segmentBytes) {
      closeWriter(current);
      current = null;
    }
    if (current == null) {
      long number = closed.size() + 1L;
      long previous = closed.isEmpty() ? 0 : closed.get(closed.size() - 1).bytes();
      current = new SegmentWriter(folder.file(number), number, previous, journalKey, random);
      writer = current;
    }
    return current;
  }

  private void closeWriter(SegmentWriter current) throws IOException {
    current.flush();
    current.sync(current.frames());
    closed.add(new SegmentFolder.Closed(closed.size() + 1L, current.dataKey(), current.bytes()));
    current.close();
    writer = null;
  }

  @Override
  public synchronized void close() {
    try {
      if (writer != null) {
        closeWriter(writer);
      }
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }
}
