package health.lode.vault.capture.fhir;

import health.lode.vault.capture.RecordConsumer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Cuts a file into lines, one resource each; blank lines are no records. */
final class LineReader {
  private final InputStream in;
  private final RecordConsumer records;
  private final int limit;
  private final ResourceType types = new ResourceType();
  private byte[] buffer = new byte[256 * 1024];
  private int from;
  private int searched;
  private int to;

  LineReader(InputStream in, RecordConsumer records, int limit) {
    this.in = in;
    this.records = records;
    this.limit = limit;
  }

  void read() throws IOException {
    while (true) {
      int newline = newline();
      if (newline >= 0) {
        line(newline);
        from = newline + 1;
      } else if (to - from > limit) {
        oversize();
      } else if (!fill()) {
        line(to);
        return;
      }
    }
  }

  /** Index of the next line's end in what is buffered, or -1. */
  private int newline() {
    for (int i = Math.max(searched, from); i < to; i++) {
      if (buffer[i] == '\n') {
        return i;
      }
    }
    searched = to;
    return -1;
  }

  private boolean fill() throws IOException {
    if (to == buffer.length && from > 0) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
      searched = to;
    }
    if (to == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, limit + 65536L));
    }
    int count = in.read(buffer, to, buffer.length - to);
    to += Math.max(count, 0);
    return count >= 0;
  }

  private void line(int newline) throws IOException {
    int start = from;
    int end = newline;
    while (end > start && blank(buffer[end - 1])) {
      end--;
    }
    while (start < end && blank(buffer[start])) {
      start++;
    }
    if (end == start) {
      return;
    }
    String type = types.of(buffer, start, end - start);
    if (type.equals("Bundle")) {
      new BundleReader(new ByteArrayInputStream(buffer, start, end - start), records, limit).read();
    } else {
      records.record(type, buffer, start, end - start);
    }
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\r' || b == '\t';
  }

  /** Passes the line, which is over the limit, on as it comes. */
  private void oversize() throws IOException {
    String type = types.of(buffer, from, Math.min(4096, to - from));
    try (OutputStream out = records.oversize(type)) {
      int newline = -1;
      while (newline < 0) {
        out.write(buffer, from, to - from);
        from = 0;
        to = 0;
        searched = 0;
        if (!fill()) {
          return;
        }
        newline = newline();
      }
      out.write(buffer, 0, newline);
      from = newline + 1;
    }
  }
}
