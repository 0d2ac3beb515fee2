package health.lode.node;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.HubJoined;
import health.lode.server.HubClient;
import health.lode.server.wire.Join;
import health.lode.server.wire.Joined;
import health.lode.server.wire.OfferedParty;
import health.lode.server.wire.WirePaths;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Joining hubs, and the links that a running server keeps to them. */
final class HubDesk implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final NodeService node;
  private final Clock clock;
  private final SecureRandom random;
  private final List<HubLink> links = new CopyOnWriteArrayList<>();
  private boolean serving;

  HubDesk(NodeService node, Clock clock, SecureRandom random) {
    this.node = node;
    this.clock = clock;
    this.random = random;
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("join", (a, p) -> join(a));
    verbs.put("hubs", (a, p) -> hubs());
  }

  private ObjectNode join(Arguments a) {
    HubJoined joined = new HubJoined(a.text("hubKey"), url(a.text("hub")), node.ledger().now());
    var reply =
        connect(joined)
            .send(
                WirePaths.JOIN,
                new Join(a.text("token"), node.home().name(), node.ledger().ledger().verifierKey()),
                PATIENCE);
    if (!(reply instanceof Joined welcome)) {
      throw Refusals.failed().asException();
    }
    node.ledger().enter(joined);
    synchronized (this) {
      if (serving) {
        link(joined);
      }
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("hub", welcome.hub());
    json.put("url", joined.url());
    offered(json.putArray("offered"), welcome.parties());
    return json;
  }

  private static String url(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && uri.getScheme() != null) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
      }
    } catch (IllegalArgumentException e) {
      // Refused below.
    }
    throw Refusals.argument("A hub's address is https://HOST:PORT.", "枢纽地址的写法为 https://主机:端口。");
  }

  private HubClient connect(HubJoined hub) {
    return HubClient.connect(
        URI.create(hub.url()),
        hub.hubKey(),
        "node/" + node.home().name(),
        node.keys().node(),
        clock,
        random);
  }

  /** Keeps a link to every joined hub until closed. */
  synchronized void serve() {
    serving = true;
    node.ledger().governance().hubs().stream()
        .filter(hub -> links.stream().noneMatch(link -> link.hub().url().equals(hub.url())))
        .forEach(this::link);
  }

  private void link(HubJoined hub) {
    List<HubLink> before =
        links.stream().filter(each -> each.hub().url().equals(hub.url())).toList();
    before.forEach(HubLink::close);
    links.removeAll(before);
    HubLink link = new HubLink(node, hub, () -> connect(hub));
    links.add(link);
    link.start();
  }

  /** The hubs joined, whether they are reached, and the keys they offer. */
  ObjectNode hubs() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ArrayNode hubs = json.putArray("hubs");
    for (HubJoined hub : node.ledger().governance().hubs()) {
      hubs.addObject()
          .put("url", hub.url())
          .put("key", hub.hubKey())
          .put("since", hub.at().toString())
          .put("connected", links.stream().anyMatch(l -> l.hub().equals(hub) && l.connected()));
    }
    List<OfferedParty> offered = new ArrayList<>();
    links.forEach(link -> offered.addAll(link.offered()));
    offered(json.putArray("offered"), offered);
    return json;
  }

  /** Keys that hubs name. None is trusted before the hospital's own people pin it. */
  private void offered(ArrayNode array, List<OfferedParty> parties) {
    for (OfferedParty party : parties) {
      array
          .addObject()
          .put("office", party.party().value())
          .put("publicKey", party.key().encoded())
          .put("key", party.key().fingerprint())
          .put(
              "pinned",
              node.ledger()
                  .governance()
                  .parties()
                  .find(party.party())
                  .filter(pinned -> pinned.key().equals(party.key()))
                  .isPresent());
    }
  }

  @Override
  public void close() {
    links.forEach(HubLink::close);
  }
}
