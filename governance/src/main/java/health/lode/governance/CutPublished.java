package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * Captured data became visible to questions.
 *
 * @param number from 1
 * @param manifestHash hash of what the cut holds
 */
public record CutPublished(long number, String manifestHash, Instant at) implements Event {
  static final String TYPE = "cut-published";

  static CutPublished read(StrictMapping map, Instant at) {
    return new CutPublished(EventReader.count(map, "number"), map.text("manifestHash"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("number", number).with("manifestHash", manifestHash).json();
  }

  @Override
  public State after(State before) {
    return before.published(this);
  }
}
