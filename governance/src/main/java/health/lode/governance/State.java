package health.lode.governance;

import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.Parties;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.governance.party.PartyKind;
import health.lode.governance.permit.PermitAct;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitReason;
import health.lode.governance.permit.PermitSignature;
import health.lode.governance.permit.PermitState;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What the events so far add up to. Each method is one event's effect and refuses the event where
 * it cannot have happened.
 *
 * @param rulebook the one in force
 * @param rulebooks every one that ever was, by hash, because signatures name theirs
 * @param questions accepted and not yet answered or refused, by id
 * @param releases every accepted release of rows, by id, because pseudonyms may be undone later
 * @param recipientKeys the latest key that each party wants releases sealed to
 * @param looks how often staff looked at identified data
 */
record State(
    Optional<HomeCreated> home,
    Parties parties,
    Optional<Rulebook> rulebook,
    Map<String, Rulebook> rulebooks,
    PersistentMap<PermitId, PermitState> permits,
    PersistentMap<String, QuestionAccepted> questions,
    PersistentList<ConsentRecorded> consents,
    PersistentMap<String, CaptureCompleted> captures,
    Optional<CutPublished> cut,
    PersistentList<HubJoined> hubs,
    PersistentMap<String, ReleaseState> releases,
    PersistentMap<PartyId, RecipientKeyEnrolled> recipientKeys,
    long looks) {

  static final State EMPTY =
      new State(
          Optional.empty(),
          Parties.none(),
          Optional.empty(),
          Map.of(),
          PersistentMap.empty(),
          PersistentMap.empty(),
          PersistentList.empty(),
          PersistentMap.empty(),
          Optional.empty(),
          PersistentList.empty(),
          PersistentMap.empty(),
          PersistentMap.empty(),
          0);

  State created(HomeCreated event) {
    if (home.isPresent()) {
      throw Impossible.because("the home exists already", "该节点已存在");
    }
    return with(next -> next.home = Optional.of(event));
  }

  State with(Parties pinned) {
    return with(next -> next.parties = pinned);
  }

  State adopted(RulebookAdopted event) {
    if (!CanonicalJson.sha256(event.text().getBytes(StandardCharsets.UTF_8)).equals(event.hash())) {
      throw Impossible.because(
          "the rulebook's text does not have the hash it is adopted by", "规则书文本与哈希不符");
    }
    Party by = parties.require(event.by());
    String hospital = home.map(HomeCreated::name).orElse("");
    if (!by.key()
        .verify(
            RulebookAdopted.signingBytes(hospital, event.by(), event.hash()), event.signature())) {
      throw Impossible.signature(event.by());
    }
    Rulebook adopted = Rulebook.parse(event.text());
    Map<String, Rulebook> all = new HashMap<>(rulebooks);
    all.put(adopted.hash(), adopted);
    return with(
        next -> {
          next.rulebook = Optional.of(adopted);
          next.rulebooks = Map.copyOf(all);
        });
  }

  State requested(PermitRequested event) {
    if (!event.permit().hash().equals(event.hash())) {
      throw Impossible.because("the permit does not have the hash given", "许可与哈希不符");
    }
    PermitId id = event.permit().id();
    Optional<PermitState> before = permits.find(id);
    if (before.isPresent() && !before.get().has(PermitAct.Kind.RETURN)) {
      throw Refusal.of(
              PermitReason.PERMIT_EXISTS,
              Words.of(id + " was requested already", id + " 已申请过"),
              Words.of(
                  "go on with " + id + ", or change the permit to ask for something else",
                  "请继续使用 " + id + "，或修改后另行申请"))
          .asException();
    }
    if (before.isPresent() && before.get().has(PermitAct.Kind.REVOKE)) {
      throw Impossible.because("a revoked permit stays revoked", "已撤销的许可不能再申请");
    }
    return with(id, PermitState.requested(event.permit(), event.hash(), event.at()));
  }

  State signed(PermitSigned event) {
    PermitState permit = require(event.permit());
    PermitSignature signature = event.signature();
    open(permit);
    if (!signature.permitHash().equals(permit.hash())) {
      throw Impossible.because("the signature is for another permit", "签名针对另一许可");
    }
    if (!rulebooks.containsKey(signature.rulebookHash())) {
      throw Impossible.because(
          "the signature names a rulebook that was never in force here", "签名所依规则书未曾在此生效");
    }
    Party party = parties.require(signature.office());
    if (!party.key().fingerprint().equals(signature.signature().keyId())) {
      throw Impossible.signature(signature.office());
    }
    return with(event.permit(), permit.signed(signature));
  }

  State acted(PermitActed event) {
    PermitAct act = event.act();
    PermitState permit = require(act.permit());
    if (!act.permitHash().equals(permit.hash())) {
      throw Impossible.because("the act is on another permit", "该操作针对另一许可");
    }
    open(permit);
    parties.require(act.office());
    if (!mayAct(permit, act)) {
      throw Impossible.because(
          act.office() + " has no say in this permit", act.office() + " 无权处理此许可");
    }
    return with(act.permit(), permit.acted(act));
  }

  private static boolean mayAct(PermitState permit, PermitAct act) {
    PartyId office = act.office();
    boolean overseer = office.kind() == PartyKind.HOSPITAL || office.kind() == PartyKind.COMMISSION;
    boolean own = act.kind() == PermitAct.Kind.CLOSE && office.equals(permit.permit().requester());
    return overseer || own || permit.signatures().containsKey(office);
  }

  private static void open(PermitState permit) {
    for (PermitAct.Kind kind :
        new PermitAct.Kind[] {PermitAct.Kind.REVOKE, PermitAct.Kind.CLOSE, PermitAct.Kind.RETURN}) {
      if (permit.has(kind)) {
        throw Impossible.because(
            "the permit has ended with " + kind.word(), "许可已终止（" + kind.word() + "）");
      }
    }
  }

  State recorded(ConsentRecorded event) {
    return with(next -> next.consents = consents.with(event));
  }

  State accepted(QuestionAccepted event) {
    PermitState permit = require(event.permit());
    if (!permit.hash().equals(event.permitHash())) {
      throw Impossible.because("the question is bound to another permit", "提问绑定了另一许可");
    }
    open(permit);
    if (questions.find(event.question()).isPresent()) {
      throw Impossible.because("this question was accepted already", "该提问已被接受");
    }
    return with(event.permit(), permit.accepted())
        .questions(questions.with(event.question(), event));
  }

  State answered(QuestionAnswered event) {
    QuestionAccepted accepted =
        questions
            .find(event.question())
            .orElseThrow(
                () ->
                    Impossible.because(
                        "an answer to a question that was not accepted", "未接受的提问不能作答"));
    return with(accepted.permit(), require(accepted.permit()).answered())
        .questions(questions.without(event.question()));
  }

  State refusedQuestion(QuestionRefused event) {
    Optional<QuestionAccepted> accepted = questions.find(event.question());
    Optional<PermitId> permit = accepted.map(QuestionAccepted::permit).or(event::permit);
    // A question may name a permit that was never requested here: that is why it was refused.
    Optional<PermitState> known = permit.flatMap(permits::find);
    State next = known.isEmpty() ? this : with(permit.get(), known.get().refused());
    return next.questions(questions.without(event.question()));
  }

  State captured(CaptureCompleted event) {
    if (event.received() != event.captured() + event.duplicate() + event.quarantined()) {
      throw Impossible.because(
          "received is not captured + duplicate + quarantined", "接收数不等于采集、重复、隔离之和");
    }
    return with(next -> next.captures = captures.with(event.source(), event));
  }

  State published(CutPublished event) {
    if (cut.isPresent() && event.number() <= cut.get().number()) {
      throw Impossible.because("cut numbers only grow", "切片编号只能递增");
    }
    return with(next -> next.cut = Optional.of(event));
  }

  State joined(HubJoined event) {
    return with(next -> next.hubs = hubs.with(event));
  }

  State looked() {
    return with(next -> next.looks = looks + 1);
  }

  private State with(PermitId id, PermitState permit) {
    return with(next -> next.permits = permits.with(id, permit));
  }

  private State questions(PersistentMap<String, QuestionAccepted> open) {
    return with(next -> next.questions = open);
  }

  State accepted(ReleaseAccepted event) {
    PermitState permit = require(event.permit());
    if (!permit.hash().equals(event.permitHash())) {
      throw Impossible.because("the release is bound to another permit", "发布绑定了另一许可");
    }
    open(permit);
    if (releases.find(event.release()).isPresent()) {
      throw Impossible.because("this release was accepted already", "该发布已被接受");
    }
    return with(event.permit(), permit.accepted()).with(event.release(), ReleaseState.of(event));
  }

  State enrolled(RecipientKeyEnrolled event) {
    parties.require(event.party());
    return with(next -> next.recipientKeys = recipientKeys.with(event.party(), event));
  }

  State made(ReleaseMade event) {
    ReleaseState release = openRelease(event.release());
    PermitId permit = release.accepted().permit();
    return with(permit, require(permit).answered()).with(event.release(), release.made(event));
  }

  State refusedRelease(ReleaseRefused event) {
    if (releases.find(event.release()).isEmpty()) {
      Optional<PermitState> known = event.permit().flatMap(permits::find);
      return known.isEmpty() ? this : with(event.permit().get(), known.get().refused());
    }
    ReleaseState release = openRelease(event.release());
    PermitId permit = release.accepted().permit();
    return with(permit, require(permit).refused()).with(event.release(), release.refused());
  }

  /** A pseudonym may be undone by an office of the hospital that signed the release's permit. */
  State undone(PseudonymUndone event) {
    ReleaseState release =
        releases
            .find(event.release())
            .filter(ReleaseState::left)
            .orElseThrow(() -> Impossible.because("no such release ever left", "没有此次发布"));
    Party office = parties.require(event.office());
    PermitState permit = require(release.accepted().permit());
    if (event.office().kind() != PartyKind.HOSPITAL
        || !permit.signatures().containsKey(event.office())) {
      throw Impossible.because(
          event.office() + " did not sign the permit of this release",
          event.office() + " 未签署此次发布的许可");
    }
    String hospital = home.map(HomeCreated::name).orElse("");
    if (!office.key().verify(event.signingBytes(hospital), event.signature())) {
      throw Impossible.signature(event.office());
    }
    return looked();
  }

  private ReleaseState openRelease(String id) {
    return releases
        .find(id)
        .filter(ReleaseState::open)
        .orElseThrow(() -> Impossible.because("this release is not under way", "该发布不在进行中"));
  }

  private State with(String release, ReleaseState state) {
    return with(next -> next.releases = releases.with(release, state));
  }

  private PermitState require(PermitId id) {
    return permits
        .find(id)
        .orElseThrow(
            () -> Impossible.because("permit " + id + " was never requested", id + " 从未申请"));
  }

  /** This state with what {@code change} sets; the one place that copies it. */
  private State with(Consumer<Draft> change) {
    Draft next = new Draft(this);
    change.accept(next);
    return new State(
        next.home,
        next.parties,
        next.rulebook,
        next.rulebooks,
        next.permits,
        next.questions,
        next.consents,
        next.captures,
        next.cut,
        next.hubs,
        next.releases,
        next.recipientKeys,
        next.looks);
  }

  private static final class Draft {
    Optional<HomeCreated> home;
    Parties parties;
    Optional<Rulebook> rulebook;
    Map<String, Rulebook> rulebooks;
    PersistentMap<PermitId, PermitState> permits;
    PersistentMap<String, QuestionAccepted> questions;
    PersistentList<ConsentRecorded> consents;
    PersistentMap<String, CaptureCompleted> captures;
    Optional<CutPublished> cut;
    PersistentList<HubJoined> hubs;
    PersistentMap<String, ReleaseState> releases;
    PersistentMap<PartyId, RecipientKeyEnrolled> recipientKeys;
    long looks;

    Draft(State from) {
      home = from.home;
      parties = from.parties;
      rulebook = from.rulebook;
      rulebooks = from.rulebooks;
      permits = from.permits;
      questions = from.questions;
      consents = from.consents;
      captures = from.captures;
      cut = from.cut;
      hubs = from.hubs;
      releases = from.releases;
      recipientKeys = from.recipientKeys;
      looks = from.looks;
    }
  }
}
