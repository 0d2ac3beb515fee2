package health.lode.vault.capture.fhir;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.RecordConsumer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects the bytes of one value; past the limit they go on to the journal in chunks. */
final class Recorder {
  private final RecordConsumer records;
  private final int limit;
  private byte[] bytes = new byte[4096];
  private int length;
  private @Nullable OutputStream overflow;

  Recorder(RecordConsumer records, int limit) {
    this.records = records;
    this.limit = limit;
  }

  void add(byte b) throws IOException {
    if (length == bytes.length) {
      grow();
    }
    bytes[length++] = b;
  }

  void add(String ascii) throws IOException {
    for (byte b : ascii.getBytes(StandardCharsets.US_ASCII)) {
      add(b);
    }
  }

  private void grow() throws IOException {
    OutputStream out = overflow;
    if (out == null && length >= limit) {
      out = records.oversize(new ResourceType().of(bytes, 0, Math.min(length, 4096)));
      overflow = out;
    }
    if (out != null) {
      out.write(bytes, 0, length);
      length = 0;
    } else {
      bytes = Arrays.copyOf(bytes, (int) Math.min(2L * bytes.length, Math.max(limit, 8192)));
    }
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    return Arrays.copyOf(bytes, length);
  }

  String text(int from, int to) {
    return from < 0 || to < from || to > length
        ? ""
        : new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  boolean endsWith(int from, String text) {
    return text(from, length).equals(text);
  }

  /** Hands the value on as a record. */
  void emit(ResourceType types) throws IOException {
    OutputStream out = overflow;
    if (out != null) {
      out.write(bytes, 0, length);
      out.close();
    } else {
      records.record(types.of(bytes, 0, length), bytes, 0, length);
    }
  }

  /** Hands the bytes on as something that is no value. */
  void unreadable(ResourceType types, Quarantine why) throws IOException {
    OutputStream out = overflow;
    if (out != null) {
      out.write(bytes, 0, length);
      out.close();
    } else if (length > 0) {
      records.unreadable(types.of(bytes, 0, length), bytes, 0, length, why);
    }
  }
}
