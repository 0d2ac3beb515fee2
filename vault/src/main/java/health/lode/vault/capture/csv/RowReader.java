package health.lode.vault.capture.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts a stream of bytes into rows without decoding it, so that a row's bytes are kept as they
 * came. A quote opens only at the start of a cell and holds line ends. Where quotes turn out not to
 * close, only the line on which the row began is given up, and reading goes on with the next one.
 */
final class RowReader {
  /** A quoted cell spanning lines for longer than this is taken for an unclosed quote. */
  private static final int QUOTED_LIMIT = 1 << 20;

  private static final int DRAINED_AT_ONCE = 1 << 16;

  /** What {@link #next} found. */
  enum Found {
    ROW,
    /** A line whose quotes are broken. */
    BROKEN,
    /** A row over the limit: {@link #drain} takes the rest of it. */
    OVERSIZE,
    END
  }

  private enum State {
    CELL_START,
    PLAIN,
    QUOTED,
    QUOTE_SEEN,
    BROKEN
  }

  private final InputStream in;
  private final int limit;
  private byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private boolean exhausted;
  private int length;
  private int unit = 1;
  private boolean bigEndian;
  private boolean twoBytes;
  private char delimiter = ',';

  RowReader(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  byte[] buffer() {
    return buffer;
  }

  int rowStart() {
    return start;
  }

  int rowLength() {
    return length;
  }

  /** At least {@code wanted} bytes from here, unless the stream ends first: how many there are. */
  int peek(int wanted) throws IOException {
    while (end - start < wanted && fill()) {
      // fill() does the work
    }
    return end - start;
  }

  /** The bytes seen so far, for guessing. */
  byte[] seen() {
    return Arrays.copyOfRange(buffer, start, end);
  }

  void skip(int bytes) {
    start += bytes;
  }

  void charset(Charset charset) {
    unit =
        charset.equals(StandardCharsets.UTF_16LE) || charset.equals(StandardCharsets.UTF_16BE)
            ? 2
            : 1;
    bigEndian = charset.equals(StandardCharsets.UTF_16BE);
    // Of these alone a second byte may look like a delimiter.
    twoBytes = charset.name().startsWith("GB") || charset.name().startsWith("Big5");
  }

  void delimiter(char character) {
    delimiter = character;
  }

  /** Moves to the next row that is not blank. */
  Found next() throws IOException {
    start += length;
    length = 0;
    while (has(0) && (at(0) == '\r' || at(0) == '\n')) {
      start += unit;
    }
    return scan();
  }

  /** Offsets are counted from {@link #start}, because filling the buffer may move the row in it. */
  private Found scan() throws IOException {
    State state = State.CELL_START;
    int i = 0;
    int firstLine = -1;
    while (true) {
      if (i > limit || (firstLine >= 0 && i > QUOTED_LIMIT)) {
        length = Math.max(firstLine, 0);
        return firstLine >= 0 ? Found.BROKEN : Found.OVERSIZE;
      }
      if (!has(i)) {
        return atEnd(state, firstLine);
      }
      int c = at(i);
      boolean lineEnd = c == '\n' || c == '\r';
      switch (state) {
        case CELL_START, PLAIN -> {
          if (lineEnd) {
            length = i;
            return Found.ROW;
          }
          boolean quote = c == '"' && state == State.CELL_START;
          state = c == delimiter ? State.CELL_START : quote ? State.QUOTED : State.PLAIN;
        }
        case QUOTED -> {
          if (c == '"') {
            state = State.QUOTE_SEEN;
          } else if (lineEnd && firstLine < 0) {
            firstLine = i;
          }
        }
        case QUOTE_SEEN -> {
          if (lineEnd) {
            length = i;
            return Found.ROW;
          }
          state = c == '"' ? State.QUOTED : c == delimiter ? State.CELL_START : State.BROKEN;
        }
        case BROKEN -> {
          if (firstLine >= 0 || lineEnd) {
            length = firstLine >= 0 ? firstLine : i;
            return Found.BROKEN;
          }
        }
      }
      i += unit + trailBytes(i, c);
    }
  }

  private Found atEnd(State state, int firstLine) {
    length = end - start;
    if (length == 0) {
      return Found.END;
    }
    if (state == State.QUOTED || state == State.BROKEN) {
      length = firstLine >= 0 ? firstLine : length;
      return Found.BROKEN;
    }
    return Found.ROW;
  }

  /** After {@link Found#OVERSIZE}: writes the row to its end, holding none of it. */
  void drain(OutputStream out) throws IOException {
    int i = 0;
    while (has(i) && at(i) != '\n' && at(i) != '\r') {
      i += unit;
      if (i >= DRAINED_AT_ONCE) {
        out.write(buffer, start, i);
        start += i;
        i = 0;
      }
    }
    int rest = has(i) ? i : end - start;
    out.write(buffer, start, rest);
    start += rest;
    length = 0;
  }

  /** How many bytes of a many-byte character follow its first. */
  private int trailBytes(int i, int c) throws IOException {
    if (!twoBytes || c < 0x81 || c == 0xff || !has(i + 1)) {
      return 0;
    }
    int second = buffer[start + i + 1] & 0xff;
    if (second >= 0x30 && second <= 0x39) {
      return 3;
    }
    return second >= 0x40 ? 1 : 0;
  }

  private int at(int i) {
    if (unit == 1) {
      return buffer[start + i] & 0xff;
    }
    int first = buffer[start + i] & 0xff;
    int second = buffer[start + i + 1] & 0xff;
    return bigEndian ? first << 8 | second : second << 8 | first;
  }

  private boolean has(int i) throws IOException {
    while (start + i + unit > end) {
      if (!fill()) {
        return false;
      }
    }
    return true;
  }

  private boolean fill() throws IOException {
    if (exhausted) {
      return false;
    }
    if (end == buffer.length) {
      if (start > 0) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      } else {
        buffer = Arrays.copyOf(buffer, buffer.length * 2);
      }
    }
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      exhausted = true;
      return false;
    }
    end += read;
    return true;
  }
}
