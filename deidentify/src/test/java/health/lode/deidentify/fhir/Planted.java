package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * A resource with an identity at every place that R4 has, made from R4's own tables: in each text,
 * id, URL and code, in extensions, {@code _} siblings, contained resources, narratives, and in the
 * names of elements that R4 does not have.
 */
final class Planted {
  static final String DATE = "1931-07-19";
  static final String PHONE = "13912345678";
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private final boolean codes;
  private final int choice;
  private int count;

  /**
   * @param codes whether codes are R4's own, so that what is around them is reached
   * @param choice which type of each choice
   */
  Planted(boolean codes, int choice) {
    this.codes = codes;
    this.choice = choice;
  }

  int count() {
    return count;
  }

  private String plant() {
    return "PLANT" + count++ + "x";
  }

  ObjectNode resource(String type, int depth) {
    ObjectNode out = NODES.objectNode().put("resourceType", type);
    fill(out, R4.STANDARD.type(type).orElseThrow(), depth, 0);
    out.put(plant(), plant());
    if (type.equals("Bundle")) {
      out.remove("signature");
    }
    return out;
  }

  private void fill(ObjectNode out, R4.Type type, int depth, int nesting) {
    Set<String> choices = new HashSet<>();
    int turn = 0;
    for (R4.Element element : type.elements().values()) {
      boolean isChoice = element.choice().endsWith("[x]");
      if (isChoice) {
        int of =
            (int)
                type.elements().values().stream()
                    .filter(e -> e.choice().equals(element.choice()))
                    .count();
        turn = choices.add(element.choice()) ? 0 : turn + 1;
        if (turn != choice % of) {
          continue;
        }
      }
      boolean extension = element.type().equals("Extension");
      if (element.name().equals("modifierExtension")
          || (extension && nesting > 2)
          || (element.name().equals("value") && type.kind() == R4.Kind.PRIMITIVE)) {
        continue;
      }
      JsonNode value = value(element, type, out, depth, nesting);
      if (value == null) {
        continue;
      }
      out.set(element.name(), element.many() ? NODES.arrayNode().add(value) : value);
      boolean primitive =
          R4.STANDARD.type(element.type()).orElseThrow().kind() == R4.Kind.PRIMITIVE;
      if (primitive
          && !element.type().equals("xhtml")
          && !(extension || type.name().equals("Extension"))) {
        ObjectNode sibling = NODES.objectNode().put("id", plant());
        sibling.set("extension", NODES.arrayNode().add(extension()));
        out.set("_" + element.name(), element.many() ? NODES.arrayNode().add(sibling) : sibling);
      }
    }
  }

  private ObjectNode extension() {
    return NODES.objectNode().put("url", "http://x/" + plant()).put("valueString", plant());
  }

  private JsonNode value(
      R4.Element element, R4.Type owner, ObjectNode parent, int depth, int nesting) {
    R4.Type type = R4.STANDARD.type(element.type()).orElseThrow();
    if (type.kind() == R4.Kind.PRIMITIVE) {
      return primitive(element, owner, parent);
    }
    if (type.kind() == R4.Kind.RESOURCE) {
      return depth > 0 ? resource("Patient", 0) : null;
    }
    boolean required = element.required();
    if ((nesting > 5 && !required) || nesting > 12) {
      return null;
    }
    ObjectNode out = NODES.objectNode();
    fill(out, type, depth, nesting + 1);
    return out;
  }

  private JsonNode primitive(R4.Element element, R4.Type owner, ObjectNode parent) {
    return switch (element.type()) {
      case "boolean" -> NODES.booleanNode(true);
      case "integer", "positiveInt", "unsignedInt", "decimal" ->
          NODES.numberNode(Long.parseLong(PHONE));
      case "date" -> NODES.textNode(DATE);
      case "dateTime", "instant" -> NODES.textNode(DATE + "T10:00:00Z");
      case "time" -> NODES.textNode("10:00:00");
      case "base64Binary" -> NODES.textNode("UExBTlQ" + plant());
      case "xhtml" ->
          NODES.textNode(
              "<div xmlns=\"http://www.w3.org/1999/xhtml\" title=\""
                  + plant()
                  + "\" id=\""
                  + plant()
                  + "\"><!--"
                  + plant()
                  + "--><p class=\""
                  + plant()
                  + "\">Seen "
                  + plant()
                  + " by <b>PL</b>ANT"
                  + count++
                  + "x<a href=\"http://"
                  + plant()
                  + "\">"
                  + plant()
                  + "</a></p><?x "
                  + plant()
                  + "?></div>");
      case "code" -> NODES.textNode(code(element, parent));
      case "uri", "url", "canonical" ->
          NODES.textNode(
              codes && element.name().equals("system") && owner.name().equals("Coding")
                  ? "http://terminology.hl7.org/CodeSystem/v3-ActCode"
                  : "http://" + plant() + "/x");
      case "oid" -> NODES.textNode("urn:oid:1.2.13912345678");
      case "uuid" -> NODES.textNode("urn:uuid:" + plant());
      case "id" -> NODES.textNode(plant());
      default -> NODES.textNode(text(element, owner));
    };
  }

  private String code(R4.Element element, ObjectNode parent) {
    if (!codes) {
      return plant();
    }
    if (!element.codes().isEmpty()) {
      return element.codes().stream().sorted().findFirst().orElseThrow();
    }
    return parent.path("system").asText().endsWith("v3-ActCode") ? "AMB" : plant();
  }

  private String text(R4.Element element, R4.Type owner) {
    if (owner.name().equals("Reference") && element.name().equals("reference")) {
      String plant = plant();
      String[] forms = {
        "Practitioner/" + plant,
        "https://" + plant + "/fhir/Patient/" + plant,
        "urn:uuid:" + plant,
        "Patient?identifier=http://" + plant + "|" + plant,
        "Dr " + plant
      };
      return forms[count % forms.length];
    }
    return "text " + plant() + " more";
  }

  static ArrayNode missing(JsonNode in, JsonNode out, R4.Type type, String path, ArrayNode found) {
    for (R4.Element each : type.elements().values()) {
      JsonNode was = in.path(each.name());
      JsonNode is = out.path(each.name());
      boolean there = out.has(each.name()) || out.has("_" + each.name());
      if (each.required() && in.has(each.name()) && !there) {
        found.add(path + "." + each.name());
      }
      R4.Type inner = R4.STANDARD.type(each.type()).orElseThrow();
      if (inner.kind() == R4.Kind.COMPLEX) {
        JsonNode before = each.many() ? was.path(0) : was;
        JsonNode after = each.many() ? is.path(0) : is;
        if (before.isObject() && after.isObject()) {
          missing(before, after, inner, path + "." + each.name(), found);
        }
      }
    }
    return found;
  }
}
