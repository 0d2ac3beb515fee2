package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** References between resources, as keys of one kind: {@code Type/id}. */
final class References {
  private References() {}

  /**
   * The key that a reference means: of {@code Patient/1}, {@code https://host/fhir/Patient/1} and
   * {@code Patient/1/_history/2} it is {@code Patient/1}, of {@code urn:uuid:u} it is {@code
   * Patient/u}; {@code Patient?identifier=s|v} and a logical reference stay conditional; {@code #p}
   * is within the resource {@code container}. Null where nothing is referred to, or another type.
   */
  static @Nullable String key(JsonNode reference, String type, String container) {
    String target = Resource.textOf(reference.path("reference"));
    if (target == null) {
      JsonNode identifier = reference.path("identifier");
      String value = Resource.textOf(identifier.path("value"));
      String stated = Resource.textOf(reference.path("type"));
      boolean other = stated != null && !stated.equals(type);
      return value == null || other ? null : byIdentifier(type, identifier);
    }
    if (target.startsWith("#")) {
      return container + target;
    }
    String key = absolute(target, type);
    return key.startsWith(type + "/") || key.startsWith(type + "?") ? key : null;
  }

  static String byIdentifier(String type, JsonNode identifier) {
    return type
        + "?identifier="
        + identifier.path("system").asText("")
        + "|"
        + identifier.path("value").asText("");
  }

  /** {@code Type/id} of a URL, absolute or relative. */
  static String absolute(String url, String type) {
    if (url.startsWith("urn:uuid:")) {
      return type + "/" + url.substring("urn:uuid:".length());
    }
    if (url.startsWith("urn:oid:")) {
      return type + "/" + url.substring("urn:oid:".length());
    }
    if (url.indexOf('?') >= 0) {
      return url;
    }
    String plain = url;
    int history = plain.indexOf("/_history/");
    if (history > 0) {
      plain = plain.substring(0, history);
    }
    int last = plain.lastIndexOf('/');
    int before = last < 1 ? -1 : plain.lastIndexOf('/', last - 1);
    return plain.substring(before + 1);
  }
}
