package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.permit.Permit;
import health.lode.refusal.RefusedException;
import java.util.List;

/**
 * Hub to node: a project asks. The node enters the request in its own ledger, works out what its
 * own rulebook needs, and answers with a {@link PermitReport}.
 *
 * @param parties keys of the parties that the permit names, as far as the hub knows them
 */
public record PermitOffer(Permit permit, List<OfferedParty> parties) implements Message {
  static final String KIND = "permit-offer";

  public PermitOffer {
    parties = List.copyOf(parties);
  }

  static PermitOffer read(Fields fields) {
    try {
      return new PermitOffer(
          Permit.fromJson(fields.any("permit")), fields.list("parties", OfferedParty::read));
    } catch (RefusedException e) {
      throw new IllegalArgumentException("not a permit", e);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json = Message.body();
    json.set("permit", permit.toJson());
    json.set("parties", OfferedParty.write(parties));
    return json;
  }
}
