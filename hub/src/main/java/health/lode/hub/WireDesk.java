package health.lode.hub;

import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.wire.CatalogueReport;
import health.lode.server.wire.CheckpointReport;
import health.lode.server.wire.Deliveries;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.Join;
import health.lode.server.wire.Joined;
import health.lode.server.wire.Message;
import health.lode.server.wire.Noted;
import health.lode.server.wire.PermitReport;
import health.lode.server.wire.Poll;
import health.lode.server.wire.QuestionAnswered;
import health.lode.server.wire.QuestionRefused;
import health.lode.server.wire.ReplayGuard;
import health.lode.server.wire.WirePaths;
import health.lode.server.wire.WireReason;
import health.lode.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;

/** Where nodes are spoken with: they join, poll and report, always of their own accord. */
final class WireDesk {
  private static final System.Logger LOG = System.getLogger("health.lode.hub");

  /** As a node's name stands in authors, pages and permits. */
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._()（）-]{0,99}");

  private final String hubName;
  private final SigningKey key;
  private final HubBook book;
  private final NodeReports reports;
  private final Clock clock;
  private final SecureRandom random;
  private final ReplayGuard guard;
  private final ConcurrentMap<String, Mailbox> mailboxes = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, PendingQuestion> pending = new ConcurrentHashMap<>();

  WireDesk(
      String hubName,
      SigningKey key,
      HubBook book,
      NodeReports reports,
      ReplayGuard guard,
      Clock clock,
      SecureRandom random) {
    this.hubName = hubName;
    this.key = key;
    this.book = book;
    this.reports = reports;
    this.guard = guard;
    this.clock = clock;
    this.random = random;
  }

  /** A new token for one join; only its hash is kept. */
  String issueToken() {
    byte[] bytes = new byte[18];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    book.enter(new HubEvent.TokenIssued(hash(token), now()));
    return token;
  }

  CompletableFuture<byte[]> join(byte[] body) {
    Envelope envelope = Envelope.parse(body);
    // A node that is not known yet signs with the key it brings; the token is what is believed.
    Message message = envelope.open(own(), clock, guard, author -> Optional.of(envelope.key()));
    if (!(message instanceof Join join)) {
      throw unexpected();
    }
    if (!NAME.matcher(join.name()).matches() || !envelope.author().equals("node/" + join.name())) {
      throw HubReason.NODE_NAME_INVALID.because(
          "This is not a name that a hospital can have here.",
          "这不是此处可用的医院名称。",
          "Use letters, digits, spaces, dots and dashes, at most 100.",
          "请使用字母、数字、空格、点和短横线，最多 100 个字符。");
    }
    enrol(envelope, join);
    return reply(new Joined(hubName, book.offeredParties()), envelope);
  }

  private synchronized void enrol(Envelope envelope, Join join) {
    if (!book.tokenOpen(hash(join.token()))) {
      throw HubReason.JOIN_TOKEN_INVALID.because(
          "The token is unknown or was used.",
          "令牌不存在或已使用。",
          "Ask the hub's operator for a new token; each is good for one join.",
          "请向枢纽管理员索取新令牌；每个令牌只能使用一次。");
    }
    boolean taken =
        book.nodes().stream()
            .anyMatch(n -> n.name().equals(join.name()) != n.key().equals(envelope.key()));
    if (taken) {
      throw HubReason.NODE_NAME_TAKEN.because(
          "Another hospital has joined under this name, or with this key.",
          "已有医院以此名称或此密钥加入。",
          "Join under the hospital's own name and with its own key.",
          "请使用本院自己的名称和密钥加入。");
    }
    book.enter(
        new HubEvent.NodeJoined(
            join.name(), envelope.key(), join.ledger(), hash(join.token()), now()));
  }

  CompletableFuture<byte[]> poll(byte[] body) {
    Envelope envelope = Envelope.parse(body);
    Message message = envelope.open(own(), clock, guard, book::nodeKey);
    if (!(message instanceof Poll poll)) {
      throw unexpected();
    }
    CompletableFuture<Deliveries> found =
        mailbox(name(envelope))
            .poll(
                poll.acknowledged(),
                Math.min(poll.waitSeconds(), WirePaths.LONGEST_WAIT_SECONDS),
                now());
    return found.thenCompose(deliveries -> reply(deliveries, envelope));
  }

  CompletableFuture<byte[]> report(byte[] body) {
    Envelope envelope = Envelope.parse(body);
    Message message = envelope.open(own(), clock, guard, book::nodeKey);
    String node = name(envelope);
    mailbox(node).seen(now());
    if (message instanceof QuestionAnswered answered) {
      ofPending(answered.question()).ifPresent(p -> p.answered(node, answered));
    } else if (message instanceof QuestionRefused refused) {
      ofPending(refused.question()).ifPresent(p -> p.refused(node, refused));
    } else if (message instanceof PermitReport report) {
      // Only about permits that were requested here: a node cannot fill the disk with others.
      book.permit(report.permit());
      reports.permit(node, report, now());
    } else if (message instanceof CatalogueReport report) {
      reports.catalogue(node, report, now());
    } else if (message instanceof CheckpointReport report) {
      if (!reports.checkpoint(node, report, envelope.key(), now())) {
        LOG.log(
            System.Logger.Level.WARNING,
            "the ledger of {0} does not continue what it signed before",
            node);
        throw HubReason.HUB_DOCUMENT_MISMATCH.because(
            "The checkpoint is not signed by the node's key, or does not continue the last one.",
            "检查点不是由该节点的密钥签署，或与上一检查点不连续。",
            "Verify the node's ledger: lode ledger verify HOME",
            "请校验该节点的账本：lode ledger verify 目录");
      }
    } else {
      throw unexpected();
    }
    return reply(new Noted(), envelope);
  }

  private Optional<PendingQuestion> ofPending(String question) {
    return Optional.ofNullable(pending.get(question));
  }

  void expect(PendingQuestion question) {
    pending.put(question.id(), question);
  }

  void forget(PendingQuestion question) {
    pending.remove(question.id());
  }

  int waiting() {
    return pending.size();
  }

  Mailbox mailbox(String node) {
    return mailboxes.computeIfAbsent(
        node, name -> new Mailbox(after -> book.deliveries(name, after)));
  }

  /** Wakes every node whose poll waits: the ledger has something new. */
  void wake(List<String> nodes) {
    nodes.forEach(node -> mailbox(node).wake());
  }

  void close() {
    mailboxes.values().forEach(Mailbox::close);
  }

  private CompletableFuture<byte[]> reply(Message message, Envelope to) {
    return CompletableFuture.completedFuture(
        Envelope.seal(message, "hub/" + hubName, key, to.key().fingerprint(), clock, random)
            .bytes());
  }

  private String own() {
    return key.publicKey().fingerprint();
  }

  private Instant now() {
    return clock.instant();
  }

  private static String name(Envelope envelope) {
    return envelope.author().substring("node/".length());
  }

  private static String hash(String token) {
    return CanonicalJson.sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  private static RefusedException unexpected() {
    return Refusal.of(
            WireReason.MESSAGE_UNEXPECTED,
            Words.of("This message has no business here.", "此处不接受这种消息。"),
            Words.of("See docs/spec/wire.md.", "见 docs/spec/wire.md。"))
        .asException();
  }
}
