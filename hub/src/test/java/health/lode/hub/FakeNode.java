package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.ask.NodePart;
import health.lode.ask.Planner;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.SigningDocument;
import health.lode.refusal.Words;
import health.lode.server.HubClient;
import health.lode.server.wire.CatalogueReport;
import health.lode.server.wire.Deliveries;
import health.lode.server.wire.Deliveries.Delivery;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.Join;
import health.lode.server.wire.Joined;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.Message;
import health.lode.server.wire.OfferedParty;
import health.lode.server.wire.PermitOffer;
import health.lode.server.wire.PermitReport;
import health.lode.server.wire.PermitSignatureOffer;
import health.lode.server.wire.Poll;
import health.lode.server.wire.Question;
import health.lode.server.wire.QuestionAnswered;
import health.lode.server.wire.QuestionOffer;
import health.lode.server.wire.QuestionRefused;
import health.lode.server.wire.RefusalReport;
import health.lode.server.wire.ReplayGuard;
import health.lode.server.wire.WirePaths;
import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import health.lode.vault.record.OmopSchema;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * A hospital's node as the wire sees it: it polls, trusts the parties it was told of at its join,
 * has the commission sign every permit, and answers every question with the same rows.
 */
final class FakeNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final PartyId COMMISSION = PartyId.of("commission");
  private static final String RULEBOOK = "ab".repeat(32);
  final String name;
  final SigningKey key;
  private final HubClient hub;
  private final Clock clock;
  private final ReplayGuard guard = new ReplayGuard();
  private final Planner planner = new Planner();
  private final Map<String, PublicKey> parties = new ConcurrentHashMap<>();
  private final Map<PermitId, Permit> permits = new ConcurrentHashMap<>();
  private final Map<PermitId, Boolean> active = new ConcurrentHashMap<>();
  volatile List<NodePart.Row> rows;
  private final long suppressed;
  volatile UnaryOperator<JsonNode> documents = json -> json;
  volatile Optional<RefusalReport> refuses = Optional.empty();
  private volatile boolean stopped;
  private Thread thread;
  private long acknowledged;

  FakeNode(
      String name,
      URI address,
      String hubKey,
      SigningKey key,
      Clock clock,
      List<NodePart.Row> rows,
      long suppressed) {
    this.name = name;
    this.key = key;
    this.clock = clock;
    this.rows = rows;
    this.suppressed = suppressed;
    this.hub = HubClient.connect(address, hubKey, "node/" + name, key, clock, new SecureRandom());
  }

  void join(String token) {
    Joined joined =
        (Joined) hub.send(WirePaths.JOIN, new Join(token, name, "ledger-of-" + name), PATIENCE);
    for (OfferedParty party : joined.parties()) {
      parties.put(party.party().value(), party.key());
    }
  }

  void publish(CatalogueReport report) {
    hub.send(WirePaths.REPORT, report, PATIENCE);
  }

  Message say(String path, Message message) {
    return hub.send(path, message, PATIENCE);
  }

  void start() {
    stopped = false;
    thread = new Thread(this::run, "fake-node-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void run() {
    while (!stopped) {
      try {
        Deliveries deliveries =
            (Deliveries) hub.send(WirePaths.POLL, new Poll(acknowledged, 2), PATIENCE);
        for (Delivery delivery : deliveries.deliveries()) {
          act(delivery.message());
          acknowledged = delivery.number();
        }
      } catch (RuntimeException e) {
        stopped = true;
      }
    }
  }

  private void act(Message message) {
    if (message instanceof PermitOffer offer) {
      permits.put(offer.permit().id(), offer.permit());
      offer.parties().forEach(p -> parties.put(p.party().value(), p.key()));
      report(offer.permit());
    } else if (message instanceof PermitSignatureOffer signature) {
      Permit permit = permits.get(signature.permit());
      boolean right =
          parties
              .get("commission")
              .verify(document(permit).bytes(), signature.signature().signature());
      active.put(permit.id(), right);
      report(permit);
    } else if (message instanceof QuestionOffer offer) {
      answer(offer);
    }
  }

  private SigningDocument document(Permit permit) {
    return new SigningDocument(
        permit,
        name,
        COMMISSION,
        RULEBOOK,
        Words.of(
            "The commission approves the project '"
                + permit.project()
                + "' at "
                + name
                + ".\nOnly aggregates over at least 10 patients leave the hospital.",
            "委员会同意项目“" + permit.project() + "”在" + name + "实施。\n只有不少于 10 名患者的汇总数据离开医院。"));
  }

  private void report(Permit permit) {
    boolean done = active.getOrDefault(permit.id(), false);
    hub.send(
        WirePaths.REPORT,
        new PermitReport(
            permit.id(),
            permit.hash(),
            done ? "active" : "requested",
            List.of(
                new PermitReport.NeedReport(
                    PartyId.of("hospital/information"),
                    Words.of("data leaves the hospital", "数据离开医院"),
                    true,
                    Optional.empty()),
                new PermitReport.NeedReport(
                    COMMISSION,
                    Words.of("use by an outside institute", "外部机构使用"),
                    done,
                    done
                        ? Optional.empty()
                        : Optional.of(documents.apply(document(permit).toJson())))),
            List.of()),
        PATIENCE);
  }

  private void answer(QuestionOffer offer) {
    Envelope envelope = offer.envelope();
    Question question =
        (Question)
            envelope.open(
                hub.fingerprint(), clock, guard, a -> Optional.ofNullable(parties.get(a)));
    if (refuses.isPresent()) {
      say(WirePaths.REPORT, new QuestionRefused(offer.question(), refuses.get(), Optional.empty()));
      return;
    }
    String layout = planner.planForMerge(question.sql(), OmopSchema.standard()).orThrow().layout();
    NodePart part = new NodePart(name, layout, rows, suppressed, 3, "0");
    say(
        WirePaths.REPORT,
        new QuestionAnswered(
            offer.question(), part.toJson(), new LedgerReceipt(41, 42, "cd".repeat(32)), 2));
  }

  void stop() throws InterruptedException {
    stopped = true;
    if (thread != null) {
      thread.join(5_000);
    }
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    planner.close();
  }
}
