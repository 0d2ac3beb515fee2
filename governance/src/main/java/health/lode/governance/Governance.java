package health.lode.governance;

import health.lode.governance.party.Parties;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.Admission;
import health.lode.governance.permit.Assessment;
import health.lode.governance.permit.Gate;
import health.lode.governance.permit.Needs;
import health.lode.governance.permit.Permit;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitReason;
import health.lode.governance.permit.PermitState;
import health.lode.governance.permit.PermitStatus;
import health.lode.governance.permit.Signatures;
import health.lode.governance.permit.SigningDocument;
import health.lode.governance.permit.Standing;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a home: a fold over its ledger, and nothing else. Immutable; every event gives a new
 * state that shares what did not change, so that a thread keeps deciding on the state it began
 * with.
 */
public final class Governance {
  private static final ZoneId DEFAULT_ZONE = ZoneId.of("Asia/Shanghai");

  private final ZoneId zone;
  private final long size;
  private final State state;

  private Governance(ZoneId zone, long size, State state) {
    this.zone = zone;
    this.size = size;
    this.state = state;
  }

  /** Before the first event; permits begin and end at midnight in Asia/Shanghai. */
  public static Governance empty() {
    return empty(DEFAULT_ZONE);
  }

  /** Before the first event; permits begin and end at midnight in {@code zone}. */
  public static Governance empty(ZoneId zone) {
    return new Governance(zone, 0, State.EMPTY);
  }

  /**
   * The state after the event at {@code index}; refused with EVENT_IMPOSSIBLE where it cannot
   * follow. Signatures on permits are not checked here but each time a permit is admitted.
   */
  public Governance apply(long index, Event event) {
    if (index != size) {
      throw Impossible.because(
          "entry " + index + " does not follow " + size + " entries",
          "条目 " + index + " 不能接在 " + size + " 个条目之后");
    }
    if (state.home().isEmpty() && !(event instanceof HomeCreated)) {
      throw Impossible.because("a ledger begins with home-created", "账本必须以 home-created 开始");
    }
    return new Governance(zone, size + 1, event.after(state));
  }

  /**
   * As {@link #apply}, for an event that is not entered yet: a signature in it must hold under the
   * key pinned now, and a permit signed must be one that the rulebook could permit.
   */
  public Governance accept(long index, Event event) {
    Governance next = apply(index, event);
    if (event instanceof PermitSigned signed) {
      PermitState permit = next.require(signed.permit());
      Assessment assessment = next.assess(permit.permit());
      if (!(assessment instanceof Assessment.Permitted permitted)) {
        throw ((Assessment.Forbidden) assessment).refusals().get(0).asException();
      }
      next.signatures()
          .problem(permit, signed.signature(), permitted)
          .ifPresent(
              r -> {
                throw r.asException();
              });
    } else if (event instanceof PermitActed acted && !next.signatures().holds(acted.act())) {
      throw Impossible.signature(acted.act().office());
    }
    return next;
  }

  /** Events folded so far; the index of the next one. */
  public long size() {
    return size;
  }

  /** When permits begin and end their days. */
  public ZoneId zone() {
    return zone;
  }

  public Optional<HomeCreated> home() {
    return state.home();
  }

  public Parties parties() {
    return state.parties();
  }

  /** The rulebook in force. */
  public Optional<Rulebook> rulebook() {
    return state.rulebook();
  }

  public Optional<PermitState> permit(PermitId id) {
    return state.permits().find(id);
  }

  /** Every permit, by id. */
  public SortedMap<PermitId, PermitState> permits() {
    TreeMap<PermitId, PermitState> permits = new TreeMap<>();
    state.permits().forEach(permits::put);
    return Collections.unmodifiableSortedMap(permits);
  }

  /** Where a permit stands now; refused with PERMIT_UNKNOWN where there is none. */
  public PermitStatus status(PermitId id, Instant now) {
    PermitState permit = require(id);
    if (state.rulebook().isEmpty()) {
      return permit.has(PermitAct.Kind.REVOKE) ? PermitStatus.REVOKED : PermitStatus.REQUESTED;
    }
    return gate().status(permit, now);
  }

  /** Which offices have to sign at this hospital, or every reason why it is forbidden. */
  public Needs needs(Permit permit) {
    if (state.rulebook().isEmpty()) {
      return new Needs.Refused(List.of(noRulebook().refusal()));
    }
    return assess(permit).asNeeds();
  }

