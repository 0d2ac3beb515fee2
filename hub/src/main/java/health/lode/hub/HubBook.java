package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.Event;
import health.lode.governance.Governance;
import health.lode.governance.PartyPinned;
import health.lode.governance.PermitRequested;
import health.lode.governance.party.Parties;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.governance.permit.PermitState;
import health.lode.ledger.Ledger;
import health.lode.server.wire.Deliveries.Delivery;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.Message;
import health.lode.server.wire.OfferedParty;
import health.lode.server.wire.PermitActOffer;
import health.lode.server.wire.PermitOffer;
import health.lode.server.wire.PermitSignatureOffer;
import health.lode.signing.PublicKey;
import health.lode.strict.StrictException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The hub's ledger and what follows from it; there is no second place. What is delivered to nodes
 * is numbered by ledger entry, so that a message outlives a restart of either side. Thread-safe.
 */
final class HubBook implements AutoCloseable {
  private final Ledger ledger;
  private Governance governance = Governance.empty();
  private final Set<String> openTokens = new HashSet<>();
  private final SortedMap<String, HubEvent.NodeJoined> nodes = new TreeMap<>();
  private final Map<PermitId, Long> requests = new TreeMap<>();
  private final List<Given> given = new ArrayList<>();
  private final Map<String, Boolean> signed = new HashMap<>();

  /** Something durable for one hospital. */
  private record Given(long number, String hospital, Message message) {}

  HubBook(Ledger ledger) {
    this.ledger = ledger;
    ledger.forEach(0, this::fold);
  }

  /** Enters a hub's event; returns where. */
  synchronized LedgerReceipt enter(HubEvent event) {
    JsonNode json = event.toJson();
    long index = ledger.append(json);
    apply(index, event);
    return receipt(index);
  }

  /** Enters an event that every home knows. */
  synchronized LedgerReceipt enter(Event event) {
    Governance next = governance.accept(governance.size(), event);
    long index = ledger.append(event.toJson());
    governance = next;
    note(index, event);
    return receipt(index);
  }

  private LedgerReceipt receipt(long index) {
    long size = ledger.size();
    return new LedgerReceipt(index, size, HexFormat.of().formatHex(ledger.rootHash(size)));
  }

  private void fold(long index, JsonNode entry) {
    try {
      if (HubEvent.owns(entry)) {
        apply(index, HubEvent.read(entry));
      } else {
        Event event = Event.fromJson(entry);
        governance = governance.apply(governance.size(), event);
        note(index, event);
      }
    } catch (StrictException | IllegalArgumentException e) {
      throw HubHome.unreadable(e);
    }
  }

  private void note(long index, Event event) {
    if (event instanceof PermitRequested requested) {
      requests.put(requested.permit().id(), index);
    }
  }

  private void apply(long index, HubEvent event) {
    if (event instanceof HubEvent.TokenIssued token) {
      openTokens.add(token.tokenHash());
    } else if (event instanceof HubEvent.NodeJoined node) {
      openTokens.remove(node.tokenHash());
      nodes.put(node.name(), node);
    } else if (event instanceof HubEvent.SignatureGiven s) {
      given.add(
          new Given(index + 1, s.hospital(), new PermitSignatureOffer(s.permit(), s.signature())));
      signed.put(signatureKey(s.hospital(), s.signature()), true);
    } else if (event instanceof HubEvent.ActGiven act) {
      given.add(new Given(index + 1, act.hospital(), new PermitActOffer(act.act())));
    }
  }

  private static String signatureKey(String hospital, PermitSignature s) {
    return hospital + "\n" + s.permitHash() + "\n" + s.rulebookHash() + "\n" + s.office();
  }

  /** Whether this very document was signed here before. */
  synchronized boolean isSigned(
      String hospital, String permitHash, String rulebook, PartyId office) {
    return signed.containsKey(hospital + "\n" + permitHash + "\n" + rulebook + "\n" + office);
  }

  synchronized boolean tokenOpen(String hash) {
    return openTokens.contains(hash);
  }

  synchronized List<HubEvent.NodeJoined> nodes() {
    return List.copyOf(nodes.values());
  }

  synchronized Optional<HubEvent.NodeJoined> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  synchronized Optional<PublicKey> nodeKey(String author) {
    return author.startsWith("node/")
        ? node(author.substring("node/".length())).map(HubEvent.NodeJoined::key)
        : Optional.empty();
  }

  synchronized Parties parties() {
    return governance.parties();
  }

  synchronized Optional<PublicKey> partyKey(String name) {
    return governance.parties().all().stream()
        .filter(p -> p.id().value().equals(name))
        .map(Party::key)
        .findFirst();
  }

  synchronized Collection<PermitState> permits() {
    return List.copyOf(governance.permits().values());
  }

  synchronized Permit permit(PermitId id) {
    return governance
        .permit(id)
        .map(PermitState::permit)
        .orElseThrow(
            () ->
                HubReason.HUB_PERMIT_UNKNOWN.because(
                    "This hub knows no such permit.",
                    "此枢纽没有该许可。",
                    "Request it here first, or ask with the id that the request gave.",
                    "请先在此申请，或使用申请时得到的编号。"));
  }

  synchronized List<OfferedParty> offeredParties() {
    List<OfferedParty> offered = new ArrayList<>();
    governance
        .parties()
        .all()
        .forEach(p -> offered.add(new OfferedParty(p.id(), p.key(), p.custody())));
    return offered;
  }

  /** What a node has to be told beyond number {@code after}, in order. */
  synchronized List<Delivery> deliveries(String hospital, long after) {
    TreeMap<Long, Message> found = new TreeMap<>();
    requests.forEach(
        (id, index) -> {
          if (index + 1 > after) {
            governance
                .permit(id)
                .filter(p -> p.permit().hospitals().contains(hospital))
                .ifPresent(p -> found.put(index + 1, offer(p.permit())));
          }
        });
    for (Given each : given) {
      if (each.number() > after && each.hospital().equals(hospital)) {
        found.put(each.number(), each.message());
      }
    }
    List<Delivery> deliveries = new ArrayList<>();
    found.forEach((number, message) -> deliveries.add(new Delivery(number, message)));
    return deliveries;
  }

  private PermitOffer offer(Permit permit) {
    SortedSet<PartyId> named = new TreeSet<>(List.of(permit.requester(), permit.recipient()));
    List<OfferedParty> offered = new ArrayList<>();
    for (PartyId party : named) {
      governance
          .parties()
          .find(party)
          .ifPresent(p -> offered.add(new OfferedParty(p.id(), p.key(), p.custody())));
    }
    return new PermitOffer(permit, offered);
  }

  void pin(PartyPinned event) {
    enter(event);
  }

  Ledger ledger() {
    return ledger;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
