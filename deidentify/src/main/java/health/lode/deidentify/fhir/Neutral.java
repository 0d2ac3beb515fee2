package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

/**
 * What stands where a required element was redacted: the extension data-absent-reason with the code
 * {@code masked}, and below a complex type the same for what that must have. So the resource stays
 * valid and says that something was taken.
 */
final class Neutral {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Invariant org-1. */
  private static final Map<String, List<String>> ONE_OF =
      Map.of("Organization", List.of("name", "identifier"));

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

  /**
   * Puts the first of the elements of which a type must have one (R4's invariants, not its
   * cardinalities) where all that there were are gone.
   */
  static void demanded(ObjectNode in, ObjectNode out, R4.Type type) {
    List<String> names = ONE_OF.getOrDefault(type.name(), List.of());
    boolean was = names.stream().anyMatch(n -> in.has(n) || in.has("_" + n));
    boolean is = names.stream().anyMatch(n -> out.has(n) || out.has("_" + n));
    if (was && !is) {
      R4.Element first = type.elements().get(names.get(0));
      if (first != null) {
        put(out, first);
      }
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
