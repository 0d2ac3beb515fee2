package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.party.PartyId;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/** From now on no key speaks for this party; what it signed counts no longer. */
public record PartyUnpinned(PartyId party, Instant at) implements Event {
  static final String TYPE = "party-unpinned";

  static PartyUnpinned read(StrictMapping map, Instant at) {
    return new PartyUnpinned(PartyId.of(map.text("party")), at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this).with("party", party.value()).json();
  }

  @Override
  public State after(State before) {
    return before.with(before.parties().unpin(party));
  }
}
