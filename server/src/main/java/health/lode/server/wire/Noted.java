package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/** Hub to node: a report has been taken in. */
public record Noted() implements Message {
  static final String KIND = "noted";

  static Noted read() {
    return new Noted();
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body();
  }
}
