package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitId;
import health.lode.strict.StrictMapping;
import java.time.Instant;
import java.util.Optional;

/**
 * A release was refused, before or after it was accepted; nothing of it left.
 *
 * @param permit empty where no known permit was named
 * @param code reason code
 */
public record ReleaseRefused(String release, Optional<PermitId> permit, String code, Instant at)
    implements Event {
  static final String TYPE = "release-refused";

  static ReleaseRefused read(StrictMapping map, Instant at) {
    return new ReleaseRefused(
        map.text("release"), map.optionalText("permit").map(PermitId::of), map.text("code"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("release", release)
        .with("permit", permit.map(PermitId::value))
        .with("code", code)
        .json();
  }

  @Override
  public State after(State before) {
    return before.refusedRelease(this);
  }
}
