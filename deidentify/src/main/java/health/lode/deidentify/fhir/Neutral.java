package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What stands where a required element was redacted: the extension data-absent-reason with the code
 * {@code masked}, and below a complex type the same for what that must have. So the resource stays
 * valid and says that something was taken.
 */
final class Neutral {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private Neutral() {}

  static void put(ObjectNode out, R4.Element element) {
    R4.Type type = R4.STANDARD.type(element.type()).orElseThrow();
    ObjectNode masked = masked();
    if (type.kind() == R4.Kind.PRIMITIVE) {
      if (element.many()) {
        out.set(element.name(), NODES.arrayNode().addNull());
        out.set("_" + element.name(), NODES.arrayNode().add(masked));
      } else {
        out.set("_" + element.name(), masked);
      }
      return;
    }
    String chosen = "";
    for (R4.Element each : type.required()) {
      if (!each.choice().equals(chosen)) {
        chosen = each.choice(); // of a choice, the first type that R4 lists
        put(masked, each);
      }
    }
    if (element.many()) {
      out.set(element.name(), NODES.arrayNode().add(masked));
    } else {
      out.set(element.name(), masked);
    }
  }

  private static ObjectNode masked() {
    ObjectNode extension = NODES.objectNode();
    extension.put("url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
    extension.put("valueCode", "masked");
    ArrayNode extensions = NODES.arrayNode().add(extension);
    ObjectNode masked = NODES.objectNode();
    masked.set("extension", extensions);
    return masked;
  }
}
