package health.lode.governance.permit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.party.PartyId;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.Arrays;
import java.util.Locale;

/**
 * What an office does to a permit other than signing it, signed by that office.
 *
 * @param reason in the office's own words, without personal data
 * @param signature over {@link #signingBytes}
 */
public record PermitAct(
    Kind kind,
    PermitId permit,
    String permitHash,
    PartyId office,
    String reason,
    Signature signature) {

  /** Which act. */
  public enum Kind {
    /** Sent back to the requester before it was approved. */
    RETURN,
    /** Ended for good; the permit can never hold again. */
    REVOKE,
    /** Stopped until the same office resumes it. */
    SUSPEND,
    RESUME,
    /** The project is done. */
    CLOSE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** An act, signed. */
  public static PermitAct of(
      Kind kind, Permit permit, String hospital, PartyId office, String reason, SigningKey key) {
    String hash = permit.hash();
    return new PermitAct(
        kind,
        permit.id(),
        hash,
        office,
        reason,
        key.sign(signingBytes(kind, hash, hospital, office, reason)));
  }

  /** What the office signs. */
  public static byte[] signingBytes(
      Kind kind, String permitHash, String hospital, PartyId office, String reason) {
    return CanonicalJson.encode(
        JsonNodeFactory.instance
            .objectNode()
            .put("act", "permit-" + kind.word())
            .put("hospital", hospital)
            .put("office", office.value())
            .put("permitHash", permitHash)
            .put("reason", reason));
  }

  /** The bytes this act's signature must cover at this hospital. */
  public byte[] bytes(String hospital) {
    return signingBytes(kind, permitHash, hospital, office, reason);
  }

  public JsonNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind.word());
    json.put("permit", permit.value());
    json.put("permitHash", permitHash);
    json.put("office", office.value());
    json.put("reason", reason);
    json.putObject("signature")
        .put("alg", signature.alg())
        .put("keyId", signature.keyId())
        .put("value", signature.base64());
    return json;
  }

  /** Reads {@link #toJson()}; throws on anything else. */
  public static PermitAct read(StrictNode node) {
    StrictMapping map = node.mapping();
    StrictNode word = map.required("kind");
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(k -> k.word().equals(word.text()))
            .findFirst()
            .orElseThrow(() -> word.wrong("is no known act", "不是已知的操作"));
    StrictMapping sig = map.required("signature").mapping();
    Signature signature =
        Signature.fromBase64(sig.text("alg"), sig.text("keyId"), sig.text("value"));
    sig.done();
    PermitAct act =
        new PermitAct(
            kind,
            PermitId.of(map.text("permit")),
            map.text("permitHash"),
            PartyId.of(map.text("office")),
            map.text("reason"),
            signature);
    map.done();
    return act;
  }
}
