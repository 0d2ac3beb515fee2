package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Node to hub: the node's ledger as it stands, signed. A hub that keeps these notices a ledger that
 * was rewritten.
 *
 * @param note {@code Ledger.checkpoint()}
 */
public record CheckpointReport(String note) implements Message {
  static final String KIND = "checkpoint";

  static CheckpointReport read(Fields fields) {
    return new CheckpointReport(fields.text("note"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body().put("note", note);
  }
}
