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

  /** The key of a record: its hash, mixed with its occurrence number where that is not 0. */
  static Key128 ofRecord(byte[] sha256, int occurrence) {
    Key128 plain = of(sha256);
    if (occurrence == 0) {
      return plain;
    }
    MessageDigest digest = sha256();
    digest.update(sha256);
    return of(digest.digest(ByteBuffer.allocate(4).putInt(occurrence).array()));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
