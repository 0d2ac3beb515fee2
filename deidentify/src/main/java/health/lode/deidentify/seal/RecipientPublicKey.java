package health.lode.deidentify.seal;

import health.lode.canonical.CanonicalJson;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

/**
 * The key to which releases for one recipient are sealed: X25519 (RFC 7748), written {@code
 * X25519:BASE64}. It is not the key with which the recipient signs; {@link #enrolment} is what the
 * signing key signs to vouch for it.
 */
public final class RecipientPublicKey {
  static final String ALG = "X25519";
  static final int LENGTH = 32;
  private static final int FINGERPRINT_HEX = 32;
  private final byte[] bytes;

  RecipientPublicKey(byte[] bytes) {
    if (bytes.length != LENGTH) {
      throw new IllegalArgumentException("an X25519 public key has 32 bytes");
    }
    this.bytes = bytes.clone();
  }

  /** Reads {@link #encoded}; throws {@link IllegalArgumentException} on anything else. */
  public static RecipientPublicKey parse(String encoded) {
    String text = encoded.strip();
    if (!text.startsWith(ALG + ":")) {
      throw new IllegalArgumentException("a recipient key is written X25519:BASE64");
    }
    return new RecipientPublicKey(Base64.getDecoder().decode(text.substring(ALG.length() + 1)));
  }

  /** Reads a file that holds {@link #encoded}. */
  public static RecipientPublicKey read(Path file) {
    try {
      return parse(Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException | IllegalArgumentException e) {
      throw SealRefusals.key(file, "holds no public recipient key", "不包含接收方公钥", e);
    }
  }

  public String encoded() {
    return ALG + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  byte[] bytes() {
    return bytes.clone();
  }

  /** First 16 bytes of SHA-256 over {@code X25519 || 0x00 || key}, in lower-case hex. */
  public String fingerprint() {
    byte[] named = Arrays.copyOf((ALG + "\0").getBytes(StandardCharsets.US_ASCII), 7 + LENGTH);
    System.arraycopy(bytes, 0, named, 7, LENGTH);
    return CanonicalJson.sha256(named).substring(0, FINGERPRINT_HEX);
  }

  /**
   * The bytes by which an office's signing key vouches that releases for {@code recipient} are to
   * be sealed to this key.
   */
  public byte[] enrolment(String recipient) {
    String text =
        "lode-recipient-key/1\n" + recipient.length() + "\n" + recipient + "\n" + encoded();
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Whether {@code office} vouched for this key as {@code recipient}'s. Never throws. */
  public boolean vouchedFor(String recipient, PublicKey office, Signature signature) {
    return office.verify(enrolment(recipient), signature);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof RecipientPublicKey k && Arrays.equals(k.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return encoded();
  }
}
