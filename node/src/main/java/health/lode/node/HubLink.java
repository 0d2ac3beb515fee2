package health.lode.node;

import health.lode.governance.Event;
import health.lode.governance.Governance;
import health.lode.governance.HubJoined;
import health.lode.governance.PermitActed;
import health.lode.governance.PermitRequested;
import health.lode.governance.PermitSigned;
import health.lode.governance.party.PartyKind;
import health.lode.governance.permit.Needs;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitState;
import health.lode.refusal.RefusedException;
import health.lode.server.HubClient;
import health.lode.server.wire.CatalogueReport;
import health.lode.server.wire.CheckpointReport;
import health.lode.server.wire.Deliveries;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.Message;
import health.lode.server.wire.OfferedParty;
import health.lode.server.wire.PermitActOffer;
import health.lode.server.wire.PermitOffer;
import health.lode.server.wire.PermitReport;
import health.lode.server.wire.PermitSignatureOffer;
import health.lode.server.wire.Poll;
import health.lode.server.wire.QuestionOffer;
import health.lode.server.wire.QuestionRefused;
import health.lode.server.wire.RefusalReport;
import health.lode.server.wire.WirePaths;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The node's side of one hub: asks outward what waits, acts on its own judgement, and reports. The
 * hub can route, not order: a permit is judged by this hospital's rulebook, a signature by the keys
 * pinned here, a question by its asker's own envelope.
 */
final class HubLink implements AutoCloseable {
  private static final long FIRST_PAUSE_MILLIS = 500;
  private static final long LONGEST_PAUSE_MILLIS = 30_000;
  private static final int QUESTIONS_AT_ONCE = 4;
  private static final Duration LONGEST_ANSWER =
      Duration.ofSeconds(WirePaths.LONGEST_WAIT_SECONDS + 10);
  private static final Duration LONGEST_REPORT = Duration.ofSeconds(30);

  /** Under questions without a pause, the hub still hears of the ledger this often. */
  private static final Duration LONGEST_UNTOLD = Duration.ofSeconds(10);

  private final NodeService node;
  private final HubJoined hub;
  private final Supplier<HubClient> connecting;
  private final AtomicBoolean running = new AtomicBoolean(true);
  private final Map<String, OfferedParty> offered = new TreeMap<>();
  private final ExecutorService questions = daemons("hub-questions", QUESTIONS_AT_ONCE);
  private final ExecutorService reports = daemons("hub-reports", 1);
  private final Thread polling = new Thread(this::poll, "hub-poll");
  private volatile @Nullable HubClient client;
  private long toldSize = -1;
  private long toldAt = System.nanoTime();
  private long toldCut = -1;

  /**
   * @param connecting reaches the hub and makes sure that it is the one
   */
  HubLink(NodeService node, HubJoined hub, Supplier<HubClient> connecting) {
    this.node = node;
    this.hub = hub;
    this.connecting = connecting;
  }

