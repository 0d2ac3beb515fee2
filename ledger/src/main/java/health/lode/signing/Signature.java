package health.lode.signing;

import java.util.Arrays;
import java.util.Base64;

/**
 * A signature that names its algorithm and its key.
 *
 * @param alg algorithm name, {@code "Ed25519"} today
 * @param keyId fingerprint of the public key, see {@link PublicKey#fingerprint()}
 * @param bytes the raw signature (64 bytes for Ed25519)
 */
public record Signature(String alg, String keyId, byte[] bytes) {
  public Signature {
    bytes = bytes.clone();
  }

  @Override
  public byte[] bytes() {
    return bytes.clone();
  }

  public String base64() {
    return Base64.getEncoder().encodeToString(bytes);
  }

  public static Signature fromBase64(String alg, String keyId, String base64) {
    return new Signature(alg, keyId, Base64.getDecoder().decode(base64));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Signature s
        && s.alg.equals(alg)
        && s.keyId.equals(keyId)
        && Arrays.equals(s.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return alg + ":" + keyId + ":" + base64();
  }
}
