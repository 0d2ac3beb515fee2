package health.lode.vault.journal;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.zip.CRC32C;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The first 88 bytes of a segment: its number, the length of the segment before it, and its data
 * key, wrapped by the journal's key.
 */
record SegmentHeader(long number, long previousBytes, byte[] dataKey) {
  static final int BYTES = 88;
  private static final long MAGIC = 0x4C4F44454A524E31L; // "LODEJRN1"
  private static final int SEALED = 24;

  byte[] encode(byte[] journalKey, SecureRandom random) {
    try {
      ByteBuffer out = ByteBuffer.allocate(BYTES);
      out.putLong(MAGIC).putLong(number).putLong(previousBytes);
      byte[] nonce = new byte[12];
      random.nextBytes(nonce);
      out.put(nonce);
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(
          Cipher.ENCRYPT_MODE,
          new SecretKeySpec(journalKey, "AES"),
          new GCMParameterSpec(128, nonce));
      cipher.updateAAD(out.array(), 0, SEALED);
      out.put(cipher.doFinal(dataKey));
      out.putInt(crc(out.array()));
      return out.array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM is part of every JDK", e);
    }
  }

  static boolean checksumHolds(byte[] bytes) {
    return bytes.length >= BYTES
        && ByteBuffer.wrap(bytes).getLong(0) == MAGIC
        && ByteBuffer.wrap(bytes).getInt(BYTES - 4) == crc(bytes);
  }

  /**
   * Throws {@link GeneralSecurityException} if the key is another one or the header was changed.
   */
  static SegmentHeader decode(byte[] bytes, byte[] journalKey) throws GeneralSecurityException {
    if (!checksumHolds(bytes)) {
      throw new GeneralSecurityException("checksum");
    }
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.DECRYPT_MODE,
        new SecretKeySpec(journalKey, "AES"),
        new GCMParameterSpec(128, Arrays.copyOfRange(bytes, SEALED, SEALED + 12)));
    cipher.updateAAD(bytes, 0, SEALED);
    byte[] dataKey = cipher.doFinal(bytes, SEALED + 12, 48);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    return new SegmentHeader(in.getLong(8), in.getLong(16), dataKey);
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, BYTES - 4);
    return (int) crc.getValue();
  }
}
