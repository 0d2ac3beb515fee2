package health.lode.deidentify.seal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A stream cut into frames of 64 KiB, each under AES-256-GCM with a nonce that says which frame it
 * is and whether it is the last: the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár:
 * Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance, CRYPTO 2015). A key
 * encrypts one stream only, so the nonces may begin at zero. Memory stays at one frame.
 */
final class Frames {
  static final int PLAIN = 64 * 1024;
  static final int TAG = 16;
  private static final int NONCE = 12;

  private Frames() {}

  private static Cipher cipher(int mode, SecretKeySpec key, long number, boolean last)
      throws GeneralSecurityException {
    // 11 bytes of counter, one byte for "last".
    byte[] nonce =
        ByteBuffer.allocate(NONCE).putLong(3, number).put(11, (byte) (last ? 1 : 0)).array();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
    return cipher;
  }

  /** Encrypts what is written; closing writes the last frame and leaves the sink open. */
  static final class Out extends OutputStream {
    private final OutputStream sink;
    private final SecretKeySpec key;
    private final byte[] frame = new byte[PLAIN];
    private int filled;
    private long number;
    private boolean closed;

    Out(OutputStream sink, byte[] key) {
      this.sink = sink;
      this.key = new SecretKeySpec(key, "AES");
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      int at = from;
      int left = length;
      while (left > 0) {
        if (filled == PLAIN) {
          // Only now is it known that this frame is not the last.
          frame(false);
        }
        int some = Math.min(left, PLAIN - filled);
        System.arraycopy(bytes, at, frame, filled, some);
        filled += some;
        at += some;
        left -= some;
      }
    }

    private void frame(boolean last) throws IOException {
      try {
        sink.write(cipher(Cipher.ENCRYPT_MODE, key, number++, last).doFinal(frame, 0, filled));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES-GCM is in every JDK", e);
      }
      filled = 0;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        frame(true);
      }
    }
  }

  /**
   * Decrypts; nothing of a frame is given out before its tag was checked. What is not the stream
   * that was written is refused with {@code SEAL_DAMAGED}.
   */
  static final class In extends InputStream {
    private final PushbackInputStream source;
    private final SecretKeySpec key;
    private byte[] frame = new byte[0];
    private int at;
    private long number;
    private boolean last;

    In(InputStream source, byte[] key) {
      this.source = new PushbackInputStream(source, 1);
      this.key = new SecretKeySpec(key, "AES");
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      while (at == frame.length) {
        if (last) {
          return -1;
        }
        next();
      }
      int some = Math.min(length, frame.length - at);
      System.arraycopy(frame, at, into, from, some);
      at += some;
      return some;
    }

    /** As {@link #readNBytes(int)}, refusing a stream that ends sooner. */
    byte[] exactly(int length) throws IOException {
      byte[] bytes = readNBytes(length);
      if (bytes.length < length) {
        throw SealRefusals.damaged(new EOFException());
      }
      return bytes;
    }

    private void next() throws IOException {
      byte[] sealed = source.readNBytes(PLAIN + TAG);
      int peeked = source.read();
      last = peeked < 0;
      if (!last) {
        source.unread(peeked);
      }
      if (sealed.length < TAG) {
        throw SealRefusals.damaged(new EOFException());
      }
      try {
        frame = cipher(Cipher.DECRYPT_MODE, key, number++, last).doFinal(sealed);
        at = 0;
      } catch (AEADBadTagException e) {
        throw SealRefusals.damaged(e);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("AES-GCM is in every JDK", e);
      }
      if (!last && frame.length < PLAIN) {
        throw SealRefusals.damaged(null);
      }
    }
  }
}
