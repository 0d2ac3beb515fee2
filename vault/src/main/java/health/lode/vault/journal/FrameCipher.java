package health.lode.vault.journal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals and opens the frames of one segment. The nonce is the frame's number: each segment has a
 * key of its own, is written by one process once and never continued, so no nonce is used twice
 * under a key, not even after a torn tail was cut off. Not safe for use by several threads.
 */
final class FrameCipher {
  /** Bytes of a frame on disk, at most. */
  static final int FRAME = 64 * 1024;

  static final int HEADER = 20;
  static final int TAG = 16;

  /** Plaintext bytes of a full frame. */
  static final int CAPACITY = FRAME - HEADER - TAG;

  static final int MAGIC = 0x4C4A4652; // "LJFR"

  private final SecretKeySpec key;
  private final Cipher cipher;
  private final CRC32C crc = new CRC32C();

  FrameCipher(byte[] dataKey) {
    this.key = new SecretKeySpec(dataKey, "AES");
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  /**
   * Writes the frame into {@code out} and returns its length.
   *
   * @param synced number of the segment's frames known durable when this one is written
   * @param place where in the segment's file it is going to lie
   */
  int seal(byte[] plain, int length, int number, int synced, long place, byte[] out) {
    try {
      ByteBuffer header = ByteBuffer.wrap(out);
      header.putInt(MAGIC).putInt(length + TAG).putInt(number).putInt(synced);
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(number));
      cipher.updateAAD(out, 0, 16);
      cipher.updateAAD(place(place));
      int sealed = cipher.doFinal(plain, 0, length, out, HEADER);
      header.putInt(16, checksum(out, 0, sealed));
      return HEADER + sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealing cannot fail", e);
    }
  }

  /** True where a frame with a right checksum begins at {@code at}. */
  boolean wellFormed(byte[] bytes, int at, int available) {
    if (available < HEADER + TAG) {
      return false;
    }
    ByteBuffer header = ByteBuffer.wrap(bytes);
    int sealed = header.getInt(at + 4);
    return header.getInt(at) == MAGIC
        && sealed >= TAG
        && sealed <= CAPACITY + TAG
        && HEADER + sealed <= available
        && header.getInt(at + 16) == checksum(bytes, at, sealed);
  }

  static int frameLength(byte[] bytes, int at) {
    return HEADER + ByteBuffer.wrap(bytes).getInt(at + 4);
  }

  static int number(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at + 8);
  }

  static int synced(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).getInt(at + 12);
  }

  /**
   * Opens the well-formed frame at {@code at} into {@code out}; returns the plaintext's length. A
   * frame that was moved within its segment does not open.
   */
  int open(byte[] bytes, int at, long place, byte[] out) throws GeneralSecurityException {
    cipher.init(Cipher.DECRYPT_MODE, key, nonce(number(bytes, at)));
    cipher.updateAAD(bytes, at, 16);
    cipher.updateAAD(place(place));
    return cipher.doFinal(bytes, at + HEADER, frameLength(bytes, at) - HEADER, out, 0);
  }

  private int checksum(byte[] bytes, int at, int sealed) {
    crc.reset();
    crc.update(bytes, at, 16);
    crc.update(bytes, at + HEADER, sealed);
    return (int) crc.getValue();
  }

  private static byte[] place(long place) {
    return ByteBuffer.allocate(8).putLong(place).array();
  }

  private static GCMParameterSpec nonce(int number) {
    return new GCMParameterSpec(128, ByteBuffer.allocate(12).putInt(8, number).array());
  }
}
