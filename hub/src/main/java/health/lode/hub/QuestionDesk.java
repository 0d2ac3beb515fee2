package health.lode.hub;

import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ask.Answer;
import health.lode.ask.NodePart;
import health.lode.ask.Plan;
import health.lode.ask.PlanOutcome;
import health.lode.ask.Planner;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.permit.Permit;
import health.lode.hub.PendingQuestion.Outcome;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.TravelledRefusal;
import health.lode.server.wire.Deliveries.Delivery;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.Message;
import health.lode.server.wire.Question;
import health.lode.server.wire.QuestionOffer;
import health.lode.server.wire.ReplayGuard;
import health.lode.server.wire.WireReason;
import health.lode.vault.record.OmopSchema;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Takes a signed question, hands it unchanged to the permit's hospitals, waits for their parts, and
 * merges them. What it checks it checks to be quick and clear; that the question may be answered is
 * decided by each hospital alone.
 */
final class QuestionDesk implements AutoCloseable {
  private static final int MOST_WAITING = 200;
  private final String hubFingerprint;
  private final HubBook book;
  private final WireDesk wire;
  private final ReplayGuard guard;
  private final Clock clock;
  private final Duration deadline;
  private final Planner planner = new Planner();

  QuestionDesk(
      String hubFingerprint,
      HubBook book,
      WireDesk wire,
      ReplayGuard guard,
      Clock clock,
      Duration deadline) {
    this.hubFingerprint = hubFingerprint;
    this.book = book;
    this.wire = wire;
    this.guard = guard;
    this.clock = clock;
    this.deadline = deadline;
  }

  /** Spares the first asker what can be done before there is one. */
  void warmUp() {
    planner.warmUp();
  }

  /** What the question would do, in plain words, or why it cannot be asked. */
  Words explain(Permit permit, String sql) {
    Plan plan = plan(permit, sql);
    String tables = String.join(", ", plan.tables());
    String columns = String.join(", ", plan.columns());
    return Words.of(
        "Each hospital reads "
            + tables
            + " within its own walls, without the patients who object, and computes: "
            + columns
            + ". Groups with fewer different patients than that hospital's rulebook demands stay"
            + " inside; only the figures of the other groups leave it, and they are added up here.",
        "每家医院在院内读取 "
            + tables
            + "（不含已表示反对的患者），计算："
            + columns
            + "。患者数少于该院规则书最小值的分组不会离开医院；离开的只有其余分组的统计数字，在此相加。");
  }

  private Plan plan(Permit permit, String sql) {
    PlanOutcome outcome = planner.planForMerge(sql, OmopSchema.standard());
    Plan plan = outcome.orThrow();
    Optional<Refusal> refused = plan.refusalFor(permit.hospitals().size());
    if (refused.isPresent()) {
      throw refused.get().asException();
    }
    return plan;
  }

  /** The answer as JSON, docs/spec/wire.md; or the future fails with a refusal. */
  CompletableFuture<MergedAnswer> ask(Envelope envelope) {
    long began = System.nanoTime();
    Question question = opened(envelope);
    Permit permit = book.permit(question.permit());
    if (!permit.requester().value().equals(envelope.author())) {
      throw HubReason.QUESTION_NOT_BY_REQUESTER.because(
          "The question is not asked by the permit's requester, " + permit.requester() + ".",
          "提问方不是该许可的申请方 " + permit.requester() + "。",
          "Have the requester ask, or request a permit of your own.",
          "请由申请方提问，或另行申请许可。");
    }
    if (!envelope.permitHash().equals(Optional.of(permit.hash()))) {
      throw HubReason.QUESTION_PERMIT_MISMATCH.because(
          "The question is bound to a permit that differs from the one requested here.",
          "问题所绑定的许可与此处申请的许可不同。",
          "Ask under the permit as it was signed; a changed permit needs new signatures.",
          "请按已签署的许可提问；许可一经更改须重新签署。");
    }
    Plan plan = plan(permit, question.sql());
    if (wire.waiting() >= MOST_WAITING) {
      throw HubReason.HUB_BUSY.because(
          "Too many questions wait for their answers.",
          "等待回答的问题过多。",
          "Try again in a moment.",
          "请稍后再试。");
    }
    return route(envelope, question, permit, plan)
        .thenApply(outcomes -> merge(envelope, permit, plan, outcomes, began));
  }

  private Question opened(Envelope envelope) {
    Message message = envelope.open(hubFingerprint, clock, guard, book::partyKey);
    if (message instanceof Question question) {
      return question;
    }
    throw Refusal.of(
            WireReason.MESSAGE_UNEXPECTED,
            Words.of("This is no question.", "这不是一个问题。"),
            Words.of("See docs/spec/wire.md.", "见 docs/spec/wire.md。"))
        .asException();
  }

