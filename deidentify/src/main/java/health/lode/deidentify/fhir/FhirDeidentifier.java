package health.lode.deidentify.fhir;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Takes identities out of FHIR R4 resources by a policy's rules. Safe for several threads. Files
 * and folders: {@link FhirFiles}.
 */
public final class FhirDeidentifier {
  /** Levels of JSON at most; no resource of the standard's examples reaches a quarter of it. */
  static final int DEEPEST = 200;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(DEEPEST)
                          .maxStringLength(Integer.MAX_VALUE)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private final FhirPolicy policy;
  private final Dates dates;
  private final Pseudonyms pseudonyms;
  private final Patients patients;
  private final FhirUris uris;
  private final FreeText text;
  private final Leaves leaves;
  private final Map<String, Integer> shifts = new ConcurrentHashMap<>();
  private final Map<String, Optional<Place>> roots = new ConcurrentHashMap<>();

  private FhirDeidentifier(
      FhirPolicy policy,
      Dates dates,
      Pseudonyms pseudonyms,
      TextCleaner cleaner,
      LocalDate today,
      UnaryOperator<String> named) {
    this.policy = policy;
    this.dates = dates;
    this.pseudonyms = pseudonyms;
    this.patients = new Patients(policy.patientKey(), named);
    this.uris = new FhirUris(pseudonyms, patients);
    this.text = new FreeText(cleaner);
    this.leaves = new Leaves(dates, today, uris, text);
  }

  /**
   * @param cleaner for free text, called with the patient that the text is about; {@link
   *     TextCleaner#WITHHOLD} where there is none
   * @param today the day to which ages are counted
   */
  public static FhirDeidentifier of(
      FhirPolicy policy, Dates dates, Pseudonyms pseudonyms, TextCleaner cleaner, LocalDate today) {
    return of(policy, dates, pseudonyms, cleaner, today, UnaryOperator.identity());
  }

  /**
   * As above, for a caller that has names of its own for patients, so that several sources' keys of
   * one person agree.
   *
   * @param named the caller's name for the patient of a key; what {@link Subject#key} and
   *     pseudonyms are made of
   */
  public static FhirDeidentifier of(
      FhirPolicy policy,
      Dates dates,
      Pseudonyms pseudonyms,
      TextCleaner cleaner,
      LocalDate today,
      UnaryOperator<String> named) {
    return new FhirDeidentifier(policy, dates, pseudonyms, cleaner, today, named);
  }

  /** The key of the one patient that a resource is about; empty where none can be told. */
  public Optional<String> patient(byte[] json) {
    return parse(json).flatMap(patients::about);
  }

  public FhirPolicy policy() {
    return policy;
  }

  /** Dates as the policy wants them. */
  public Dates dates() {
    return dates;
  }

  public Pseudonyms pseudonyms() {
    return pseudonyms;
  }

  /** The cleaning of free text, the search for known words included. */
  public FreeText text() {
    return text;
  }

  /** The UUID that stands for {@code value}, in every file. */
  public String uuid(String value) {
    return uris.uuid(value);
  }

  /** How many patients were learnt. */
  public int patients() {
    return patients.count();
  }

  /**
   * Takes note of a Patient or RelatedPerson before the resources that speak of it are cleaned: by
   * what the policy knows the patient, and the words that must not survive in text. Anything else
   * is passed over.
   */
  public void learn(byte[] json) {
    parse(json)
        .ifPresent(
            node -> {
              JsonNode inner = node.path("resource");
              patients.learn(inner.isObject() ? inner : node, node.path("fullUrl").asText());
            });
  }

