package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.PermitId;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A release of de-identified rows passed the checks on its permit and is about to be made.
 *
 * @param release id of the release
 * @param policyHash hash of the de-identification policy it is made by
 * @param cut number of the cut it is made from
 */
public record ReleaseAccepted(
    String release,
    PermitId permit,
    String permitHash,
    String policyHash,
    PartyId recipient,
    long cut,
    Instant at)
    implements Event {
  static final String TYPE = "release-accepted";

  static ReleaseAccepted read(StrictMapping map, Instant at) {
    return new ReleaseAccepted(
        map.text("release"),
        PermitId.of(map.text("permit")),
        map.text("permitHash"),
        map.text("policyHash"),
        PartyId.of(map.text("recipient")),
        EventReader.count(map, "cut"),
        at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("release", release)
        .with("permit", permit.value())
        .with("permitHash", permitHash)
        .with("policyHash", policyHash)
        .with("recipient", recipient.value())
        .with("cut", cut)
        .json();
  }

  @Override
  public State after(State before) {
    return before.accepted(this);
  }
}
