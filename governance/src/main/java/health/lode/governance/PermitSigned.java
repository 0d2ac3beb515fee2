package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/** An office signs a requested permit. */
public record PermitSigned(PermitId permit, PermitSignature signature, Instant at)
    implements Event {
  static final String TYPE = "permit-signed";

  static PermitSigned read(StrictMapping map, Instant at) {
    return new PermitSigned(
        PermitId.of(map.text("permit")),
        EventReader.permitSignature(map.required("signature")),
        at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("permit", permit.value()).with("signature", signature).json();
  }

  @Override
  public State after(State before) {
    return before.signed(this);
  }
}
