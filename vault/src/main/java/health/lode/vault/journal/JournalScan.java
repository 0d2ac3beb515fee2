package health.lode.vault.journal;

import health.lode.vault.journal.JournalRecord.Kind;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a journal's records in order. A record that a crash left unfinished ends the scan. */
public final class JournalScan implements AutoCloseable {
  private final SegmentFolder folder;
  private final List<SegmentFolder.Closed> segments;
  private @Nullable SegmentReader reader;
  private long segment;
  private JournalPosition next;

  JournalScan(SegmentFolder folder, List<SegmentFolder.Closed> segments, JournalPosition from)
      throws IOException {
    this.folder = folder;
    this.segments = segments;
    this.segment = Math.max(1, from.entry());
    this.next = from;
    if (segment <= segments.size()) {
      open(from);
    }
  }

  /** The next record, or null at the end. */
  public @Nullable JournalRecord next() {
    try {
      while (true) {
        SegmentReader in = reader;
        if (in == null) {
          return null;
        }
        if (!in.atEnd()) {
          JournalRecord record = read(in);
          if (record != null) {
            return record;
          }
        }
        // The segment is read to its end. A torn record at the end of a segment was never
        // acknowledged: what was captured after the crash lies in the next segment.
        in.close();
        reader = null;
        segment++;
        if (segment > segments.size()) {
          return null;
        }
        open(JournalPosition.of(segment, SegmentHeader.BYTES, 0));
      }
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }

  /** Where the record after the last one returned begins. */
  public JournalPosition position() {
    return next;
  }

  private void open(JournalPosition at) throws IOException {
    SegmentFolder.Closed closed = segments.get((int) segment - 1);
    SegmentReader opened =
        new SegmentReader(folder.file(segment), closed.number(), closed.dataKey(), closed.bytes());
    try {
      opened.seek(at);
    } catch (EOFException e) {
      opened.close();
      throw JournalRefusals.segment(segment, "has no record at " + at + ".", "在 " + at + " 处没有记录。");
    }
    reader = opened;
  }

  private @Nullable JournalRecord read(SegmentReader in) throws IOException {
    JournalPosition position = in.position();
    try {
      Kind kind = Kind.of(in.readByte());
      byte[] name = new byte[in.readByte() << 8 | in.readByte()];
      in.readFully(name, 0, name.length);
      byte[] rest = new byte[32 + 4 + 16 + 4];
      in.readFully(rest, 0, rest.length);
      ByteBuffer fields = ByteBuffer.wrap(rest);
      byte[] sha256 = new byte[32];
      fields.get(sha256);
      int occurrence = fields.getInt();
      JournalPosition file = new JournalPosition(fields.getLong(), fields.getLong());
      byte[] body = new byte[fields.getInt()];
      in.readFully(body, 0, body.length);
      next = in.position();
      return new JournalRecord(
          position, kind, new String(name, StandardCharsets.UTF_8), sha256, occurrence, file, body);
    } catch (EOFException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException e) {
      throw JournalRefusals.unwritable(e);
    }
  }
}
