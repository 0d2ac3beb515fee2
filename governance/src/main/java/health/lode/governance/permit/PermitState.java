package health.lode.governance.permit;

import health.lode.governance.party.PartyId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A permit with everything that happened to it since it was last requested. Immutable.
 *
 * @param signatures by office; an office that signs again replaces its earlier signature
 * @param acts in the order of the ledger
 */
public record PermitState(
    Permit permit,
    String hash,
    Instant requestedAt,
    SortedMap<PartyId, PermitSignature> signatures,
    List<PermitAct> acts,
    Usage usage) {
  public PermitState {
    acts = List.copyOf(acts);
  }

  /** A permit that was just requested. */
  public static PermitState requested(Permit permit, String hash, Instant at) {
    return new PermitState(permit, hash, at, Collections.emptySortedMap(), List.of(), Usage.NONE);
  }

  public PermitId id() {
    return PermitId.ofHash(hash);
  }

  public PermitState signed(PermitSignature signature) {
    SortedMap<PartyId, PermitSignature> next = new TreeMap<>(signatures);
    next.put(signature.office(), signature);
    return new PermitState(
        permit, hash, requestedAt, Collections.unmodifiableSortedMap(next), acts, usage);
  }

  public PermitState acted(PermitAct act) {
    List<PermitAct> next = new ArrayList<>(acts);
    next.add(act);
    return new PermitState(permit, hash, requestedAt, signatures, next, usage);
  }

  public PermitState accepted() {
    return with(usage.plusAccepted());
  }

  public PermitState answered() {
    return with(usage.plusAnswered());
  }

  public PermitState refused() {
    return with(usage.plusRefused());
  }

  private PermitState with(Usage next) {
    return new PermitState(permit, hash, requestedAt, signatures, acts, next);
  }

  /** Whether an act of this kind was entered since the request. */
  public boolean has(PermitAct.Kind kind) {
    return acts.stream().anyMatch(a -> a.kind() == kind);
  }
}
