package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.refusal.Words;
import health.lode.server.wire.CatalogueReport;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * An opened home: every use case of a node, by name. It holds the home's lock.
 *
 * <p>Use cases that only read run side by side; the ledger orders what is entered.
 */
public final class NodeService implements AutoCloseable {
  private final TreeMap<String, UseCase> verbs = new TreeMap<>();
  private final NodeLedger ledger;
  private final LazyVault vault;
  private final Home home;
  private final HomeLock lock;
  final PermitDesk permits;
  final QuestionDesk questions;
  final ConsentDesk consents;
  final CaptureDesk captures;
  final PartyDesk parties;
  final LedgerDesk exits;
  final HubDesk hubs;
  private final HomeKeys keys;

  private NodeService(
      Home home,
      HomeLock lock,
      HomeKeys keys,
      NodeLedger ledger,
      LazyVault vault,
      Clock clock,
      SecureRandom random) {
    this.home = home;
    this.lock = lock;
    this.keys = keys;
    this.ledger = ledger;
    this.vault = vault;
    permits = new PermitDesk(home, keys, ledger);
    captures = new CaptureDesk(ledger, vault);
    consents = new ConsentDesk(ledger, vault, random);
    parties = new PartyDesk(home, keys, ledger);
    exits = new LedgerDesk(ledger);
    questions = new QuestionDesk(home, keys, ledger, vault, permits, clock, random);
    ReleaseRegister register = new ReleaseRegister(home, keys, random);
    RecipientKeys recipients = new RecipientKeys(home, keys, ledger, random);
    recipients.offer(verbs);
    new ReleaseDesk(home, ledger, vault, permits, recipients, register, random).offer(verbs);
    new PseudonymDesk(home, keys, ledger, vault, register, random).offer(verbs);
    new TraceDesk(ledger, register).offer(verbs);
    new ReviewDesk(home, ledger, vault, register, random).offer(verbs);
    hubs = new HubDesk(this, clock, random);
    hubs.offer(verbs);
    new QualityDesk(vault).offer(verbs);
    permits.offer(verbs);
    consents.offer(verbs);
    questions.offer(verbs);
    captures.offer(verbs);
    parties.offer(verbs);
    exits.offer(verbs);
  }

  /**
   * Opens a home, and takes over its lock: closing the service gives it back, and so does a home
   * that cannot be opened. The ledger is read and checked whole.
   */
  public static NodeService open(Home home, HomeLock lock, Clock clock, SecureRandom random) {
    try {
      HomeKeys keys = new HomeKeys(home);
      NodeLedger ledger = NodeLedger.open(home, keys.ledger(), clock);
      return new NodeService(
          home, lock, keys, ledger, new LazyVault(home, keys, clock, random), clock, random);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  /** Does one piece of work. */
  public JsonNode answer(Work work, Progress progress) {
    UseCase useCase = verbs.get(work.verb());
    if (useCase == null) {
      throw Refusals.refused(
          NodeReason.ARGUMENT_INVALID,
          Words.of("This server does not know such work.", "服务器不支持该操作。"),
          Words.of("Run command and server from the same version.", "请使用同一版本的命令和服务器。"));
    }
    return useCase.run(new Arguments(work.arguments()), progress);
  }

  /** Names of the use cases. */
  public SortedSet<String> verbs() {
    return new TreeSet<>(verbs.keySet());
  }

  /** What the hospital publishes of its holdings; nothing before the first cut. */
  Optional<CatalogueReport> catalogue() {
    return vault.ready() ? Border.catalogue(this) : Optional.empty();
  }

  Home home() {
    return home;
  }

  HomeKeys keys() {
    return keys;
  }

  NodeLedger ledger() {
    return ledger;
  }

  LazyVault vault() {
    return vault;
  }

  @Override
  public void close() {
    try {
      hubs.close();
      questions.close();
      vault.close();
    } finally {
      ledger.close();
      lock.close();
    }
  }
}
