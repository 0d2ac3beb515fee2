package health.lode.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.signing.SigningKey;
import java.util.ArrayList;
import java.util.List;

/** Entries and a key for tests. */
final class Entries {
  static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
  static final String ORIGIN = "hospital.example/a";

  private Entries() {}

  static JsonNode entry(String text) {
    return JsonNodeFactory.instance.objectNode().put("type", "Test").put("text", text);
  }

  static List<JsonNode> many(int count, String prefix) {
    List<JsonNode> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(entry(prefix + i));
    }
    return entries;
  }
}
