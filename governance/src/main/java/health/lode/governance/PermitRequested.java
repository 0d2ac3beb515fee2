package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.Permit;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A project asks.
 *
 * @param hash the permit's hash, so that a reader need not compute it
 */
public record PermitRequested(Permit permit, String hash, Instant at) implements Event {
  static final String TYPE = "permit-requested";

  static PermitRequested read(StrictMapping map, Instant at) {
    return new PermitRequested(Permit.read(map.required("permit")), map.text("hash"), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("permit", permit.toJson()).with("hash", hash).json();
  }

  @Override
  public State after(State before) {
    return before.requested(this);
  }

  /** The request of this permit. */
  public static PermitRequested of(Permit permit, Instant at) {
    return new PermitRequested(permit, permit.hash(), at);
  }
}
