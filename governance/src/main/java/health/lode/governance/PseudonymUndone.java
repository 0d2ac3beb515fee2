package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.PartyId;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import health.lode.strict.StrictMapping;
import java.time.Instant;

/**
 * An office of the hospital that signed a release's permit undid one of its pseudonyms.
 *
 * @param commitment SHA-256 of a random salt and the pseudonym: the entry names no patient, and who
 *     holds the salt can show which pseudonym it was
 * @param why the office's reason, without a patient's name or number
 * @param signature over {@link #signingBytes}
 */
public record PseudonymUndone(
    String release, PartyId office, String commitment, String why, Signature signature, Instant at)
    implements Event {
  static final String TYPE = "pseudonym-undone";

  /** An act of undoing, signed. */
  public static PseudonymUndone of(
      String hospital,
      String release,
      PartyId office,
      String commitment,
      String why,
      SigningKey key,
      Instant at) {
    return new PseudonymUndone(
        release,
        office,
        commitment,
        why,
        key.sign(signingBytes(hospital, release, office, commitment, why)),
        at);
  }

  static PseudonymUndone read(StrictMapping map, Instant at) {
    return new PseudonymUndone(
        map.text("release"),
        PartyId.of(map.text("office")),
        map.text("commitment"),
        map.text("why"),
        EventReader.signature(map.required("signature")),
        at);
  }

  /** What the office signs. */
  byte[] signingBytes(String hospital) {
    return signingBytes(hospital, release, office, commitment, why);
  }

  private static byte[] signingBytes(
      String hospital, String release, PartyId office, String commitment, String why) {
    return CanonicalJson.encode(
        JsonNodeFactory.instance
            .objectNode()
            .put("act", "pseudonym-undo")
            .put("hospital", hospital)
            .put("office", office.value())
            .put("release", release)
            .put("commitment", commitment)
            .put("why", why));
  }

  @Override
  public String type() {
    return TYPE;
  }

  @Override
  public JsonNode toJson() {
    return EventWriter.of(this)
        .with("release", release)
        .with("office", office.value())
        .with("commitment", commitment)
        .with("why", why)
        .with("signature", signature)
        .json();
  }

  @Override
  public State after(State before) {
    return before.undone(this);
  }
}
