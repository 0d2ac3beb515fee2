package health.lode.vault.journal;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;

/** Reads the plaintext of one segment from a place on, checking every frame. */
final class SegmentReader implements Closeable {
  private final long segment;
  private final FileChannel channel;
  private final FrameCipher cipher;
  private final long end;
  private final byte[] frame = new byte[FrameCipher.FRAME];
  private final byte[] plain = new byte[FrameCipher.CAPACITY];
  private long frameStart;
  private long nextFrame;
  private int used;
  private int length;

  /**
   * @param end file bytes that may be read: whole frames
   */
  SegmentReader(Path file, long segment, byte[] dataKey, long end) throws IOException {
    this.segment = segment;
    this.cipher = new FrameCipher(dataKey);
    this.channel = FileChannel.open(file, StandardOpenOption.READ);
    this.end = end;
    this.nextFrame = SegmentHeader.BYTES;
  }

  void seek(JournalPosition position) throws IOException {
    long wanted = Math.max(position.frameStart(), SegmentHeader.BYTES);
    if (length > 0 && wanted == frameStart) {
      used = position.inFrame();
      return;
    }
    nextFrame = wanted;
    length = 0;
    used = 0;
    if (position.inFrame() > 0) {
      if (!loadFrame() || position.inFrame() > length) {
        throw new EOFException();
      }
      used = position.inFrame();
    }
  }

  /** Where the next byte comes from. */
  JournalPosition position() {
    return used < length
        ? JournalPosition.of(segment, frameStart, used)
        : JournalPosition.of(segment, nextFrame, 0);
  }

  boolean atEnd() throws IOException {
    return used >= length && !loadFrame();
  }

  int readByte() throws IOException {
    if (used >= length && !loadFrame()) {
      throw new EOFException();
    }
    return plain[used++] & 0xFF;
  }

  void readFully(byte[] out, int at, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (used >= length && !loadFrame()) {
        throw new EOFException();
      }
      int step = Math.min(count - done, length - used);
      System.arraycopy(plain, used, out, at + done, step);
      used += step;
      done += step;
    }
  }

  void skip(int count) throws IOException {
    int left = count;
    while (left > 0) {
      if (used >= length && !loadFrame()) {
        throw new EOFException();
      }
      int step = Math.min(left, length - used);
      used += step;
      left -= step;
    }
  }

  private boolean loadFrame() throws IOException {
    if (nextFrame >= end) {
      return false;
    }
    int wanted = (int) Math.min(FrameCipher.FRAME, end - nextFrame);
    ByteBuffer target = ByteBuffer.wrap(frame, 0, wanted);
    while (target.hasRemaining()) {
      if (channel.read(target, nextFrame + target.position()) < 0) {
        break;
      }
    }
    int got = target.position();
    if (!cipher.wellFormed(frame, 0, got)) {
      throw JournalRefusals.frame(segment, frameNumber());
    }
    try {
      length = cipher.open(frame, 0, nextFrame, plain);
    } catch (GeneralSecurityException e) {
      throw JournalRefusals.frame(segment, FrameCipher.number(frame, 0));
    }
    used = 0;
    frameStart = nextFrame;
    nextFrame += FrameCipher.frameLength(frame, 0);
    return true;
  }

  /** The number a broken frame should have: counted from the start, for the refusal's words. */
  private long frameNumber() throws IOException {
    long at = SegmentHeader.BYTES;
    long number = 0;
    ByteBuffer header = ByteBuffer.allocate(8);
    while (at < nextFrame) {
      header.clear();
      if (channel.read(header, at) < 8) {
        break;
      }
      at += FrameCipher.HEADER + Math.max(header.getInt(4), FrameCipher.TAG);
      number++;
    }
    return number;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
