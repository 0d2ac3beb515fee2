package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Signatures that were once computed to be genuine, so that the same arithmetic is not done for
 * each question. Only arithmetic is remembered: whether the key is pinned, the rulebook known and
 * the permit unchanged is asked anew each time. Thread-safe.
 */
final class Genuine {
  private static final int KEPT = 1024;

  /** Everything that the signed bytes follow from, with the key and the signature. */
  record Signed(
      String permitHash,
      String hospital,
      PartyId office,
      String rulebookHash,
      PublicKey key,
      Signature signature) {}

  private final Map<Signed, Boolean> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Signed, Boolean> eldest) {
          return size() > KEPT;
        }
      };

  /**
   * Whether the signature is genuine.
   *
   * @param bytes what {@code signed} stands for, asked for where it is not known yet
   */
  boolean holds(Signed signed, Supplier<byte[]> bytes) {
    synchronized (known) {
      if (known.get(signed) != null) {
        return true;
      }
    }
    boolean genuine = signed.key().verify(bytes.get(), signed.signature());
    if (genuine) {
      synchronized (known) {
        known.put(signed, true);
      }
    }
    return genuine;
  }
}
