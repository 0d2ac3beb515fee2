package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Hub to node: enrolled.
 *
 * @param hub the hub's name
 * @param parties keys of offices outside the hospital that the hub knows (commission, institutes)
 */
public record Joined(String hub, List<OfferedParty> parties) implements Message {
  static final String KIND = "joined";

  public Joined {
    parties = List.copyOf(parties);
  }

  static Joined read(Fields fields) {
    return new Joined(fields.text("hub"), fields.list("parties", OfferedParty::read));
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    return Message.body().put("hub", hub).set("parties", OfferedParty.write(parties));
  }
}