  private static Optional<JsonNode> parse(byte[] json) {
    try {
      return Utf8.decode(json, 0, json.length).isPresent()
          ? Optional.of(MAPPER.readTree(json))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** One resource, whole: bundles are taken entry by entry, each with its own patient. */
  public Outcome resource(byte[] json) {
    return cleaned(json, false);
  }

  /** One entry of a bundle, with its {@code fullUrl} and all. */
  public Outcome entry(byte[] json) {
    return cleaned(json, true);
  }

  private Outcome cleaned(byte[] json, boolean entry) {
    if (json.length > policy.largest()) {
      return new Outcome.Quarantined(FhirReason.FHIR_TOO_LARGE);
    }
    Optional<String> characters = Utf8.decode(json, 0, json.length);
    if (characters.isEmpty()) {
      return new Outcome.Quarantined(FhirReason.FHIR_NOT_UTF8);
    }
    try (JsonParser parser = MAPPER.createParser(characters.get())) {
      JsonNode node = MAPPER.readTree(parser);
      if (node == null || !node.isObject()) {
        return new Outcome.Quarantined(FhirReason.FHIR_TYPE_UNKNOWN);
      }
      return entry ? entry(node) : resource(node);
    } catch (StreamConstraintsException e) {
      return new Outcome.Quarantined(
          e.getMessage() != null && e.getMessage().contains("nesting depth")
              ? FhirReason.FHIR_TOO_DEEP
              : FhirReason.FHIR_NOT_JSON);
    } catch (JsonProcessingException e) {
      return new Outcome.Quarantined(FhirReason.FHIR_NOT_JSON);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One resource that is already a tree; the tree is not changed. */
  public Outcome resource(JsonNode resource) {
    Walk walk = walk();
    try {
      Optional<ObjectNode> out = walk.resource(resource);
      return out.isEmpty()
          ? new Outcome.Quarantined(FhirReason.FHIR_TYPE_UNKNOWN)
          : outcome(out.get(), out.get().path("resourceType").asText(), walk);
    } catch (Walk.Modified e) {
      return new Outcome.Quarantined(FhirReason.FHIR_MODIFIER_UNKNOWN);
    } catch (JsonProcessingException e) {
      return new Outcome.Quarantined(FhirReason.FHIR_NOT_JSON);
    }
  }

  /** An entry is cleaned as the one entry of a bundle; what of the bundle is around it is not. */
  private Outcome entry(JsonNode entry) throws JsonProcessingException {
    JsonNode inner = entry.path("resource");
    if (!inner.isMissingNode() && !R4.STANDARD.isResource(inner.path("resourceType").asText())) {
      return new Outcome.Quarantined(FhirReason.FHIR_TYPE_UNKNOWN);
    }
    Walk walk = walk();
    ObjectNode bundle = MAPPER.createObjectNode().put("resourceType", "Bundle");
    bundle.putArray("entry").add(entry);
    try {
      JsonNode out = walk.resource(bundle).orElseThrow().path("entry").path(0);
      if (!out.isObject() || (inner.isObject() && !out.has("resource"))) {
        return new Outcome.Quarantined(FhirReason.FHIR_MODIFIER_UNKNOWN);
      }
      return outcome((ObjectNode) out, inner.path("resourceType").asText("Bundle"), walk);
    } catch (Walk.Modified e) {
      return new Outcome.Quarantined(FhirReason.FHIR_MODIFIER_UNKNOWN);
    }
  }

  private static Outcome outcome(ObjectNode out, String type, Walk walk)
      throws JsonProcessingException {
    return new Outcome.Cleaned(MAPPER.writeValueAsBytes(out), type, walk.applied(), walk.kept());
  }

  private Walk walk() {
    return new Walk(policy, leaves, this::root, this::about, this::shift);
  }

  private Optional<Place> root(String type) {
    if (!R4.STANDARD.isResource(type)) {
      return Optional.empty(); // names that R4 does not have are not held
    }
    return roots.computeIfAbsent(type, t -> R4.STANDARD.type(t).map(r -> Place.root(policy, r)));
  }

  private Optional<Subject> about(JsonNode resource) {
    return patients.about(resource).map(key -> new Subject(key, patients.known(key)));
  }

  /** Days by which a patient's dates move; empty where the policy does not move dates. */
  public OptionalInt shift(Subject about) {
    if (!(dates instanceof Dates.Shift shift)) {
      return OptionalInt.empty();
    }
    Integer days = shifts.get(about.key());
    if (days == null) {
      days = pseudonyms.shiftDays(shift, about.key());
      if (shifts.size() < Patients.MOST) {
        shifts.put(about.key(), days);
      }
    }
    return OptionalInt.of(days);
  }
}
