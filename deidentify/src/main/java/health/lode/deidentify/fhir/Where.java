package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A condition on the element that a rule names: its {@code url}, {@code system}, {@code code} or
 * {@code use} is one of these values; a value that ends in {@code *} stands for all that begin so.
 * Of a CodeableConcept one coding must meet all of it.
 */
record Where(Map<String, List<String>> values) {
  static final Where ALWAYS = new Where(Map.of());
  private static final List<String> KEYS = List.of("url", "system", "code", "use");

  static Where read(StrictNode node) {
    StrictMapping mapping = node.mapping();
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String key : KEYS) {
      mapping
          .optional(key)
          .ifPresent(
              n ->
                  values.put(
                      key, n instanceof StrictNode.Sequence ? n.texts() : List.of(n.text())));
    }
    mapping.done();
    if (values.isEmpty()) {
      throw node.wrong("takes url, system, code or use", "应包含 url、system、code 或 use");
    }
    return new Where(Map.copyOf(values));
  }

  boolean namesUrl() {
    return values.containsKey("url");
  }

  /**
   * @param url the extension's whole URL: of a part, its own after the outer one's and {@code #}
   */
  boolean meets(JsonNode element, String url) {
    if (values.isEmpty()) {
      return true;
    }
    JsonNode codings = element.path("coding");
    if (codings.isArray()) {
      for (JsonNode coding : codings) {
        if (itself(coding, url)) {
          return true;
        }
      }
      return false;
    }
    return itself(element, url);
  }

  private boolean itself(JsonNode element, String url) {
    for (Map.Entry<String, List<String>> entry : values.entrySet()) {
      String found =
          entry.getKey().equals("url") && !url.isEmpty()
              ? url
              : element.path(entry.getKey()).asText("");
      if (entry.getValue().stream().noneMatch(v -> one(v, found))) {
        return false;
      }
    }
    return true;
  }

  private static boolean one(String value, String found) {
    return value.endsWith("*")
        ? found.startsWith(value.substring(0, value.length() - 1))
        : value.equals(found);
  }
}
