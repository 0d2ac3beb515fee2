package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * Node to hub: this hospital does not answer, and why.
 *
 * @param receipt of the ledger entry "refused", where one was made
 */
public record QuestionRefused(
    String question, RefusalReport refusal, Optional<LedgerReceipt> receipt) implements Message {
  static final String KIND = "question-refused";

  static QuestionRefused read(Fields fields) {
    return new QuestionRefused(
        fields.text("question"),
        RefusalReport.fromJson(fields.any("refusal")),
        Optional.ofNullable(fields.optional("receipt")).map(LedgerReceipt::fromJson));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = Message.body().put("question", question);
    json.set("refusal", refusal.toJson());
    receipt.ifPresent(r -> json.set("receipt", r.toJson()));
    return json;
  }
}
