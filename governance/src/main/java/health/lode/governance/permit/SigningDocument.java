package health.lode.governance.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.PartyId;
import health.lode.governance.rulebook.Rulebook;
import health.lode.refusal.Words;
import health.lode.signing.SigningKey;

/**
 * The very thing an office signs: the permit, for one hospital, as one office, under one rulebook,
 * and the text in two languages that a person reads before signing.
 */
public record SigningDocument(
    Permit permit, String hospital, PartyId office, String rulebookHash, Words text) {

  /** Names the wording of the text as well: see {@link SigningText}. */
  private static final String ACT = "permit-sign/1";

  /** The document for one office; refused where the rulebook forbids what the permit asks for. */
  public static SigningDocument of(
      Permit permit, String hospital, PartyId office, Rulebook rulebook) {
    Assessment assessment = Assessment.of(permit, rulebook, hospital);
    if (assessment instanceof Assessment.Permitted permitted) {
      return of(permit, hospital, office, rulebook, permitted);
    }
    throw ((Assessment.Forbidden) assessment).refusals().get(0).asException();
  }

  static SigningDocument of(
      Permit permit,
      String hospital,
      PartyId office,
      Rulebook rulebook,
      Assessment.Permitted assessment) {
    return new SigningDocument(
        permit,
        hospital,
        office,
        rulebook.hash(),
        SigningText.render(permit, hospital, office, rulebook, assessment));
  }

  /** The document as JSON; its canonical form is what the signature covers. */
  public JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("act", ACT);
    json.put("hospital", hospital);
    json.put("office", office.value());
    json.set("permit", permit.toJson());
    json.put("permitHash", permit.hash());
    json.put("rulebook", rulebookHash);
    json.putObject("text").put("en", text.en()).put("zh", text.zh());
    return json;
  }

  /** The bytes that are signed. */
  public byte[] bytes() {
    return CanonicalJson.encode(toJson());
  }

  /** This document signed with an office's private key. */
  public PermitSignature sign(SigningKey key) {
    return new PermitSignature(office, permit.hash(), rulebookHash, key.sign(bytes()));
  }
}
