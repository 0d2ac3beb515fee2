package health.lode.governance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.permit.PermitSignature;
import health.lode.signing.Signature;
import java.util.Optional;

/** Writes an event as JSON. */
final class EventWriter {
  private final ObjectNode json = JsonNodeFactory.instance.objectNode();

  private EventWriter() {}

  static EventWriter of(Event event) {
    return new EventWriter().with("type", event.type()).with("at", event.at().toString());
  }

  EventWriter with(String key, String value) {
    json.put(key, value);
    return this;
  }

  EventWriter with(String key, Optional<String> value) {
    value.ifPresent(v -> json.put(key, v));
    return this;
  }

  EventWriter with(String key, long value) {
    json.put(key, value);
    return this;
  }

  EventWriter with(String key, JsonNode value) {
    json.set(key, value);
    return this;
  }

  EventWriter with(String key, Signature signature) {
    json.set(key, signature(signature));
    return this;
  }

  EventWriter with(String key, PermitSignature signature) {
    json.putObject(key)
        .put("office", signature.office().value())
        .put("permitHash", signature.permitHash())
        .put("rulebook", signature.rulebookHash())
        .set("signature", signature(signature.signature()));
    return this;
  }

  JsonNode json() {
    return json;
  }

  private static ObjectNode signature(Signature signature) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("alg", signature.alg())
        .put("keyId", signature.keyId())
        .put("value", signature.base64());
  }
}