  private CompletableFuture<Map<String, Outcome>> route(
      Envelope envelope, Question question, Permit permit, Plan plan) {
    PendingQuestion waiting = new PendingQuestion(envelope.questionId(), permit.hospitals());
    LedgerReceipt entered =
        book.enter(
            new HubEvent.QuestionRouted(
                waiting.id(),
                question.permit(),
                plan.questionHash(),
                permit.requester(),
                permit.hospitals(),
                clock.instant()));
    long number = entered.index() + 1;
    QuestionOffer offer = QuestionOffer.of(envelope);
    wire.expect(waiting);
    List<String> asked = new ArrayList<>();
    for (String hospital : permit.hospitals()) {
      if (book.node(hospital).isEmpty()) {
        waiting.put(hospital, new Outcome.Unknown());
      } else if (!wire.mailbox(hospital).online(clock.instant())) {
        waiting.put(hospital, new Outcome.Offline());
      } else {
        asked.add(hospital);
        wire.mailbox(hospital).question(new Delivery(number, offer));
      }
    }
    CompletableFuture.delayedExecutor(deadline.toMillis(), TimeUnit.MILLISECONDS)
        .execute(waiting::deadline);
    return waiting
        .done()
        .whenComplete(
            (outcomes, thrown) -> {
              wire.forget(waiting);
              asked.forEach(hospital -> wire.mailbox(hospital).withdraw(number));
            });
  }

  private MergedAnswer merge(
      Envelope envelope, Permit permit, Plan plan, Map<String, Outcome> outcomes, long began) {
    List<NodePart> parts = new ArrayList<>();
    outcomes.replaceAll(
        (hospital, outcome) -> {
          if (outcome instanceof Outcome.Answered answered) {
            if (!answered.part().layout().equals(plan.layout())) {
              return new Outcome.Unreadable();
            }
            parts.add(answered.part());
          }
          return outcome;
        });
    Answer answer = finish(plan, parts, outcomes);
    ObjectNode json = answer.toJson();
    List<String> from = parts.stream().map(NodePart::hospital).toList();
    // Figures may be decimals, which have no canonical form: the text as it is sent is hashed.
    String hash = CanonicalJson.sha256(json.toString().getBytes(StandardCharsets.UTF_8));
    LedgerReceipt receipt =
        book.enter(new HubEvent.QuestionMerged(envelope.questionId(), hash, from, clock.instant()));
    return new MergedAnswer(
        envelope.questionId(),
        permit.id(),
        answer,
        json,
        outcomes,
        receipt,
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
  }

  /** Merges; a hospital whose part cannot be merged is left out and named, not all refused. */
  private static Answer finish(Plan plan, List<NodePart> parts, Map<String, Outcome> outcomes) {
    if (parts.isEmpty()) {
      throw nobody(outcomes);
    }
    try {
      return plan.finish(parts);
    } catch (RefusedException e) {
      int before = parts.size();
      parts.removeIf(part -> !mergeable(plan, part, outcomes));
      if (parts.size() == before) {
        throw e;
      }
      return finish(plan, parts, outcomes);
    }
  }

  private static boolean mergeable(Plan plan, NodePart part, Map<String, Outcome> outcomes) {
    try {
      plan.finish(List.of(part));
      return true;
    } catch (RefusedException e) {
      outcomes.put(part.hospital(), new Outcome.Unreadable());
      return false;
    }
  }

  private static RefusedException nobody(Map<String, Outcome> outcomes) {
    for (Outcome outcome : outcomes.values()) {
      if (outcome instanceof Outcome.Refused refused) {
        return TravelledRefusal.of(refused.refusal()).asException();
      }
    }
    StringBuilder en = new StringBuilder();
    StringBuilder zh = new StringBuilder();
    outcomes.forEach(
        (hospital, outcome) -> {
          Words state = MergedAnswer.state(outcome);
          en.append(en.length() == 0 ? "" : "; ").append(hospital).append(": ").append(state.en());
          zh.append(zh.length() == 0 ? "" : "；").append(hospital).append("：").append(state.zh());
        });
    return HubReason.NO_HOSPITAL_ANSWERED.because(
        "No hospital answered (" + en + ").",
        "没有医院作出回答（" + zh + "）。",
        "Try again when the hospitals' nodes are running and connected.",
        "请在各医院节点运行并连接后重试。");
  }

  @Override
  public void close() {
    planner.close();
  }
}
