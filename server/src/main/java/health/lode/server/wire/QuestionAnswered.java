package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Node to hub: the hospital's part, after the disclosure gate.
 *
 * @param part {@code health.lode.ask.NodePart.toJson()}
 * @param receipt of the ledger entry "answered"
 * @param engineMillis how long the node's own SQL took
 */
public record QuestionAnswered(
    String question, JsonNode part, LedgerReceipt receipt, long engineMillis) implements Message {
  static final String KIND = "question-answered";

  static QuestionAnswered read(Fields fields) {
    return new QuestionAnswered(
        fields.text("question"),
        fields.any("part"),
        LedgerReceipt.fromJson(fields.any("receipt")),
        fields.count("engineMillis"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = Message.body().put("question", question).put("engineMillis", engineMillis);
    json.set("part", part);
    json.set("receipt", receipt.toJson());
    return json;
  }
}
