package health.lode.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ask.DisclosureGate;
import health.lode.ask.NodePart;
import health.lode.ask.Plan;
import health.lode.ask.Planner;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.Governance;
import health.lode.governance.QuestionAccepted;
import health.lode.governance.QuestionAnswered;
import health.lode.governance.QuestionRefused;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Grant;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitState;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.Question;
import health.lode.server.wire.ReplayGuard;
import health.lode.signing.SigningKey;
import health.lode.vault.Vault;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.engine.Limits;
import health.lode.vault.record.OmopSchema;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Where questions are decided and answered. The node trusts nobody (promise 2): it opens the
 * asker's own envelope, admits the permit, plans the SQL and applies consent itself. Nothing runs
 * before it is entered as accepted, and nothing leaves before it is entered as answered (promise
 * 3).
 */
final class QuestionDesk implements AutoCloseable {
  private final Home home;
  private final HomeKeys keys;
  private final NodeLedger ledger;
  private final LazyVault vault;
  private final PermitDesk permits;
  private final QuestionTexts texts;
  private final SecureRandom random;
  private final Clock clock;
  private final Planner planner = new Planner();
  private final ReplayGuard guard = new ReplayGuard();
  private final ExecutorService beside =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "question-beside");
            thread.setDaemon(true);
            return thread;
          });

  QuestionDesk(
      Home home,
      HomeKeys keys,
      NodeLedger ledger,
      LazyVault vault,
      PermitDesk permits,
      Clock clock,
      SecureRandom random) {
    this.home = home;
    this.keys = keys;
    this.ledger = ledger;
    this.vault = vault;
    this.permits = permits;
    this.clock = clock;
    this.random = random;
    this.texts = new QuestionTexts(home, keys, random);
  }

  void offer(Map<String, UseCase> verbs) {
    verbs.put("ask", (a, p) -> askHere(a.text("permit"), a.text("sql")));
  }

  /** Spares the first asker what can be done before there is one. */
  void warmUp() {
    planner.warmUp();
  }

  /** An answered question: the part that may leave, and the plan that reads it. */
  record Outcome(Border.Cleared cleared, Plan plan) {}

  /** A refused question, with the entry that says so. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient RefusedException refusal;
    private final transient Optional<Receipt> receipt;

    Refused(RefusedException refusal, Optional<Receipt> receipt) {
      super(refusal);
      this.refusal = refusal;
      this.receipt = receipt;
    }

    RefusedException refusal() {
      return refusal;
    }

    Optional<Receipt> receipt() {
      return receipt;
    }
  }

  /** A question by the local researcher, whose key lies in this home. */
  private ObjectNode askHere(String permitText, String sql) {
    PermitState permit = permits.find(permitText);
    SigningKey key = keys.officeOr(HomeInit.RESEARCHER, Optional.empty());
    String recipient = keys.node().publicKey().fingerprint();
    Envelope envelope =
        Envelope.seal(
            new Question(permit.id(), sql),
            HomeInit.RESEARCHER.value(),
            key,
            recipient,
            clock.instant().plus(Envelope.USUAL_LIFE),
            Optional.of(permit.hash()),
            random);
    try {
      Outcome outcome = answer(envelope, recipient);
      return local(outcome);
    } catch (Refused refused) {
      throw refused.refusal();
    }
  }

  private ObjectNode local(Outcome outcome) {
    NodePart part = outcome.cleared().part();
    ObjectNode json = outcome.plan().finish(List.of(part)).toJson();
    json.put("patientsExcluded", part.patientsExcluded());
    json.put("cut", part.cut());
    json.set("receipt", outcome.cleared().receipt().toJson());
    return json;
  }

  /**
   * Answers the question in {@code envelope}.
   *
   * @param recipient fingerprint the envelope must be addressed to: this node, or a joined hub
   * @throws Refused with the ledger entry of the refusal
   */
  Outcome answer(Envelope envelope, String recipient) {
    String id = envelope.questionId();
    Optional<PermitId> named = Optional.empty();
    try {
      Question question = open(envelope, recipient);
      named = Optional.of(question.permit());
      return answer(id, question, envelope);
    } catch (RefusedException e) {
      throw new Refused(e, enterRefusal(id, named, e));
    } catch (RuntimeException e) {
      // What failed is not told outside: an error can be an oracle.
      RefusedException failed = new RefusedException(Refusals.failed(), e);
      throw new Refused(failed, enterRefusal(id, named, failed));
    }
  }

  private Question open(Envelope envelope, String recipient) {
    Governance state = ledger.governance();
    var message =
        envelope.open(
            recipient,
            clock,
            guard,
            author ->
                author.startsWith("node/") || author.startsWith("hub/")
                    ? Optional.empty()
                    : state.parties().find(PartyId.of(author)).map(Party::key));
    if (message instanceof Question question) {
      return question;
    }
    throw unsigned();
  }

  private static RefusedException unsigned() {
    return Refusals.refused(
        NodeReason.QUESTION_UNSIGNED,
        Words.of("This is no signed question.", "这不是一个签名的问题。"),
        Words.of("Send the asker's own envelope with the permit's hash.", "请发送提问者本人的信封，并附许可哈希。"));
  }

  private Outcome answer(String id, Question question, Envelope envelope) {
    if (texts.kept(id)) {
      // The guard forgets with the process; the texts beside the journal do not.
      throw Refusals.refused(
          NodeReason.QUESTION_REPLAYED,
          Words.of("This very question was asked here before.", "此问题此前已在这里提出过。"),
          Words.of("Sign a new envelope for each question.", "请为每次提问签署新的信封。"));
    }
    String permitHash = envelope.permitHash().orElseThrow(QuestionDesk::unsigned);
    PartyId asker = PartyId.of(envelope.author());
    Governance admitting = ledger.governance();
    Instant admitted = ledger.now();
    Grant grant = admitting.admit(question.permit(), permitHash, admitted).orThrow();
    if (!grant.requester().equals(asker)) {
      throw Refusals.refused(
          NodeReason.ASKER_NOT_REQUESTER,
          Words.of(
              "The permit was given to " + grant.requester() + ", not to " + asker + ".",
              "该许可授予 " + grant.requester() + "，而非 " + asker + "。"),
          Words.of(
              "Let the requester ask, or request a permit for " + asker + ".",
              "请由申请方提问，或为 " + asker + " 另行申请许可。"));
    }
    Plan plan = planner.plan(question.sql(), grant, OmopSchema.standard()).orThrow();
    Vault data = vault.vault();
    CutInfo cut = data.latestCut().orElseThrow(QuestionDesk::nothingCaptured);
    data.consentIncomplete(ledger.governance().consentBatches())
        .ifPresent(
            refusal -> {
              throw refusal.asException();
            });
    ConsentFilter consent =
        data.consentFilter(grant.purpose(), grant.categories(), grant.consent());
    StatementAhead.Ran ran;
    try (StatementAhead statement =
        new StatementAhead(beside, data.engine(), plan.nodeSql(cut, consent), Limits.standard())) {
      Ahead<?> kept = Ahead.of(beside, () -> texts.keep(id, question.sql()));
      ledger.enter(
          state ->
              new QuestionAccepted(
                  id,
                  question.permit(),
                  permitHash,
                  CanonicalJson.sha256(question.sql().getBytes(StandardCharsets.UTF_8)),
                  asker,
                  cut.number(),
                  state == admitting
                      ? admitted
                      : admittedAgain(state, question.permit(), permitHash)));
      kept.get();
      ran = statement.run();
    }
    NodePart part =
        DisclosureGate.pass(ran.result(), plan, grant.minimumPersons(), home.name(), cut, consent);
    long index =
        ledger.enter(
            new QuestionAnswered(
                id, part.hash(), part.rows().size(), part.suppressed(), ledger.now()));
    return new Outcome(new Border.Cleared(id, part, ledger.receipt(index, id), ran.millis()), plan);
  }

  /**
   * A permit may be revoked between admission and entry, so that the entry decides on its own
   * state; the very state that admitted it need not be asked twice.
   */
  private Instant admittedAgain(Governance state, PermitId permit, String hash) {
    Instant now = ledger.now();
    state.admit(permit, hash, now).orThrow();
    return now;
  }

  static RefusedException nothingCaptured() {
    return Refusals.refused(
        NodeReason.NOTHING_CAPTURED,
        Words.of("Nothing has been captured here yet.", "这里尚未采集任何数据。"),
        Words.of("Take in data first: lode capture HOME PATH...", "请先采集数据：lode capture 目录 路径..."));
  }

  private Optional<Receipt> enterRefusal(
      String id, Optional<PermitId> permit, RefusedException refusal) {
    // A permit that was never requested here has no usage to count and is not named.
    Optional<PermitId> known = permit.filter(p -> ledger.governance().permit(p).isPresent());
    long index =
        ledger.enter(new QuestionRefused(id, known, refusal.refusal().code().name(), ledger.now()));
    return Optional.of(ledger.receipt(index, id));
  }

  @Override
  public void close() {
    beside.shutdown();
    planner.close();
  }
}