  private static ExecutorService daemons(String name, int threads) {
    return Executors.newFixedThreadPool(
        threads,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  void start() {
    node.ledger().onEntry(this::entered);
    polling.setDaemon(true);
    polling.start();
  }

  HubJoined hub() {
    return hub;
  }

  /** Whether the last exchange with the hub went well. */
  boolean connected() {
    return client != null;
  }

  /** Keys that the hub offered; none is trusted before it is pinned here. */
  synchronized List<OfferedParty> offered() {
    return new ArrayList<>(offered.values());
  }

  private void poll() {
    long acknowledged = 0;
    long pause = FIRST_PAUSE_MILLIS;
    while (running.get()) {
      try {
        HubClient known = client;
        if (known == null) {
          known = connecting.get();
          client = known;
          toldSize = -1;
          toldCut = -1;
          reportStanding();
        }
        Message reply =
            known.send(
                WirePaths.POLL,
                new Poll(acknowledged, WirePaths.LONGEST_WAIT_SECONDS),
                LONGEST_ANSWER);
        pause = FIRST_PAUSE_MILLIS;
        boolean asked = false;
        if (reply instanceof Deliveries deliveries) {
          for (Deliveries.Delivery delivery : deliveries.deliveries()) {
            asked |= delivery.message() instanceof QuestionOffer;
            handle(delivery.message());
            acknowledged = Math.max(acknowledged, delivery.number());
          }
        }
        // A question goes first: the report would take the machine from it, and can wait a little.
        if (!asked || System.nanoTime() - toldAt > LONGEST_UNTOLD.toNanos()) {
          reportLedger();
        }
      } catch (RuntimeException e) {
        // Whatever it was, the link is made anew; the hub keeps what was not acknowledged.
        client = null;
        sleep(pause);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void handle(Message message) {
    if (message instanceof QuestionOffer offer) {
      questions.execute(() -> answer(offer));
    } else if (message instanceof PermitOffer offer) {
      offer(offer);
    } else if (message instanceof PermitSignatureOffer offer) {
      tried(() -> node.permits.signed(offer.permit(), offer.signature()));
      report(offer.permit());
    } else if (message instanceof PermitActOffer offer) {
      tried(() -> node.permits.acted(offer.act()));
      report(offer.act().permit());
    }
  }

  /** What another party got wrong is its own affair: the report shows where the permit stands. */
  private static void tried(Runnable act) {
    try {
      act.run();
    } catch (RefusedException e) {
      // Not entered, so it does not hold; the hub reads that from the report.
    }
  }

  private void offer(PermitOffer offer) {
    synchronized (this) {
      offer.parties().forEach(party -> offered.put(party.party().value(), party));
    }
    Permit permit = offer.permit();
    Needs needs = node.ledger().governance().needs(permit);
    if (needs instanceof Needs.Refused refused) {
      send(
          new PermitReport(
              permit.id(),
              permit.hash(),
              "refused",
              List.of(),
              refused.refusals().stream().map(RefusalReport::of).toList()));
      return;
    }
    tried(() -> node.permits.request(permit));
    report(permit.id());
  }

  private void answer(QuestionOffer offer) {
    Message reply;
    try {
      QuestionDesk.Outcome outcome = node.questions.answer(offer.envelope(), hub.hubKey());
      reply = Border.out(outcome.cleared(), node.ledger());
    } catch (QuestionDesk.Refused refused) {
      reply =
          new QuestionRefused(
              offer.question(),
              RefusalReport.of(refused.refusal().refusal()),
              refused.receipt().map(r -> new LedgerReceipt(r.index(), r.size(), r.root())));
    } catch (RuntimeException e) {
      reply =
          new QuestionRefused(
              offer.question(), RefusalReport.of(Refusals.failed()), Optional.empty());
    }
    sendNow(reply);
  }

  /** After a signature or an act here, tell the hub where the permit stands. */
  private void entered(Event event) {
    if (event instanceof PermitSigned signed) {
      report(signed.permit());
    } else if (event instanceof PermitActed acted) {
      report(acted.act().permit());
    } else if (event instanceof PermitRequested requested) {
      report(requested.permit().id());
    }
  }

  /** Tells where every permit that names this hospital stands, and what the ledger looks like. */
  private void reportStanding() {
    for (PermitId id : node.ledger().governance().permits().keySet()) {
      report(id);
    }
    reportLedger();
  }

  /** Tells what is held and how the ledger stands, where that has changed since it was told. */
  private void reportLedger() {
    long size = node.ledger().ledger().size();
    if (size == toldSize) {
      return;
    }
    toldSize = size;
    toldAt = System.nanoTime();
    node.catalogue().filter(report -> report.cut() != toldCut).ifPresent(this::tellHoldings);
    send(new CheckpointReport(node.ledger().ledger().checkpoint()));
  }

  private void tellHoldings(CatalogueReport report) {
    toldCut = report.cut();
    send(report);
  }

  /** A permit that names no hospital was requested here, for here: no hub need know of it. */
  void report(PermitId id) {
    Governance state = node.ledger().governance();
    Optional<PermitState> permit = state.permit(id);
    if (permit.isEmpty() || !permit.get().permit().hospitals().contains(node.home().name())) {
      return;
    }
    send(standing(state, permit.get()));
  }

  private PermitReport standing(Governance state, PermitState permit) {
    List<PermitReport.NeedReport> needs = new ArrayList<>();
    if (state.needs(permit.permit()) instanceof Needs.Needed needed) {
      needed
          .needs()
          .forEach(
              need -> {
                boolean signed = permit.signatures().containsKey(need.office());
                boolean outside = need.office().kind() != PartyKind.HOSPITAL;
                needs.add(
                    new PermitReport.NeedReport(
                        need.office(),
                        need.because(),
                        signed,
                        outside && !signed
                            ? Optional.of(state.document(permit.permit(), need.office()).toJson())
                            : Optional.empty()));
              });
    }
    return new PermitReport(
        permit.id(),
        permit.hash(),
        state.status(permit.id(), node.ledger().now()).word(),
        needs,
        List.of());
  }

  /** In order, by one thread; a report lost with the connection is made again on reconnecting. */
  private void send(Message message) {
    if (running.get()) {
      reports.execute(() -> sendNow(message));
    }
  }

  private void sendNow(Message message) {
    HubClient known = client;
    if (known == null) {
      return;
    }
    try {
      known.send(WirePaths.REPORT, message, LONGEST_REPORT);
    } catch (RefusedException e) {
      // The hub goes without this report; where permits stand is told again on reconnecting.
    }
  }

  @Override
  public void close() {
    running.set(false);
    polling.interrupt();
    questions.shutdownNow();
    reports.shutdownNow();
  }
}
