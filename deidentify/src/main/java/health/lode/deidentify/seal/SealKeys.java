package health.lode.deidentify.seal;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;

/**
 * HPKE (RFC 9180) in base mode with DHKEM(X25519, HKDF-SHA256), HKDF-SHA256 and the export-only
 * AEAD: it agrees on a key, and the frames are encrypted by the JDK's AES-GCM, which runs in
 * hardware.
 */
final class SealKeys {
  static final int ENCAPSULATION = 32;
  private static final byte[] FRAMES = "lode-sealed/1 frames".getBytes(StandardCharsets.US_ASCII);
  private static final int KEY_LENGTH = 32;

  private SealKeys() {}

  /**
   * A fresh key for one file.
   *
   * @param encapsulation what the recipient needs to find the key again
   * @param frames 256-bit key of the frames
   */
  record Fresh(byte[] encapsulation, byte[] frames) {}

  static HPKE suite() {
    return new HPKE(
        HPKE.mode_base, HPKE.kem_X25519_SHA256, HPKE.kdf_HKDF_SHA256, HPKE.aead_EXPORT_ONLY);
  }

  /**
   * @param info what both sides must agree on: the header's bytes
   * @throws IllegalArgumentException where the public key is a weak point of the curve
   */
  static Fresh fresh(RecipientPublicKey recipient, byte[] info) {
    HPKE suite = suite();
    try {
      HPKEContextWithEncapsulation context =
          suite.setupBaseS(suite.deserializePublicKey(recipient.bytes()), info);
      return new Fresh(context.getEncapsulation(), context.export(FRAMES, KEY_LENGTH));
    } catch (IllegalStateException e) {
      // X25519 gave all zeros: RFC 9180 section 7.1.4 asks to stop here.
      throw new IllegalArgumentException("a weak public key", e);
    }
  }

  /** The key of a file that was sealed to {@code key}; another key where it was not. */
  static byte[] again(RecipientKey key, byte[] encapsulation, byte[] info) {
    HPKE suite = suite();
    AsymmetricCipherKeyPair pair =
        suite.deserializePrivateKey(key.secret(), key.publicKey().bytes());
    try {
      return suite.setupBaseR(encapsulation, pair, info).export(FRAMES, KEY_LENGTH);
    } catch (IllegalStateException | IllegalArgumentException e) {
      throw SealRefusals.damaged(e);
    }
  }
}
