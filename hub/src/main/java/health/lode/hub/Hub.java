package health.lode.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.HomeCreated;
import health.lode.governance.HomeKind;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.ledger.Ledger;
import health.lode.refusal.RefusedException;
import health.lode.server.Accounts;
import health.lode.server.Listening;
import health.lode.server.Sessions;
import health.lode.server.Site;
import health.lode.server.Texts;
import health.lode.server.TlsCertificate;
import health.lode.server.WebServer;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.HubStatement;
import health.lode.server.wire.Question;
import health.lode.server.wire.ReplayGuard;
import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * An opened hub: every use case as a method, and {@link #serve} for its pages, its interface for
 * programs and its wire to the nodes. Thread-safe.
 */
public final class Hub implements AutoCloseable {
  /** How long the slowest hospital is waited for, unless told otherwise. */
  public static final Duration DEADLINE = Duration.ofSeconds(30);

  private final HubHome home;
  private final SigningKey key;
  private final HubBook book;
  private final NodeReports reports;
  private final Accounts accounts;
  private final WireDesk wire;
  private final PermitDesk permits;
  private final QuestionDesk questions;
  private final Clock clock;
  private final SecureRandom random;

  private Hub(
      HubHome home, HubBook book, SigningKey key, Clock clock, SecureRandom random, Duration wait) {
    this.home = home;
    this.key = key;
    this.book = book;
    this.clock = clock;
    this.random = random;
    this.reports = new NodeReports(home.reports());
    this.accounts = Accounts.open(home.accounts(), clock, random);
    ReplayGuard guard = new ReplayGuard();
    this.wire = new WireDesk(home.name(), key, book, reports, guard, clock, random);
    this.permits = new PermitDesk(home, book, reports, wire, clock, random);
    this.questions =
        new QuestionDesk(key.publicKey().fingerprint(), book, wire, guard, clock, wait);
  }

  /** Makes a hub's home: its key, the commission's key in single-operator mode, its ledger. */
  public static void create(Path folder, String name, Clock clock, SecureRandom random) {
    HubHome home = HubHome.create(folder, name, random);
    SigningKey key = home.key();
    String origin = "lode-hub-" + key.publicKey().fingerprint();
    try (HubBook book = new HubBook(Ledger.create(home.ledger(), origin, key))) {
      book.enter(new HomeCreated(name, HomeKind.HUB, clock.instant()));
    }
    home.mark();
    try (Hub hub = open(folder, clock, random)) {
      hub.makeOffice(PartyId.of("commission"));
    }
  }

  public static Hub open(Path folder, Clock clock, SecureRandom random) {
    return open(folder, clock, random, DEADLINE);
  }

  /**
   * Opens a hub; its ledger is verified whole.
   *
   * @param deadline how long the slowest hospital is waited for
   */
  public static Hub open(Path folder, Clock clock, SecureRandom random, Duration deadline) {
    HubHome home = HubHome.open(folder);
    SigningKey key = home.key();
    HubBook book = new HubBook(Ledger.open(home.ledger(), key));
    return new Hub(home, book, key, clock, random, deadline);
  }

  public String name() {
    return home.name();
  }

  /** What nodes pin: fingerprint of the hub's signing key. */
  public String fingerprint() {
    return key.publicKey().fingerprint();
  }

  public Accounts accounts() {
    return accounts;
  }

  /** A token for one join, shown once. */
  public String issueToken() {
    return wire.issueToken();
  }

  /** Makes (or finds) a key for an office in this hub: the marked single-operator mode. */
  public PublicKey makeOffice(PartyId office) {
    return permits.makeOffice(office);
  }

  /** Enrols an office that keeps its own key. */
  public void enrolOffice(PartyId office, PublicKey publicKey) {
    permits.enrolOffice(office, publicKey);
  }

  /** Enters the request and offers it to its hospitals; the same request again changes nothing. */
  public PermitId requestPermit(Permit permit) {
    return permits.request(permit);
  }

  /** {@code {id, hash, permit, active, hospitals [{name, joined, status, needs, refusals}]}}. */
  public ObjectNode showPermit(PermitId id) {
    return permits.show(id);
  }

  /** Signs as an office whose key the hub holds; returns the hospitals it signed for. */
  public List<String> signPermit(PermitId id, PartyId office) {
    return permits.sign(id, office);
  }

  /** Revokes, suspends, resumes, returns or closes as an office whose key the hub holds. */
  public void actOnPermit(PermitId id, PermitAct.Kind kind, PartyId office, String reason) {
    permits.act(id, kind, office, reason);
  }

  /** Asks in the requester's own envelope; the future gives the answer or fails with a refusal. */
  public CompletableFuture<ObjectNode> ask(Envelope envelope) {
    return questions.ask(envelope).thenApply(MergedAnswer::toJson);
  }

  /** Asks as the permit's requester, whose key the hub must hold; waits for the answer. */
  public ObjectNode ask(PermitId id, String sql) {
    return merged(id, sql).toJson();
  }

  MergedAnswer merged(PermitId id, String sql) {
    Permit permit = book.permit(id);
    Envelope envelope =
        Envelope.seal(
            new Question(id, sql),
            permit.requester().value(),
            permits.heldKey(permit.requester()),
            fingerprint(),
            clock.instant().plus(Envelope.USUAL_LIFE),
            Optional.of(permit.hash()),
            random);
    try {
      return questions.ask(envelope).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** {@code [{name, online, lastSeen, key, ledgerSize, catalogue}]}. */
  public ArrayNode hospitals() {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (HubEvent.NodeJoined node : book.nodes()) {
      Mailbox mailbox = wire.mailbox(node.name());
      ObjectNode one =
          list.addObject()
              .put("name", node.name())
              .put("online", mailbox.online(clock.instant()))
              .put("joined", node.at().toString())
              .put("key", node.key().fingerprint());
      if (mailbox.lastSeen().getEpochSecond() > 0) {
        one.put("lastSeen", mailbox.lastSeen().toString());
      }
      reports.checkpoint(node.name(), node.key()).ifPresent(c -> one.put("ledgerSize", c.size()));
      reports.catalogue(node.name()).ifPresent(c -> one.set("catalogue", c.toJson()));
    }
    return list;
  }

  /** {@code {name, key, ledger {size, root}, hospitals, permits}}. */
  public ObjectNode status() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("name", name()).put("key", fingerprint());
    json.putObject("ledger")
        .put("size", book.ledger().size())
        .put("root", java.util.HexFormat.of().formatHex(book.ledger().rootHash()));
    json.put("hospitals", book.nodes().size()).put("permits", book.permits().size());
    return json;
  }

  /** Serves with TLS, with a certificate of its own making. */
  public WebServer serve(String host, int port, Collection<String> names) {
    return serve(Listening.tls(host, port, TlsCertificate.in(home.keys(), names, clock, random)));
  }

  /** Serves; returns once requests are answered. */
  public WebServer serve(Listening where) {
    HubStatement statement =
        HubStatement.sign(name(), key, where.tls().map(TlsCertificate::fingerprint));
    Site site =
        new Site(
            name(),
            "hub.kind",
            Texts.beside(Hub.class),
            "health.lode.hub.page",
            List.of(
                new Site.Section("/", "hub.catalogue"),
                new Site.Section("/permits", "hub.permits"),
                new Site.Section("/ask", "hub.ask"),
                new Site.Section("/ledger", "hub.ledger")));
    HubInterface programs = new HubInterface(this, wire, permits, statement);
    HubPages pages = new HubPages(this, book, reports, wire, permits, questions, clock);
    WebServer server =
        WebServer.start(
            where,
            site,
            accounts,
            new Sessions(clock, random),
            routes -> {
              programs.hangUp(routes);
              pages.hangUp(routes);
            });
    Thread warming = new Thread(questions::warmUp, "planner-warming");
    warming.setDaemon(true);
    warming.start();
    return server;
  }

  @Override
  public void close() {
    wire.close();
    questions.close();
    book.close();
  }
}
