package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import health.lode.governance.party.Custody;
import health.lode.governance.party.PartyId;
import health.lode.refusal.RefusedException;
import health.lode.signing.PublicKey;
import java.util.List;

/**
 * A party's key as the hub knows it. Only an offer: a hospital trusts a key when its own people
 * have pinned it, never because a hub said so.
 *
 * @param custody NODE where the hub itself holds the private key
 */
public record OfferedParty(PartyId party, PublicKey key, Custody custody) {
  JsonNode toJson() {
    return Message.body()
        .put("party", party.value())
        .put("key", key.encoded())
        .put("custody", custody.word());
  }

  static OfferedParty read(JsonNode json) {
    Fields fields = new Fields(json);
    try {
      OfferedParty offered =
          new OfferedParty(
              PartyId.of(fields.text("party")),
              fields.key("key"),
              fields.text("custody").equals(Custody.NODE.word()) ? Custody.NODE : Custody.EXTERNAL);
      fields.done();
      return offered;
    } catch (RefusedException e) {
      throw new IllegalArgumentException("not a party's name", e);
    }
  }

  static ArrayNode write(List<OfferedParty> parties) {
    ArrayNode array = Message.body().arrayNode();
    parties.forEach(p -> array.add(p.toJson()));
    return array;
  }
}
