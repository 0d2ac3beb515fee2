package health.lode.vault.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/** Writes one segment, from its first byte to its last; a segment is never continued later. */
final class SegmentWriter implements Closeable {
  private final long number;
  private final FileChannel channel;
  private final FrameCipher cipher;
  private final byte[] dataKey = new byte[32];
  private final byte[] plain = new byte[FrameCipher.CAPACITY];
  private final byte[] sealed = new byte[FrameCipher.FRAME];
  private int used;
  private long frameStart = SegmentHeader.BYTES;
  private int frames;
  private volatile int synced;

  SegmentWriter(Path file, long number, long previousBytes, byte[] journalKey, SecureRandom random)
      throws IOException {
    this.number = number;
    random.nextBytes(dataKey);
    this.cipher = new FrameCipher(dataKey);
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    write(new SegmentHeader(number, previousBytes, dataKey).encode(journalKey, random), 88, 0);
    channel.force(true);
    try (FileChannel folder =
        FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  byte[] dataKey() {
    return dataKey;
  }

  JournalPosition position() {
    return JournalPosition.of(number, frameStart, used);
  }

  /** Bytes of the file once the frame in the making is written. */
  long bytes() {
    return frameStart + (used == 0 ? 0 : used + FrameCipher.HEADER + FrameCipher.TAG);
  }

  void append(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int step = Math.min(length - done, plain.length - used);
      System.arraycopy(bytes, offset + done, plain, used, step);
      used += step;
      done += step;
      if (used == plain.length) {
        writeFrame();
      }
    }
  }

  /** Writes the frame in the making, so that readers find it and {@link #sync} covers it. */
  void flush() throws IOException {
    if (used > 0) {
      writeFrame();
    }
  }

  int frames() {
    return frames;
  }

  /** Makes what was flushed durable; {@code frames} as counted before the call. */
  void sync(int framesWritten) throws IOException {
    channel.force(false);
    synced = Math.max(synced, framesWritten);
  }

  private void writeFrame() throws IOException {
    int length = cipher.seal(plain, used, frames, synced, frameStart, sealed);
    write(sealed, length, frameStart);
    frameStart += length;
    frames++;
    used = 0;
  }

  private void write(byte[] bytes, int length, long at) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer, at + buffer.position());
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
