package health.lode.deidentify.risk;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, shortened, and sums of such hashes that do not depend on order. */
final class KeyedHash {
  private KeyedHash() {}

  static Mac mac(byte[] key) {
    if (key.length < 16) {
      throw new IllegalArgumentException("a profile's key has 16 bytes or more");
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", e);
    }
  }

  static long longAt(byte[] hash, int offset) {
    return ByteBuffer.wrap(hash).getLong(offset);
  }

  static long of(Mac mac, String text) {
    long hash = longAt(mac.doFinal(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), 0);
    return hash == 0 ? 1 : hash;
  }

  /** Spreads a sum's or a pair's bits. */
  static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }

  /** Depends on the order of the two. */
  static long pair(long first, long second) {
    return mix(mix(first) * 31 + second);
  }
}
