package health.lode.deidentify.dicom.part10;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file read at any place through one small window. Not safe for several threads. */
public final class DicomInput implements Closeable {
  /** What is longer stays in the file and passes from channel to channel. */
  public static final int SMALL = 1 << 16;

  private static final int WIDEST = SMALL + 16;

  /** Headers come in small steps: little is read where little is likely to follow. */
  private static final int USUAL = 1 << 14;

  private final FileChannel channel;
  private final long size;
  private ByteBuffer window = ByteBuffer.allocate(USUAL);
  private long windowStart;

  private DicomInput(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    window.limit(0);
  }

  public static DicomInput open(Path file) throws IOException {
    return new DicomInput(FileChannel.open(file, StandardOpenOption.READ));
  }

  public long size() {
    return size;
  }

  /**
   * The bytes from {@code offset}, at the window's position.
   *
   * @param length at most {@link #SMALL} + 16
   * @throws EOFException where the file ends before
   */
  ByteBuffer at(long offset, int length, boolean bigEndian) throws IOException {
    if (offset < 0 || length > size - offset) {
      throw new EOFException();
    }
    if (offset < windowStart || offset + length > windowStart + window.limit()) {
      if (length > window.capacity()) {
        window = ByteBuffer.allocate(WIDEST);
      }
      window.clear().limit((int) Math.min(Math.max(length, USUAL), size - offset));
      windowStart = offset;
      while (window.hasRemaining()) {
        int read = channel.read(window, offset + window.position());
        if (read < 0) {
          window.limit(window.position());
          throw new EOFException();
        }
      }
      window.position(0);
    }
    window.position((int) (offset - windowStart));
    window.order(bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    return window;
  }

  /** A copy of some bytes; at most {@link #SMALL}, or what the caller bounds otherwise. */
  public byte[] bytes(long offset, int length) throws IOException {
    byte[] bytes = new byte[length];
    if (length <= SMALL) {
      at(offset, length, false).get(bytes);
    } else {
      readInto(offset, ByteBuffer.wrap(bytes));
    }
    return bytes;
  }

  /** Fills {@code into} from {@code offset}, past the window. */
  public void readInto(long offset, ByteBuffer into) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = channel.read(into, at);
      if (read < 0) {
        throw new EOFException();
      }
      at += read;
    }
  }

  /**
   * Reads into a buffer as much as there is room for, at most up to {@code end}.
   *
   * @return how many bytes were read; at least one
   */
  int readSome(long offset, long end, ByteBuffer into) throws IOException {
    if (offset < 0 || end > size) {
      throw new EOFException();
    }
    int limit = into.limit();
    into.limit((int) Math.min(limit, into.position() + (end - offset)));
    try {
      int read = channel.read(into, offset);
      if (read <= 0) {
        throw new EOFException();
      }
      return read;
    } finally {
      into.limit(limit);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
