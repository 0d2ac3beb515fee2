package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.party.Custody;
import health.lode.governance.party.Party;
import health.lode.governance.party.PartyId;
import health.lode.signing.PublicKey;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * From now on this key speaks for this party; an earlier key of the party no longer does.
 *
 * @param custody who holds the private key
 */
public record PartyPinned(PartyId party, PublicKey key, Custody custody, Instant at)
    implements Event {
  static final String TYPE = "party-pinned";

  static PartyPinned read(StrictMapping map, Instant at) {
    return new PartyPinned(
        PartyId.of(map.text("party")),
        PublicKey.parse(map.text("key")),
        EventReader.custody(map.required("custody")),
        at);
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("party", party.value())
        .with("key", key.encoded())
        .with("custody", custody.word())
        .json();
  }

  @Override
  public State after(State before) {
    return before.with(before.parties().pin(new Party(party, key, custody, at)));
  }
}
