package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.signing.Signature;

/**
 * An office's signature on a permit.
 *
 * @param permitHash hash of the permit it was made for
 * @param rulebookHash the rulebook under which the text was rendered
 * @param signature over {@link SigningDocument#bytes()}
 */
public record PermitSignature(
    PartyId office, String permitHash, String rulebookHash, Signature signature) {}
