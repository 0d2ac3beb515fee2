package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Hub to node: what waits, in order; empty where the wait ended with nothing. */
public record Deliveries(List<Delivery> deliveries) implements Message {
  static final String KIND = "deliveries";

  /**
   * One message.
   *
   * @param number to be acknowledged by the next poll; rises, without promising to be gapless
   */
  public record Delivery(long number, Message message) {
    JsonNode toJson() {
      ObjectNode json = Message.body().put("number", number).put("kind", message.kind());
      json.set("body", message.toJson());
      return json;
    }

    static Delivery read(JsonNode json) {
      Fields fields = new Fields(json);
      Delivery delivery =
          new Delivery(
              fields.count("number"), Message.fromJson(fields.text("kind"), fields.any("body")));
      fields.done();
      return delivery;
    }
  }

  public Deliveries {
    deliveries = List.copyOf(deliveries);
  }

  static Deliveries read(Fields fields) {
    return new Deliveries(fields.list("deliveries", Delivery::read));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = Message.body();
    ArrayNode array = json.putArray("deliveries");
    deliveries.forEach(d -> array.add(d.toJson()));
    return json;
  }
}
