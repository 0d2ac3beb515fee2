package health.lode.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * A public signature key.
 *
 * @param alg algorithm name, {@code "Ed25519"} today
 * @param bytes the raw key (32 bytes for Ed25519, RFC 8032)
 */
public record PublicKey(String alg, byte[] bytes) {
  public static final String ED25519 = "Ed25519";

  public PublicKey {
    bytes = bytes.clone();
    if (!alg.equals(ED25519)) {
      throw new IllegalArgumentException("unknown signature algorithm: " + alg);
    }
    if (bytes.length != Ed25519PublicKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException("an Ed25519 public key has 32 bytes");
    }
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  /** First 16 bytes of SHA-256 over {@code alg || 0x00 || key}, in lower-case hex. */
  public String fingerprint() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(alg.getBytes(StandardCharsets.US_ASCII));
      sha.update((byte) 0);
      return HexFormat.of().formatHex(Arrays.copyOf(sha.digest(bytes), 16));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether {@code signature} was made over {@code message} by this very key. Never throws. */
  public boolean verify(byte[] message, Signature signature) {
    if (!signature.alg().equals(alg) || !signature.keyId().equals(fingerprint())) {
      return false;
    }
    return verifyRaw(message, signature.bytes());
  }

  /** Whether the raw 64 signature bytes match {@code message}. Never throws. */
  public boolean verifyRaw(byte[] message, byte[] signature) {
    if (signature.length != 64) {
      return false;
    }
    try {
      Ed25519Signer verifier = new Ed25519Signer();
      verifier.init(false, new Ed25519PublicKeyParameters(bytes));
      verifier.update(message, 0, message.length);
      return verifier.verifySignature(signature);
    } catch (IllegalArgumentException e) {
      // 32 bytes that are no point of the curve: no signature of such a key can be right.
      return false;
    }
  }

  /** {@code alg:base64}, the form in which keys are written in files and ledger entries. */
  public String encoded() {
    return alg + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  /** Reads {@link #encoded()}; throws {@link IllegalArgumentException} on anything else. */
  public static PublicKey parse(String encoded) {
    int colon = encoded.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a public key is written ALG:BASE64");
    }
    return new PublicKey(
        encoded.substring(0, colon), Base64.getDecoder().decode(encoded.substring(colon + 1)));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PublicKey k && k.alg.equals(alg) && Arrays.equals(k.bytes, bytes);
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
