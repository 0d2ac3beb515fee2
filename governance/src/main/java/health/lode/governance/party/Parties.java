package health.lode.governance.party;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The offices a home trusts, each with exactly one key. Immutable. */
public final class Parties {
  private static final Parties NONE = new Parties(new TreeMap<>(), Set.of());
  private final SortedMap<PartyId, Party> pinned;
  private final Set<String> formerKeys;

  private Parties(SortedMap<PartyId, Party> pinned, Set<String> formerKeys) {
    this.pinned = Collections.unmodifiableSortedMap(pinned);
    this.formerKeys = formerKeys;
  }

  public static Parties none() {
    return NONE;
  }

  public Optional<Party> find(PartyId id) {
    return Optional.ofNullable(pinned.get(id));
  }

  /** The party of this name; refused with PARTY_UNKNOWN where no key is pinned for it. */
  public Party require(PartyId id) {
    return find(id)
        .orElseThrow(
            () ->
                Refusal.of(
                        PartyReason.PARTY_UNKNOWN,
                        Words.of("no key is pinned for " + id, "没有为 " + id + " 登记公钥"),
                        Words.of(
                            "pin its public key with: lode party pin", "用 lode party pin 登记其公钥"))
                    .asException());
  }

  /** The party that holds the key with this fingerprint, if it is pinned now. */
  public Optional<Party> holding(String fingerprint) {
    return pinned.values().stream()
        .filter(p -> p.key().fingerprint().equals(fingerprint))
        .findFirst();
  }

  /** Every pinned party, by name. */
  public Collection<Party> all() {
    return pinned.values();
  }

  /** Whether this key was pinned for {@code id} once and no longer is. */
  public boolean formerly(PartyId id, String fingerprint) {
    return formerKeys.contains(id + " " + fingerprint)
        && find(id).map(p -> !p.key().fingerprint().equals(fingerprint)).orElse(true);
  }

  /**
   * Whether one home holds the keys of two or more offices, so that its operator could sign for all
   * of them: the marked single-operator mode.
   */
  public boolean singleOperator() {
    return pinned.values().stream()
            .filter(p -> p.custody() == Custody.NODE && p.id().kind() != PartyKind.LOCAL)
            .count()
        > 1;
  }

  /** With this party pinned; an earlier key of the same name is no longer trusted. */
  public Parties pin(Party party) {
    SortedMap<PartyId, Party> next = new TreeMap<>(pinned);
    Party before = next.put(party.id(), party);
    return new Parties(next, before == null ? formerKeys : withFormer(before));
  }

  /** Without this party; signatures made with its key count no longer. */
  public Parties unpin(PartyId id) {
    Party before = require(id);
    SortedMap<PartyId, Party> next = new TreeMap<>(pinned);
    next.remove(id);
    return new Parties(next, withFormer(before));
  }

  private Set<String> withFormer(Party before) {
    Set<String> former = new HashSet<>(formerKeys);
    former.add(before.id() + " " + before.key().fingerprint());
    return Set.copyOf(former);
  }
}
