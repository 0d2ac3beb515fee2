package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * The node enrolled with a hub.
 *
 * @param hubKey fingerprint of the hub's TLS key
 */
public record HubJoined(String hubKey, String url, Instant at) implements Event {
  static final String TYPE = "hub-joined";

  static HubJoined read(StrictMapping map, Instant at) {
    return new HubJoined(map.text("hubKey"), map.text("url"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("hubKey", hubKey).with("url", url).json();
  }

  @Override
  public State after(State before) {
    return before.joined(this);
  }
}
