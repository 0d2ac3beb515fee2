package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A home begins: always the first event.
 *
 * @param name the hospital's or the hub's name
 */
public record HomeCreated(String name, HomeKind kind, Instant at) implements Event {
  static final String TYPE = "home-created";

  static HomeCreated read(StrictMapping map, Instant at) {
    return new HomeCreated(map.text("name"), EventReader.homeKind(map.required("kind")), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("name", name).with("kind", kind.word()).json();
  }

  @Override
  public State after(State before) {
    return before.created(this);
  }
}
