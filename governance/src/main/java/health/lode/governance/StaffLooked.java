package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * Someone who works here looked at identified data, or traced a copy of a release.
 *
 * @param who account or office
 * @param what what was opened, without a patient's name or number
 */
public record StaffLooked(String who, String what, String why, Instant at) implements Event {
  static final String TYPE = "staff-looked";

  static StaffLooked read(StrictMapping map, Instant at) {
    return new StaffLooked(map.text("who"), map.text("what"), map.text("why"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("who", who).with("what", what).with("why", why).json();
  }

  @Override
  public State after(State before) {
    return before.looked();
  }
}
