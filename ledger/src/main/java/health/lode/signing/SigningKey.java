package health.lode.signing;

import java.security.SecureRandom;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A private signature key. Its text form is a secret; {@link #toString()} never shows it. */
public final class SigningKey {
  private final Ed25519PrivateKeyParameters key;
  private final PublicKey publicKey;

  private SigningKey(Ed25519PrivateKeyParameters key) {
    this.key = key;
    this.publicKey = new PublicKey(PublicKey.ED25519, key.generatePublicKey().getEncoded());
  }

  public static SigningKey generate(SecureRandom random) {
    return new SigningKey(new Ed25519PrivateKeyParameters(random));
  }

  /** The key with this 32-byte seed (RFC 8032 private key). */
  public static SigningKey ofSeed(byte[] seed) {
    if (seed.length != Ed25519PrivateKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException("an Ed25519 seed has 32 bytes");
    }
    return new SigningKey(new Ed25519PrivateKeyParameters(seed));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  public Signature sign(byte[] message) {
    return new Signature(PublicKey.ED25519, publicKey.fingerprint(), signRaw(message));
  }

  /** The raw 64-byte signature, for formats that carry the key's name elsewhere. */
  public byte[] signRaw(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  /** {@code Ed25519-private:base64 seed}: a secret, for a file that only its owner can read. */
  public String secretText() {
    return PublicKey.ED25519 + "-private:" + Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Reads {@link #secretText()}; throws {@link IllegalArgumentException} on anything else. */
  public static SigningKey parseSecret(String text) {
    String prefix = PublicKey.ED25519 + "-private:";
    String trimmed = text.strip();
    if (!trimmed.startsWith(prefix)) {
      throw new IllegalArgumentException("not a private key file of this product");
    }
    return ofSeed(Base64.getDecoder().decode(trimmed.substring(prefix.length())));
  }

  @Override
  public String toString() {
    return "private key of " + publicKey.fingerprint();
  }
}
