package health.lode.vault.identity;

import health.lode.vault.VaultKeys;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Direct identifiers at rest: AES-256-GCM value by value, a fresh nonce before each, bound to the
 * patient and kind it belongs to; and the keyed hash by which two are compared without being read.
 */
final class IdentifierCipher {
  private static final int NONCE = 12;

  private final SecretKeySpec key;
  private final SecureRandom random;
  private final Cipher cipher;
  private final Mac mac;

  /** The first 128 bits of an HMAC-SHA-256. */
  record KeyedHash(long hi, long lo) {}

  IdentifierCipher(VaultKeys keys, SecureRandom random) {
    this.key = new SecretKeySpec(keys.identity(), "AES");
    this.random = random;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
      this.mac = Mac.getInstance("HmacSHA256");
      this.mac.init(new SecretKeySpec(keys.matching(), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-GCM and HMAC-SHA-256 are part of every JDK", e);
    }
  }

  byte[] seal(long sourcePatient, String kind, String value) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = crypt(Cipher.ENCRYPT_MODE, nonce, sourcePatient, kind, bytes(value), 0);
    return ByteBuffer.allocate(NONCE + sealed.length).put(nonce).put(sealed).array();
  }

  String open(long sourcePatient, String kind, byte[] sealed) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE);
    return new String(
        crypt(Cipher.DECRYPT_MODE, nonce, sourcePatient, kind, sealed, NONCE),
        StandardCharsets.UTF_8);
  }

  /** A hash that is equal for equal values of one kind within one scope. */
  KeyedHash hash(String kind, int scope, String value) {
    mac.update(bytes(kind));
    mac.update(ByteBuffer.allocate(5).put((byte) 0).putInt(scope).array());
    ByteBuffer hash = ByteBuffer.wrap(mac.doFinal(bytes(value)));
    return new KeyedHash(hash.getLong(), hash.getLong());
  }

  private byte[] crypt(
      int mode, byte[] nonce, long sourcePatient, String kind, byte[] input, int from) {
    try {
      cipher.init(mode, key, new GCMParameterSpec(128, nonce));
      cipher.updateAAD(ByteBuffer.allocate(8).putLong(sourcePatient).array());
      cipher.updateAAD(bytes(kind));
      return cipher.doFinal(input, from, input.length - from);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a stored identifier is damaged or of another key", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
