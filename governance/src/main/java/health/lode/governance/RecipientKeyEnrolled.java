package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.governance.party.PartyId;
import health.lode.signing.Signature;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * A party names the key that releases for it are to be sealed to. Whoever seals checks the
 * signature against the party's own key each time, as with permits.
 *
 * @param key the public key, encoded
 * @param signature by the party's signing key, over the key's enrolment
 */
public record RecipientKeyEnrolled(PartyId party, String key, Signature signature, Instant at)
    implements Event {
  static final String TYPE = "recipient-key-enrolled";

  static RecipientKeyEnrolled read(StrictMapping map, Instant at) {
    return new RecipientKeyEnrolled(
        PartyId.of(map.text("party")),
        map.text("key"),
        EventReader.signature(map.required("signature")),
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
        .with("key", key)
        .with("signature", signature)
        .json();
  }

  @Override
  public State after(State before) {
    return before.enrolled(this);
  }
}
