package health.lode.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ask.Answer;
import health.lode.governance.permit.PermitId;
import health.lode.hub.PendingQuestion.Outcome;
import health.lode.refusal.Words;
import health.lode.server.wire.LedgerReceipt;
import java.util.Map;

/**
 * An answer of several hospitals, with what each of them did.
 *
 * @param json the merged figures, {@code Answer.toJson()}
 * @param receipt of the hub's own entry
 * @param millis from the question's arrival to the answer
 */
record MergedAnswer(
    String question,
    PermitId permit,
    Answer answer,
    ObjectNode json,
    Map<String, Outcome> outcomes,
    LedgerReceipt receipt,
    long millis) {

  /** {@code {columns, rows, suppressed, partial, masked, question, permit, hospitals, receipt}}. */
  ObjectNode toJson() {
    ObjectNode out = json.deepCopy();
    out.put("question", question).put("permit", permit.value()).put("millis", millis);
    ObjectNode excluded = out.putObject("patientsExcluded");
    answer.patientsExcluded().forEach(excluded::put);
    ObjectNode cuts = out.putObject("cut");
    answer.cuts().forEach(cuts::put);
    ArrayNode hospitals = out.putArray("hospitals");
    outcomes.forEach((name, outcome) -> hospitals.add(one(name, outcome)));
    out.set("receipt", receipt.toJson());
    return out;
  }

  private static JsonNode one(String name, Outcome outcome) {
    ObjectNode json = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
    json.put("name", name).put("state", word(outcome));
    if (outcome instanceof Outcome.Answered answered) {
      json.put("cut", answered.part().cut());
      json.put("suppressed", answered.part().suppressed());
      json.put("patientsExcluded", answered.part().patientsExcluded());
      json.put("engineMillis", answered.engineMillis());
      json.set("receipt", answered.receipt().toJson());
    } else if (outcome instanceof Outcome.Refused refused) {
      json.set("refusal", refused.refusal().toJson());
      refused.receipt().ifPresent(r -> json.set("receipt", r.toJson()));
    }
    return json;
  }

  /** One word for a program. */
  static String word(Outcome outcome) {
    if (outcome instanceof Outcome.Answered) {
      return "answered";
    }
    if (outcome instanceof Outcome.Refused) {
      return "refused";
    }
    if (outcome instanceof Outcome.Offline) {
      return "offline";
    }
    if (outcome instanceof Outcome.Unknown) {
      return "unknown";
    }
    return outcome instanceof Outcome.Unreadable ? "unreadable" : "late";
  }

  /** The same for people. */
  static Words state(Outcome outcome) {
    return switch (word(outcome)) {
      case "answered" -> Words.of("answered", "已回答");
      case "refused" -> Words.of("refused", "已拒绝");
      case "offline" -> Words.of("offline", "离线");
      case "unknown" -> Words.of("has not joined", "尚未加入");
      case "unreadable" -> Words.of("sent what is no part of this question", "返回的内容不属于此问题");
      default -> Words.of("did not answer in time", "未在时限内回答");
    };
  }
}
