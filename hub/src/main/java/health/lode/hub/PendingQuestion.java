package health.lode.hub;

import health.lode.ask.NodePart;
import health.lode.server.wire.LedgerReceipt;
import health.lode.server.wire.QuestionAnswered;
import health.lode.server.wire.QuestionRefused;
import health.lode.server.wire.RefusalReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** A question on its way: which hospitals are waited for, and what has come. Thread-safe. */
final class PendingQuestion {
  private final String id;
  private final Map<String, Outcome> outcomes = new TreeMap<>();
  private final CompletableFuture<Map<String, Outcome>> done = new CompletableFuture<>();

  /** What came of one hospital. */
  sealed interface Outcome {
    /** Waited for. */
    record Waiting() implements Outcome {}

    record Answered(NodePart part, LedgerReceipt receipt, long engineMillis) implements Outcome {}

    record Refused(RefusalReport refusal, Optional<LedgerReceipt> receipt) implements Outcome {}

    /** Its node was not connected when the question came. */
    record Offline() implements Outcome {}

    /** No node of this name has joined. */
    record Unknown() implements Outcome {}

    /** It did not answer within the deadline. */
    record Late() implements Outcome {}

    /** What it sent is no part of this question. */
    record Unreadable() implements Outcome {}
  }

  PendingQuestion(String id, List<String> hospitals) {
    this.id = id;
    hospitals.forEach(h -> outcomes.put(h, new Outcome.Waiting()));
  }

  String id() {
    return id;
  }

  void answered(String hospital, QuestionAnswered answer) {
    Outcome outcome;
    try {
      NodePart part = NodePart.fromJson(answer.part());
      outcome =
          part.hospital().equals(hospital)
              ? new Outcome.Answered(part, answer.receipt(), answer.engineMillis())
              : new Outcome.Unreadable();
    } catch (IllegalArgumentException | ArithmeticException e) {
      outcome = new Outcome.Unreadable();
    }
    put(hospital, outcome);
  }

  void refused(String hospital, QuestionRefused refusal) {
    put(hospital, new Outcome.Refused(refusal.refusal(), refusal.receipt()));
  }

  /** The first word of a hospital stands; one that was not asked has no say. */
  synchronized void put(String hospital, Outcome outcome) {
    if (outcomes.get(hospital) instanceof Outcome.Waiting) {
      outcomes.put(hospital, outcome);
      finishIfComplete();
    }
  }

  private void finishIfComplete() {
    if (outcomes.values().stream().noneMatch(Outcome.Waiting.class::isInstance)) {
      done.completeAsync(() -> new TreeMap<>(outcomes));
    }
  }

  synchronized void deadline() {
    outcomes.replaceAll(
        (name, outcome) -> outcome instanceof Outcome.Waiting ? new Outcome.Late() : outcome);
    finishIfComplete();
  }

  /** Every hospital's outcome, when all are in or the deadline has passed. */
  CompletableFuture<Map<String, Outcome>> done() {
    return done;
  }
}
