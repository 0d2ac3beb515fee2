package health.lode.vault.capture;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a tar archive in order: POSIX ustar with pax paths and GNU long names (POSIX
 * 1003.1-2001). Other kinds of members (links, folders, devices) are passed over.
 */
final class TarReader extends InputStream {
  private static final int BLOCK = 512;
  private static final int NAME_LIMIT = 1 << 20;

  private final InputStream in;
  private long left;
  private long padding;

  TarReader(InputStream in) {
    this.in = in;
  }

  static boolean recognises(byte[] head, int length) {
    return length >= BLOCK && new String(head, 257, 5, StandardCharsets.US_ASCII).equals("ustar");
  }

  /** Goes to the next regular file and returns its path, or null at the end. */
  @Nullable String next() throws IOException {
    String longName = null;
    while (true) {
      in.skipNBytes(left + padding);
      left = 0;
      padding = 0;
      byte[] header = in.readNBytes(BLOCK);
      if (header.length == 0) {
        return null;
      }
      if (header.length < BLOCK) {
        throw new EOFException("the archive is cut");
      }
      if (header[0] == 0) {
        return null;
      }
      left = number(header, 124, 12);
      padding = (BLOCK - left % BLOCK) % BLOCK;
      char kind = (char) header[156];
      if (kind == 'L') {
        longName = text(content(), 0, Integer.MAX_VALUE);
      } else if (kind == 'x') {
        String pax = paxPath(content());
        longName = pax == null ? longName : pax;
      } else if (kind == '0' || kind == 0) {
        return longName != null ? longName : path(header);
      } else if (kind != 'g') {
        longName = null;
      }
    }
  }

  private byte[] content() throws IOException {
    if (left > NAME_LIMIT) {
      throw new IOException("a name of more than 1 MiB");
    }
    byte[] bytes = in.readNBytes((int) left);
    left = 0;
    return bytes;
  }

  private static String path(byte[] header) {
    String name = text(header, 0, 100);
    String prefix = text(header, 345, 155);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static @Nullable String paxPath(byte[] content) {
    for (String line : new String(content, StandardCharsets.UTF_8).split("\n")) {
      int at = line.indexOf(" path=");
      if (at > 0) {
        return line.substring(at + 6);
      }
    }
    return null;
  }

  private static String text(byte[] bytes, int offset, int length) {
    int end = offset;
    while (end < bytes.length && end - offset < length && bytes[end] != 0) {
      end++;
    }
    return new String(bytes, offset, end - offset, StandardCharsets.UTF_8);
  }

  private static long number(byte[] header, int offset, int length) throws IOException {
    if ((header[offset] & 0x80) != 0) {
      long value = 0;
      for (int i = offset + 4; i < offset + length; i++) {
        value = value << 8 | (header[i] & 0xFF);
      }
      return value;
    }
    try {
      String octal = text(header, offset, length).strip();
      return octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
    } catch (NumberFormatException e) {
      throw new IOException("not a tar header", e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = in.read(buffer, offset, (int) Math.min(length, left));
    if (count < 0) {
      throw new EOFException("the archive is cut");
    }
    left -= count;
    return count;
  }
}
