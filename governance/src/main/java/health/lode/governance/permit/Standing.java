package health.lode.governance.permit;

import health.lode.governance.party.Custody;
import health.lode.governance.party.PartyId;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.Optional;

/**
 * One office's standing on a permit, for whoever looks at it.
 *
 * @param because why the rulebook asks for this office; empty where it signed without being asked
 * @param signature its signature, if it has signed
 * @param custody who holds the office's key now, if a key is pinned
 * @param problem why its signature does not count, or that it is missing; empty where all is well
 */
public record Standing(
    PartyId office,
    Optional<Words> because,
    Optional<PermitSignature> signature,
    Optional<Custody> custody,
    Optional<Refusal> problem) {}
