package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Node to hub, once: enrol me. The envelope is signed by the key that the node will speak with from
 * then on; the token, printed by the hub's operator, is what makes the hub believe it.
 *
 * @param token good for one join
 * @param name the hospital's name
 * @param ledger the verifier key of the node's ledger ({@code name+hash+base64}), so that the hub
 *     can check the checkpoints it is sent
 */
public record Join(String token, String name, String ledger) implements Message {
  static final String KIND = "join";

  static Join read(Fields fields) {
    return new Join(fields.text("token"), fields.text("name"), fields.text("ledger"));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body().put("token", token).put("name", name).put("ledger", ledger);
  }
}
