package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import health.lode.refusal.Words;

/** An office whose signature a permit needs at this hospital, and why. */
public record Need(PartyId office, Words because) {}
