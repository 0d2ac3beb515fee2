package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.PartyId;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import health.lode.strict.StrictMapping;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A rulebook comes into force, whole and signed by an office of the hospital.
 *
 * @param hash lower-case hex SHA-256 of the text's UTF-8 bytes
 * @param text the YAML itself
 * @param signature over {@link #signingBytes}
 */
public record RulebookAdopted(String hash, String text, PartyId by, Signature signature, Instant at)
    implements Event {
  static final String TYPE = "rulebook-adopted";

  static RulebookAdopted read(StrictMapping map, Instant at) {
    return new RulebookAdopted(
        map.text("hash"),
        map.text("text"),
        PartyId.of(map.text("by")),
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
        .with("hash", hash)
        .with("text", text)
        .with("by", by.value())
        .with("signature", signature)
        .json();
  }

  @Override
  public State after(State before) {
    return before.adopted(this);
  }

  /** What the adopting office signs. */
  public static byte[] signingBytes(String hospital, PartyId by, String hash) {
    return CanonicalJson.encode(
        JsonNodeFactory.instance
            .objectNode()
            .put("act", "rulebook-adopt")
            .put("hospital", hospital)
            .put("office", by.value())
            .put("rulebook", hash));
  }

  /** An adoption of {@code text}, signed. */
  public static RulebookAdopted of(
      String hospital, String text, PartyId by, SigningKey key, Instant at) {
    String hash = CanonicalJson.sha256(text.getBytes(StandardCharsets.UTF_8));
    return new RulebookAdopted(hash, text, by, key.sign(signingBytes(hospital, by, hash)), at);
  }
}
