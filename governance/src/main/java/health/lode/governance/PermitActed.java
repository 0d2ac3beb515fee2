package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitAct;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * An office acts on a permit: returns, revokes, suspends, resumes or closes it.
 *
 * @param act with its signature
 */
public record PermitActed(PermitAct act, Instant at) implements Event {
  static final String TYPE = "permit-acted";

  static PermitActed read(StrictMapping map, Instant at) {
    return new PermitActed(PermitAct.read(map.required("act")), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("act", act.toJson()).json();
  }

  @Override
  public State after(State before) {
    return before.acted(this);
  }
}
