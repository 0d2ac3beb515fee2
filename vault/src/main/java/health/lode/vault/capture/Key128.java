package health.lode.vault.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The first 128 bits of a SHA-256: the form in which keys are stored and compared. */
record Key128(long hi, long lo) {
  static Key128 of(byte[] sha256) {
    ByteBuffer bytes = ByteBuffer.wrap(sha256);
    return new Key128(bytes.getLong(), bytes.getLong());
  }

  static Key128 of(String text, MessageDigest sha256) {
    sha256.reset();
    return of(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * The key of a record: its hash, type and occurrence number. With its type, because the same
   * bytes in two tables of a source say two things.
   */
  static Key128 ofRecord(byte[] sha256, String type, int occurrence) {
    MessageDigest digest = sha256();
    digest.update(sha256);
    digest.update(ByteBuffer.allocate(4).putInt(occurrence).array());
    return of(digest.digest(type.getBytes(StandardCharsets.UTF_8)));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
