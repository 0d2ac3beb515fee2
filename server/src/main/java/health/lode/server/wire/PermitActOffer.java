package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitAct;
import health.lode.refusal.RefusedException;
import health.lode.strict.StrictException;
import health.lode.strict.StrictNode;

/** Hub to node: an office outside the hospital revokes, suspends, resumes, returns or closes. */
public record PermitActOffer(PermitAct act) implements Message {
  static final String KIND = "permit-act";

  static PermitActOffer read(Fields fields) {
    try {
      return new PermitActOffer(PermitAct.read(StrictNode.of(fields.any("act"))));
    } catch (StrictException | RefusedException e) {
      throw new IllegalArgumentException("not an act on a permit", e);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body().set("act", act.toJson());
  }
}
