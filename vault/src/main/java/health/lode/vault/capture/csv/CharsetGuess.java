package health.lode.vault.capture.csv;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Which character set a file is in, among UTF-8, UTF-16 and GB 18030 (of which GBK and GB 2312 are
 * parts): by its byte-order mark, else by its header, else by the majority of its first rows.
 */
final class CharsetGuess {
  static final Charset GB18030 = Charset.forName("GB18030");

  private CharsetGuess() {}

  /** Length of the byte-order mark of this character set at the start of the file. */
  static int markLength(byte[] head, int length) {
    if (length >= 3 && u(head, 0) == 0xef && u(head, 1) == 0xbb && u(head, 2) == 0xbf) {
      return 3;
    }
    boolean wide =
        length >= 2
            && ((u(head, 0) == 0xff && u(head, 1) == 0xfe)
                || (u(head, 0) == 0xfe && u(head, 1) == 0xff));
    return wide ? 2 : 0;
  }

  /** The character set; null while all that was seen is ASCII. */
  static @Nullable Charset of(byte[] head, int length) {
    int mark = markLength(head, length);
    if (mark == 3) {
      return StandardCharsets.UTF_8;
    }
    if (mark == 2) {
      return u(head, 0) == 0xff ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }
    if (length >= 4 && head[0] != 0 && head[1] == 0 && head[3] == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (length >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0) {
      return StandardCharsets.UTF_16BE;
    }
    int utf8 = 0;
    int other = 0;
    int from = 0;
    for (int i = 0; i < length; i++) {
      if (head[i] != '\n' && head[i] != '\r') {
        continue;
      }
      Charset line = ofLine(head, from, i - from);
      if (line != null && from == 0) {
        return line;
      }
      utf8 += StandardCharsets.UTF_8.equals(line) ? 1 : 0;
      other += GB18030.equals(line) ? 1 : 0;
      from = i + 1;
    }
    if (utf8 + other == 0) {
      return from == 0 ? ofLine(head, 0, length) : null;
    }
    return utf8 >= other ? StandardCharsets.UTF_8 : GB18030;
  }

  /** The character set of one line by itself; null where it is ASCII. */
  static @Nullable Charset ofLine(byte[] buffer, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffer[i] < 0) {
        return RowText.strictly(StandardCharsets.UTF_8, buffer, offset, length) != null
            ? StandardCharsets.UTF_8
            : GB18030;
      }
    }
    return null;
  }

  /**
   * Whether these bytes, found in a GB 18030 file, look like UTF-8: two or more characters, each of
   * three bytes. GB 18030 text practically never does, while it reads most UTF-8 as nonsense.
   */
  static boolean looksLikeUtf8(byte[] buffer, int offset, int length) {
    int wide = 0;
    int end = offset + length;
    for (int i = offset; i < end; ) {
      if (buffer[i] >= 0) {
        i++;
        continue;
      }
      boolean three =
          i + 2 < end
              && (u(buffer, i) & 0xf0) == 0xe0
              && (u(buffer, i + 1) & 0xc0) == 0x80
              && (u(buffer, i + 2) & 0xc0) == 0x80;
      if (!three) {
        return false;
      }
      wide++;
      i += 3;
    }
    return wide >= 2;
  }

  private static int u(byte[] bytes, int index) {
    return bytes[index] & 0xff;
  }
}
