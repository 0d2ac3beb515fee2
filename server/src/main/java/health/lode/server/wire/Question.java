package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitId;

/**
 * The asker's own message: one SQL question under one permit. Its envelope is signed by the asker,
 * addressed to the hub and bound to the permit's hash; the hub hands that envelope on unchanged.
 */
public record Question(PermitId permit, String sql) implements Message {
  static final String KIND = "question";

  static Question read(Fields fields) {
    return new Question(fields.permit("permit"), fields.text("sql"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body().put("permit", permit.value()).put("sql", sql);
  }
}