  /** What {@code office} has to sign for this permit, under the rulebook in force. */
  public SigningDocument document(Permit permit, PartyId office) {
    return SigningDocument.of(permit, hospital(), office, presentRulebook());
  }

  /** The offices that are asked or have signed, and whether their signatures count now. */
  public List<Standing> standings(PermitId id) {
    PermitState permit = require(id);
    Assessment assessment = assess(permit.permit());
    return assessment instanceof Assessment.Permitted permitted
        ? signatures().standings(permit, permitted)
        : List.of();
  }

  /** Whether a question for aggregates may run under this permit now. */
  public Admission admit(PermitId id, String permitHash, Instant now) {
    return admit(id, permitHash, Form.AGGREGATE, now);
  }

  /**
   * Whether a use in this form may begin now: every signature must hold, against the keys pinned
   * now and the rulebook in force, each time.
   *
   * @param permitHash hash of the permit that the question is bound to
   */
  public Admission admit(PermitId id, String permitHash, Form form, Instant now) {
    Optional<PermitState> permit = permit(id);
    if (permit.isEmpty()) {
      return new Admission.Refused(unknown(id));
    }
    if (state.rulebook().isEmpty()) {
      return new Admission.Refused(noRulebook().refusal());
    }
    return gate().admit(permit.get(), permitHash, form, now);
  }

  /** Batches of patients' decisions, in order. */
  public List<ConsentRecorded> consentBatches() {
    return state.consents().toList();
  }

  /** Latest completed capture of each source. */
  public SortedMap<String, CaptureCompleted> captures() {
    TreeMap<String, CaptureCompleted> captures = new TreeMap<>();
    state.captures().forEach(captures::put);
    return Collections.unmodifiableSortedMap(captures);
  }

  public Optional<CutPublished> latestCut() {
    return state.cut();
  }

  /** Hubs joined, in order. */
  public List<HubJoined> hubs() {
    return state.hubs().toList();
  }

  /** Questions that were accepted and have neither been answered nor refused since. */
  public SortedMap<String, QuestionAccepted> openQuestions() {
    TreeMap<String, QuestionAccepted> open = new TreeMap<>();
    state.questions().forEach(open::put);
    return Collections.unmodifiableSortedMap(open);
  }

  /** The latest key that {@code party} wants releases sealed to. */
  public Optional<RecipientKeyEnrolled> recipientKey(PartyId party) {
    return state.recipientKeys().find(party);
  }

  /** A release of rows that was accepted here, whatever became of it. */
  public Optional<ReleaseState> release(String id) {
    return state.releases().find(id);
  }

  /** Every release of rows that left, by id. */
  public SortedMap<String, ReleaseState> releasesThatLeft() {
    TreeMap<String, ReleaseState> left = new TreeMap<>();
    state
        .releases()
        .forEach(
            (id, release) -> {
              if (release.left()) {
                left.put(id, release);
              }
            });
    return Collections.unmodifiableSortedMap(left);
  }

  /** How often staff looked at identified data. */
  public long looks() {
    return state.looks();
  }

  private PermitState require(PermitId id) {
    return permit(id).orElseThrow(() -> unknown(id).asException());
  }

  private Assessment assess(Permit permit) {
    return Assessment.of(permit, presentRulebook(), hospital());
  }

  private Gate gate() {
    return new Gate(signatures(), zone);
  }

  private Signatures signatures() {
    return new Signatures(hospital(), state.parties(), state.rulebooks(), presentRulebook());
  }

  private Rulebook presentRulebook() {
    return state.rulebook().orElseThrow(Governance::noRulebook);
  }

  private String hospital() {
    return state.home().map(HomeCreated::name).orElse("");
  }

  private static Refusal unknown(PermitId id) {
    return Refusal.of(
        PermitReason.PERMIT_UNKNOWN,
        Words.of("no permit " + id + " was requested here", "此处没有申请过许可 " + id),
        Words.of("request it with: lode permit request", "请先用 lode permit request 申请"));
  }

  private static RefusedException noRulebook() {
    return Refusal.of(
            GovernanceReason.RULEBOOK_MISSING,
            Words.of("no rulebook is in force", "没有生效的规则书"),
            Words.of("adopt a rulebook first", "请先采用规则书"))
        .asException();
  }
}
