package health.lode.governance.party;

import health.lode.signing.PublicKey;
import java.time.Instant;

/**
 * An office whose key this home trusts.
 *
 * @param since when the key was pinned
 */
public record Party(PartyId id, PublicKey key, Custody custody, Instant since) {}
