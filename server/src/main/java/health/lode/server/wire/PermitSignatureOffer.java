package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.party.PartyId;
import health.lode.governance.permit.PermitId;
import health.lode.governance.permit.PermitSignature;
import health.lode.refusal.RefusedException;

/**
 * Hub to node: an office outside the hospital has signed the document that the node published for
 * it. The node checks the signature against the key it has pinned.
 */
public record PermitSignatureOffer(PermitId permit, PermitSignature signature) implements Message {
  static final String KIND = "permit-signature";

  static PermitSignatureOffer read(Fields fields) {
    try {
      return new PermitSignatureOffer(
          fields.permit("permit"),
          new PermitSignature(
              PartyId.of(fields.text("office")),
              fields.text("permitHash"),
              fields.text("rulebook"),
              fields.signature("signature")));
    } catch (RefusedException e) {
      throw new IllegalArgumentException("not a signature of an office", e);
    }
  }

  @Override
  public String kind() {
    return KIND;
  }

  @Override
  public JsonNode toJson() {
    ObjectNode json =
        Message.body()
            .put("permit", permit.value())
            .put("office", signature.office().value())
            .put("permitHash", signature.permitHash())
            .put("rulebook", signature.rulebookHash());
    json.putObject("signature")
        .put("alg", signature.signature().alg())
        .put("keyId", signature.signature().keyId())
        .put("value", signature.signature().base64());
    return json;
  }
}
