package health.lode.vault;

import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The vault's secrets, 32 bytes each.
 *
 * @param journal wraps the journal's segment keys (AES-256); may lie outside the home
 * @param identity encrypts direct identifiers value by value (AES-256)
 * @param matching keys the HMAC by which identifiers are compared
 */
public record VaultKeys(byte[] journal, byte[] identity, byte[] matching) {
  public VaultKeys {
    if (journal.length != 32 || identity.length != 32 || matching.length != 32) {
      throw new IllegalArgumentException("each key of a vault has 32 bytes");
    }
  }

  public static VaultKeys generate(SecureRandom random) {
    byte[] journal = new byte[32];
    byte[] identity = new byte[32];
    byte[] matching = new byte[32];
    random.nextBytes(journal);
    random.nextBytes(identity);
    random.nextBytes(matching);
    return new VaultKeys(journal, identity, matching);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VaultKeys that
        && Arrays.equals(journal, that.journal)
        && Arrays.equals(identity, that.identity)
        && Arrays.equals(matching, that.matching);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(journal);
  }

  /** Never shows a key. */
  @Override
  public String toString() {
    return "the keys of a vault";
  }
}
