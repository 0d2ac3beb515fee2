package health.lode.deidentify.records;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes one by one with a look ahead; what is taken can be recorded, up to a bound. */
final class ByteSource {
  static final int END = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private final long bound;
  private int at;
  private int available;
  private ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private boolean overflown;

  ByteSource(InputStream in, long bound) throws IOException {
    this.in = in;
    this.bound = bound;
    peek();
    byte[] mark = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    if (available >= mark.length
        && java.util.Arrays.equals(buffer, 0, mark.length, mark, 0, mark.length)) {
      at = mark.length;
    }
  }

  int peek() throws IOException {
    if (at == available) {
      available = Math.max(in.readNBytes(buffer, 0, buffer.length), 0);
      at = 0;
      if (available == 0) {
        return END;
      }
    }
    return buffer[at] & 0xFF;
  }

  /** Takes one byte and records it; past the bound it is only passed over. */
  void take() throws IOException {
    if (peek() == END) {
      return;
    }
    if (taken.size() >= bound) {
      overflown = true;
    } else {
      taken.write(buffer[at]);
    }
    at++;
  }

  /** Takes up to a line's end, which is passed over; false where nothing is left. */
  boolean line() throws IOException {
    if (peek() == END) {
      return false;
    }
    while (peek() != END) {
      int from = at;
      while (at < available && buffer[at] != '\n') {
        at++;
      }
      int length = at - from;
      if (taken.size() + (long) length > bound) {
        overflown = true;
      } else {
        taken.write(buffer, from, length);
      }
      if (at < available) {
        at++;
        return true;
      }
    }
    return true;
  }

  void skip() {
    at++;
  }

  int length() {
    return taken.size();
  }

  boolean overflown() {
    return overflown;
  }

  /** What was recorded since the last time. */
  byte[] cut() {
    byte[] bytes = taken.toByteArray();
    taken = new ByteArrayOutputStream();
    overflown = false;
    return bytes;
  }

  /** What was recorded from {@code from} on, for keys and short values. */
  String tail(int from) {
    byte[] bytes = taken.toByteArray();
    return new String(
        bytes, from, bytes.length - from, java.nio.charset.StandardCharsets.ISO_8859_1);
  }
}
