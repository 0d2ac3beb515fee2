package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.fhir.Subject.Kind;
import health.lode.deidentify.fhir.Subject.KnownIdentity;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The patients seen so far: by what the policy knows each, and the words of their identity. Learnt
 * in a first pass over Patient and RelatedPerson resources; safe for several threads.
 *
 * <p>The words of at most {@link #MOST} patients are held; beyond it a patient's records are still
 * cleaned by the rules, and only the search for their own words in free text is not made.
 */
final class Patients {
  static final int MOST = 1_000_000;
  private static final int SHORTEST = 2;
  private static final Pattern PATIENT_URL =
      Pattern.compile("(?:https?://[^?#|\\s]{1,400}/)?Patient/([A-Za-z0-9.\\-]{1,64})(?:[/#].*)?");
  private static final Pattern BY_IDENTIFIER =
      Pattern.compile("Patient\\?identifier=([^|&\\s]{0,300})\\|([^|&\\s]{1,200})");
  private static final List<String> ABOUT =
      List.of("subject", "patient", "beneficiary", "for", "individual");

  private final PatientKey rule;
  private final UnaryOperator<String> named;
  private final Map<String, String> keyOfId = new ConcurrentHashMap<>();
  private final Map<String, String> keyOfUrn = new ConcurrentHashMap<>();
  private final Map<String, List<KnownIdentity>> known = new ConcurrentHashMap<>();

  /**
   * @param named what the caller calls the patient of a key; the key itself where it has no name of
   *     its own
   */
  Patients(PatientKey rule, UnaryOperator<String> named) {
    this.rule = rule;
    this.named = named;
  }

  /** What the caller calls the patient whom the policy's identifier knows by {@code value}. */
  String named(String value) {
    return named.apply(value);
  }

  boolean isKey(String system) {
    return rule instanceof PatientKey.ByIdentifier by && by.system().equals(system);
  }

  int count() {
    return known.size();
  }

  /** The key of the patient with this id; of one never seen, a key that no other data shares. */
  String keyOfId(String id) {
    if (rule instanceof PatientKey.ById) {
      return named.apply(id);
    }
    String key = keyOfId.get(id);
    return key == null ? named.apply(unlinked(id)) : key;
  }

  private static String unlinked(String id) {
    return "\0unlinked\0" + id;
  }

  /** Takes note of a Patient or RelatedPerson; anything else is passed over. */
  void learn(JsonNode resource, String fullUrl) {
    String type = resource.path("resourceType").asText();
    if (type.equals("RelatedPerson")) {
      keyOf(resource.path("patient"), resource, "patient")
          .ifPresent(key -> remember(key, resource));
    }
    if (!type.equals("Patient")) {
      return;
    }
    String id = resource.path("id").asText();
    Optional<String> identified = byIdentifier(resource.path("identifier"));
    if (!id.isEmpty()) {
      identified.ifPresent(key -> keyOfId.put(id, key));
    }
    String key = keyOfPatient(resource).orElse("");
    if (key.isEmpty()) {
      return;
    }
    if (fullUrl.startsWith("urn:")) {
      keyOfUrn.put(fullUrl, key);
    }
    remember(key, resource);
  }

  private void remember(String key, JsonNode person) {
    if (known.size() >= MOST && !known.containsKey(key)) {
      return;
    }
    Map<String, KnownIdentity> found = new LinkedHashMap<>();
    known.getOrDefault(key, List.of()).forEach(k -> found.put(k.text(), k));
    List<JsonNode> people = new java.util.ArrayList<>(List.of(person));
    person.path("contact").forEach(people::add);
    for (JsonNode each : people) {
      each.path("name").forEach(name -> names(name, found));
      if (each.path("name").isObject()) {
        names(each.path("name"), found);
      }
      each.path("identifier").forEach(i -> words(i.path("value"), Kind.NUMBER, found));
      each.path("telecom").forEach(t -> words(t.path("value"), Kind.CONTACT, found));
      each.path("address").forEach(a -> address(a, found));
      if (each.path("address").isObject()) {
        address(each.path("address"), found);
      }
    }
    words(person.path("id"), Kind.NUMBER, found);
    known.put(key, List.copyOf(found.values()));
  }

  private static void names(JsonNode name, Map<String, KnownIdentity> found) {
    for (String part : List.of("text", "family", "given")) {
      words(name.path(part), Kind.NAME, found);
    }
  }

  private static void address(JsonNode address, Map<String, KnownIdentity> found) {
    words(address.path("line"), Kind.ADDRESS, found);
    words(address.path("text"), Kind.ADDRESS, found);
  }

  private static void words(JsonNode value, Kind kind, Map<String, KnownIdentity> found) {
    if (value.isArray()) {
      value.forEach(each -> words(each, kind, found));
    } else if (value.isTextual() && value.textValue().strip().length() >= SHORTEST) {
      String text = value.textValue().strip();
      found.putIfAbsent(text, new KnownIdentity(kind, text));
    }
  }

  List<KnownIdentity> known(String key) {
    return known.getOrDefault(key, List.of());
  }

  /** The one patient that a resource is about; empty where there is none or more than one. */
  Optional<String> about(JsonNode resource) {
    if (resource.path("resourceType").asText().equals("Patient")) {
      return keyOfPatient(resource);
    }
    if (resource.path("resourceType").asText().equals("Bundle")) {
      return Optional.empty(); // each entry has its own
    }
    Set<String> keys = new LinkedHashSet<>();
    boolean said = false;
    for (String name : ABOUT) {
      JsonNode value = resource.path(name);
      for (JsonNode one : value.isArray() ? value : List.of(value)) {
        if (one.isObject() && (one.has("reference") || one.has("identifier"))) {
          said = true;
          keys.add(keyOf(one, resource, name).orElse(""));
        }
      }
    }
    if (!said) {
      anywhere(resource, resource, 0, keys);
    }
    return keys.size() == 1
        ? Optional.of(keys.iterator().next()).filter(k -> !k.isEmpty())
        : Optional.empty();
  }

  private void anywhere(JsonNode at, JsonNode resource, int depth, Set<String> keys) {
    if (depth > 64) {
      return;
    }
    for (JsonNode each : at) {
      if (each.isObject() && each.path("reference").isTextual()) {
        keyOf(each, resource, "").ifPresent(keys::add);
      }
      if (each.isContainerNode()) {
        anywhere(each, resource, depth + 1, keys);
      }
    }
  }

  private Optional<String> keyOf(JsonNode reference, JsonNode resource, String element) {
    String text = reference.path("reference").asText();
    Matcher url = PATIENT_URL.matcher(text);
    if (url.matches()) {
      return Optional.of(keyOfId(url.group(1)));
    }
    if (text.startsWith("#")) {
      for (JsonNode inner : resource.path("contained")) {
        if (inner.path("resourceType").asText().equals("Patient")
            && inner.path("id").asText().equals(text.substring(1))) {
          return byIdentifier(inner.path("identifier"));
        }
      }
      return Optional.empty();
    }
    if (text.startsWith("urn:")) {
      String key = keyOfUrn.get(text);
      boolean about = !element.isEmpty() || reference.path("type").asText().equals("Patient");
      return key == null && about
          ? Optional.of(keyOfId(text.substring(text.lastIndexOf(':') + 1)))
          : Optional.ofNullable(key);
    }
    Matcher query = BY_IDENTIFIER.matcher(text);
    if (query.matches() && isKey(query.group(1))) {
      return Optional.of(named.apply(query.group(2)));
    }
    JsonNode identifier = reference.path("identifier");
    return isKey(identifier.path("system").asText())
        ? Optional.of(identifier.path("value").asText()).filter(v -> !v.isEmpty()).map(named)
        : Optional.empty();
  }

  private Optional<String> keyOfPatient(JsonNode patient) {
    String id = patient.path("id").asText();
    if (rule instanceof PatientKey.ById) {
      return Optional.of(id).filter(i -> !i.isEmpty()).map(named);
    }
    return byIdentifier(patient.path("identifier"))
        .or(() -> Optional.of(id).filter(i -> !i.isEmpty()).map(Patients::unlinked).map(named));
  }

  private Optional<String> byIdentifier(JsonNode identifiers) {
    for (JsonNode each : identifiers) {
      String value = each.path("value").asText();
      if (isKey(each.path("system").asText()) && !value.isEmpty()) {
        return Optional.of(named.apply(value));
      }
    }
    return Optional.empty();
  }
}
