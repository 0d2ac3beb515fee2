package health.lode.server.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.signing.PublicKey;
import health.lode.signing.Signature;
import health.lode.signing.SigningKey;
import java.util.Optional;

/**
 * The hub says, signed with the key that its nodes pin, which TLS certificate it serves. So one
 * fingerprint, given to {@code lode join}, pins both, and a certificate can be renewed without a
 * new join.
 *
 * @param certificate lower-case hex SHA-256 of the certificate's DER form; empty on plain HTTP,
 *     which is served on loopback only
 */
public record HubStatement(
    String name, PublicKey key, Optional<String> certificate, Signature signature) {

  public static HubStatement sign(String name, SigningKey key, Optional<String> certificate) {
    return new HubStatement(
        name,
        key.publicKey(),
        certificate,
        key.sign(CanonicalJson.encode(unsigned(name, key.publicKey(), certificate))));
  }

  /** Whether this was signed by the key with {@code fingerprint}. */
  public boolean by(String fingerprint) {
    return key.fingerprint().equals(fingerprint)
        && key.verify(CanonicalJson.encode(unsigned(name, key, certificate)), signature);
  }

  public JsonNode toJson() {
    ObjectNode json = unsigned(name, key, certificate);
    json.putObject("signature")
        .put("alg", signature.alg())
        .put("keyId", signature.keyId())
        .put("value", signature.base64());
    return json;
  }

  /** Reads {@link #toJson}; throws IllegalArgumentException for anything else. */
  public static HubStatement fromJson(JsonNode json) {
    Fields fields = new Fields(json);
    if (!fields.text("act").equals("hub-statement")) {
      throw new IllegalArgumentException("not a hub's statement");
    }
    HubStatement statement =
        new HubStatement(
            fields.text("name"),
            fields.key("key"),
            fields.optionalText("certificate"),
            fields.signature("signature"));
    fields.done();
    return statement;
  }

  private static ObjectNode unsigned(String name, PublicKey key, Optional<String> certificate) {
    ObjectNode json =
        Message.body().put("act", "hub-statement").put("name", name).put("key", key.encoded());
    certificate.ifPresent(c -> json.put("certificate", c));
    return json;
  }
}
