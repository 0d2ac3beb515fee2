package health.lode.ledger;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hashing of RFC 6962, section 2.1, over SHA-256. */
final class Hashes {
  static final int LENGTH = 32;

  private Hashes() {}

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The root of the tree without entries. */
  static byte[] empty() {
    return sha256().digest();
  }

  static byte[] leaf(byte[] entry) {
    MessageDigest digest = sha256();
    digest.update((byte) 0);
    return digest.digest(entry);
  }

  static byte[] node(byte[] left, byte[] right) {
    MessageDigest digest = sha256();
    digest.update((byte) 1);
    digest.update(left);
    return digest.digest(right);
  }

  /**
   * The root over {@code count} hashes from {@code from}, where {@code count} is a power of two.
   */
  static byte[] perfect(byte[][] hashes, int from, int count) {
    MessageDigest digest = sha256();
    byte[][] row = new byte[count][];
    System.arraycopy(hashes, from, row, 0, count);
    for (int width = count; width > 1; width /= 2) {
      for (int i = 0; i < width / 2; i++) {
        digest.update((byte) 1);
        digest.update(row[2 * i]);
        digest.update(row[2 * i + 1]);
        row[i] = digest.digest();
      }
    }
    return row[0];
  }
}
