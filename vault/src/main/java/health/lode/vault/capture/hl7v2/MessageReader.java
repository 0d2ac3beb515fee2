package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.RecordConsumer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into messages, a line at a time. A message begins at MSH and ends before the next
 * MSH, batch segment, MLLP frame or the end of the file; a byte-order mark, MLLP's framing bytes
 * and the terminators around a message are no part of it. Batch segments (FHS, BHS, BTS, FTS) go to
 * the context of the messages around them. Anything else outside a message is handed over as
 * unreadable, so that every byte is accounted for.
 */
final class MessageReader {
  private static final int VERTICAL_TAB = 0x0b;
  private static final int FILE_SEPARATOR = 0x1c;
  private static final String NO_TYPE = "HL7";

  private final InputStream in;
  private final RecordConsumer records;
  private final int limit;
  private final byte[] chunk = new byte[1 << 16];
  private int at;
  private int filled;

  /** The message being read, or what stands outside of one; its lines, terminators and all. */
  private byte[] held = new byte[1 << 14];

  private int size;
  private boolean inMessage;
  private @Nullable OutputStream oversize;
  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private long messages;

  MessageReader(InputStream in, RecordConsumer records, int limit) {
    this.in = in;
    this.records = records;
    this.limit = limit;
  }

  void read() throws IOException {
    skipByteOrderMark();
    boolean lineStart = true;
    while (fill(8)) {
      if (lineStart || framed()) {
        begin();
        if (at >= filled) {
          continue;
        }
      }
      byte b = chunk[at++];
      if (b == FILE_SEPARATOR && (!fill(1) || chunk[at] == '\r' || chunk[at] == '\n')) {
        finish();
        lineStart = true;
        continue;
      }
      keep(b);
      lineStart = b == '\r' || b == '\n';
    }
    finish();
    if (batch.size() > 0) {
      records.context(batch.toByteArray());
    }
  }

  /** At the start of a line: does something new begin here? */
  private void begin() throws IOException {
    while (fill(8) && (chunk[at] == VERTICAL_TAB || byteOrderMark())) {
      finish();
      at += chunk[at] == VERTICAL_TAB ? 1 : 3;
    }
    if (starts("MSH")) {
      finish();
      inMessage = true;
    } else if (starts("FHS") || starts("BHS") || starts("BTS") || starts("FTS")) {
      finish();
      batchSegment();
    }
  }

  /** MLLP's start block: a vertical tab within text is none. */
  private boolean framed() {
    return chunk[at] == VERTICAL_TAB
        && filled - at >= 4
        && chunk[at + 1] == 'M'
        && chunk[at + 2] == 'S'
        && chunk[at + 3] == 'H';
  }

  private boolean byteOrderMark() {
    return filled - at >= 3
        && (chunk[at] & 0xff) == 0xef
        && (chunk[at + 1] & 0xff) == 0xbb
        && (chunk[at + 2] & 0xff) == 0xbf;
  }

  private void skipByteOrderMark() throws IOException {
    if (fill(8) && byteOrderMark()) {
      at += 3;
    }
  }

  /** A segment name, followed by something that can separate fields. */
  private boolean starts(String name) {
    return filled - at >= 4
        && chunk[at] == name.charAt(0)
        && chunk[at + 1] == name.charAt(1)
        && chunk[at + 2] == name.charAt(2)
        && !Character.isLetterOrDigit(chunk[at + 3] & 0xff)
        && chunk[at + 3] != ' ';
  }

  /** Takes in one batch segment; a trailer's count is compared with what was found. */
  private void batchSegment() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (fill(1) && chunk[at] != '\r' && chunk[at] != '\n' && chunk[at] != FILE_SEPARATOR) {
      if (line.size() < limit) {
        line.write(chunk[at]);
      }
      at++;
    }
    byte[] bytes = line.toByteArray();
    boolean begins = bytes[1] == 'H';
    if (begins) {
      if (bytes[0] == 'F') {
        batch.reset();
      }
      batch.writeBytes(bytes);
      batch.write('\r');
      records.context(batch.toByteArray());
      messages = 0;
    } else if (bytes[0] == 'B') {
      countChecked(bytes);
      batch.reset();
    }
  }

  private void countChecked(byte[] trailer) {
    String[] fields =
        new String(trailer, java.nio.charset.StandardCharsets.ISO_8859_1).split("\\|");
    String count = fields.length > 1 ? fields[1].strip() : "";
    if (count.matches("\\d{1,18}") && Long.parseLong(count) != messages) {
      records.unreadable(
          "BTS",
          trailer,
          0,
          trailer.length,
          Quarantine.of(
              "HL7_BATCH_COUNT",
              "BTS-1",
              "The batch says " + count + " messages, " + messages + " were found",
              "批次声明 " + count + " 条消息，实际找到 " + messages + " 条"));
    }
  }

  private void keep(byte b) throws IOException {
    if (oversize != null) {
      oversize.write(b);
      return;
    }
    if (size == held.length) {
      held = Arrays.copyOf(held, size * 2);
    }
    held[size++] = b;
    if (size > limit) {
      oversize = records.oversize(type());
      oversize.write(held, 0, size);
      size = 0;
    }
  }

  /** Hands over what is held. */
  private void finish() throws IOException {
    if (oversize != null) {
      oversize.close();
      oversize = null;
      messages++;
    } else {
      int from = 0;
      while (size > 0 && blank(held[size - 1])) {
        size--;
      }
      while (from < size && blank(held[from])) {
        from++;
      }
      if (from < size && inMessage) {
        messages++;
        records.record(type(), held, from, size - from);
      } else if (from < size) {
        records.unreadable(
            NO_TYPE,
            held,
            from,
            size - from,
            Quarantine.of(
                "HL7_NO_MSH", "MSH", "No MSH segment stands before this", "此内容之前没有 MSH 段"));
      }
    }
    size = 0;
    inMessage = false;
  }

  private static boolean blank(byte b) {
    return b == '\r' || b == '\n' || b == ' ' || b == '\t' || b == 0 || b == 0x1a;
  }

  /** What the accounting files the message under: {@code ADT^A01}. */
  private String type() {
    int from = 0;
    if (!inMessage || size < 8) {
      return NO_TYPE;
    }
    String field = MessageCharset.headerField(held, from, size, 9);
    char component = (char) (held[4] & 0xff);
    String[] parts = field.split(java.util.regex.Pattern.quote(String.valueOf(component)), 3);
    String code = parts[0].strip();
    String trigger = parts.length > 1 ? parts[1].strip() : "";
    if (!code.matches("[A-Za-z0-9]{2,8}") || !trigger.matches("[A-Za-z0-9]{0,8}")) {
      return NO_TYPE;
    }
    return trigger.isEmpty() ? code : code + "^" + trigger;
  }

  /** True while a byte is there to read; then {@code wanted} bytes are, unless the stream ends. */
  private boolean fill(int wanted) throws IOException {
    if (filled - at >= wanted) {
      return true;
    }
    System.arraycopy(chunk, at, chunk, 0, filled - at);
    filled -= at;
    at = 0;
    while (filled < wanted) {
      int read = in.read(chunk, filled, chunk.length - filled);
      if (read < 0) {
        break;
      }
      filled += read;
    }
    return filled > 0;
  }
}
