package health.lode.deidentify.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import health.lode.deidentify.policy.Dates;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Actions on leaves. Empty where the leaf goes: by the action, or because it does not fit it. */
final class Leaves {
  private static final Set<String> DATES = Set.of("date", "dateTime", "instant");
  private static final Set<String> NUMBERS =
      Set.of("integer", "positiveInt", "unsignedInt", "decimal");

  /** A phone number has more digits than any count or measurement. */
  private static final int MOST_DIGITS = 9;

  private static final int MOST_YEARS = 89;
  private static final Map<String, BigDecimal> IN_A_YEAR =
      Map.of(
          "a",
          BigDecimal.ONE,
          "mo",
          BigDecimal.valueOf(12),
          "wk",
          new BigDecimal("52.18"),
          "d",
          new BigDecimal("365.25"));
  private static final Pattern SAMPLES =
      Pattern.compile(
          "(?:[-+]?[0-9]{1,6}(?:\\.[0-9]{1,6})?|[EUL])(?: (?:[-+]?[0-9]{1,6}(?:\\.[0-9]{1,6})?|[EUL]))*+");
  private static final Pattern TIME =
      Pattern.compile("[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?");
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";
  private static final String ABSENT_CODES =
      "http://terminology.hl7.org/CodeSystem/data-absent-reason";
  private static final String NULL_FLAVOR =
      "http://hl7.org/fhir/StructureDefinition/iso21090-nullFlavor";
  private static final String NULL_FLAVOR_CODES =
      "http://terminology.hl7.org/CodeSystem/v3-NullFlavor";

  private final Dates dates;
  private final LocalDate today;
  private final FhirUris uris;
  private final FreeText text;

  Leaves(Dates dates, LocalDate today, FhirUris uris, FreeText text) {
    this.dates = dates;
    this.today = today;
    this.uris = uris;
    this.text = text;
  }

  /**
   * Where a leaf stands.
   *
   * @param owner the object that holds it
   * @param root the resource's type
   * @param contained whether the resource is contained in another
   * @param local whether a reference to this contained id still resolves
   */
  record Setting(
      JsonNode owner,
      String root,
      boolean contained,
      Predicate<String> local,
      Optional<Subject> about,
      OptionalInt shift) {}

  Optional<JsonNode> apply(Action action, Place place, JsonNode value, Setting setting) {
    String type = place.type().name();
    boolean fits =
        type.equals("boolean")
            ? value.isBoolean()
            : NUMBERS.contains(type) ? value.isNumber() : value.isTextual();
    if (!fits || action instanceof Action.Redact) {
      return Optional.empty();
    }
    if (action instanceof Action.Known) {
      return known(place, type, value, setting);
    }
    if (action instanceof Action.Keep) {
      return Optional.of(value).filter(v -> !DATES.contains(type) || FhirDates.isDate(v.asText()));
    }
    if (action instanceof Action.ToAge && NUMBERS.contains(type)) {
      return Optional.of(age(value, setting.owner()));
    }
    if (!value.isTextual()) {
      return Optional.empty();
    }
    return words(action, place, type, value.textValue(), setting).map(TextNode::valueOf);
  }

  private Optional<String> words(
      Action action, Place place, String type, String value, Setting setting) {
    if (DATES.contains(type)) {
      if (action instanceof Action.Shift) {
        return FhirDates.apply(dates, setting.shift(), type, value);
      }
      if (type.equals("instant")) {
        return Optional.empty();
      }
      if (action instanceof Action.ToAge) {
        return FhirDates.birthYear(
            dates instanceof Dates.Shift ? setting.shift() : OptionalInt.empty(), value, today);
      }
      return action instanceof Action.ToDate to
          ? FhirDates.truncated(value, to.month())
          : Optional.empty();
    }
    if (action instanceof Action.Pseudonym) {
      return pseudonym(place, type, value, setting);
    }
    if (action instanceof Action.ToPrefix to && isString(type)) {
      int length = value.codePointCount(0, value.length());
      return length <= to.length()
          ? Optional.empty()
          : Optional.of(value.substring(0, value.offsetByCodePoints(0, to.length())));
    }
    if (action instanceof Action.Text && setting.about().isPresent()) {
      Subject about = setting.about().get();
      return switch (type) {
        case "string", "markdown" ->
            isTerm(place, value, setting.owner())
                ? text.term(about, value)
                : text.plain(about, value);
        case "xhtml" -> text.xhtml(about, value);
        case "base64Binary" -> attached(about, value, setting.owner());
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** Whether the words are what a published code is called, beside that code. */
  private static boolean isTerm(Place place, String words, JsonNode owner) {
    if (place.is("Coding", "display")) {
      return isPublished(owner);
    }
    if (place.is("CodeableConcept", "text")) {
      for (JsonNode coding : owner.path("coding")) {
        if (coding.path("display").asText().equals(words) && isPublished(coding)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isPublished(JsonNode coding) {
    return Terms.knows(coding.path("system").asText(), coding.path("code").asText());
  }

  private static boolean isString(String type) {
    return type.equals("string") || type.equals("markdown");
  }

  /** An attachment that says it is plain text, which is UTF-8 where it says nothing else. */
  private Optional<String> attached(Subject about, String value, JsonNode owner) {
    String kind = owner.path("contentType").asText().toLowerCase(Locale.ROOT).replace(" ", "");
    if (!kind.equals("text/plain") && !kind.equals("text/plain;charset=utf-8")) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(value);
      return Utf8.decode(bytes, 0, bytes.length)
          .flatMap(t -> text.plain(about, t))
          .map(t -> Base64.getEncoder().encodeToString(t.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<String> pseudonym(Place place, String type, String value, Setting setting) {
    if (place.is("Reference", "reference")
        || place.is("Bundle.entry", "fullUrl")
        || place.is("Bundle.entry.request", "url")
        || place.is("Bundle.entry.response", "location")) {
      return uris.reference(value)
          .filter(
              r -> !r.startsWith("#") || r.length() == 1 || setting.local().test(r.substring(1)));
    }
    if (place.path().equals(setting.root() + ".id")) {
      return Optional.of(
          setting.contained() ? uris.containedId(value) : uris.id(setting.root(), value));
    }
    if (place.is("Identifier", "value")) {
      String system = setting.owner().path("system").asText();
      return Optional.of(uris.identifier(setting.root(), system, value));
    }
    return switch (type) {
      case "uri", "url", "canonical" -> uris.uri(value);
      case "string", "markdown", "id", "oid", "uuid" -> Optional.of(uris.other(value));
      default -> Optional.empty();
    };
  }

  private Optional<JsonNode> known(Place place, String type, JsonNode value, Setting setting) {
    if (value.isNumber()) {
      return number(value, setting.owner());
    }
    if (value.isBoolean()) {
      return Optional.of(value);
    }
    String word = value.textValue();
    boolean passes =
        switch (type) {
          case "code" -> code(place, word, setting.owner());
          case "uri", "canonical" ->
              FhirUris.isPublished(word)
                  || (place.is("Reference", "type") && R4.STANDARD.isResource(word));
          case "time" -> TIME.matcher(word).matches();
          case "string" -> place.is("SampledData", "data") && SAMPLES.matcher(word).matches();
          default -> false;
        };
    return passes ? Optional.of(value) : Optional.empty();
  }

  private static boolean code(Place place, String word, JsonNode owner) {
    Set<String> demanded = place.element().codes();
    if (!demanded.isEmpty()) {
      return demanded.contains(word);
    }
    if (owner.path("system").isTextual()) {
      return Terms.knows(owner.path("system").textValue(), word);
    }
    return switch (place.element().name()) {
      case "language" -> Terms.language(word);
      case "contentType" -> Terms.mime(word);
      case "currency" -> Terms.currency(word);
      case "valueCode" ->
          switch (owner.path("url").asText()) {
            case ABSENT -> Terms.knows(ABSENT_CODES, word);
            case NULL_FLAVOR -> Terms.knows(NULL_FLAVOR_CODES, word);
            default -> false;
          };
      default -> false;
    };
  }

  private static Optional<JsonNode> number(JsonNode value, JsonNode owner) {
    BigDecimal number = value.decimalValue();
    if (number.precision() - (long) number.scale() > MOST_DIGITS || number.precision() > 30) {
      return Optional.empty();
    }
    return Optional.of(owner.path("code").asText().equals("a") ? age(value, owner) : value);
  }

  /** Ages of more than 89 years are told as 90 (45 CFR 164.514(b)(2)(i)(C)). */
  private static JsonNode age(JsonNode value, JsonNode owner) {
    BigDecimal year = IN_A_YEAR.getOrDefault(owner.path("code").asText(), BigDecimal.ONE);
    if (value.decimalValue().compareTo(year.multiply(BigDecimal.valueOf(MOST_YEARS + 1L))) < 0) {
      return value;
    }
    BigDecimal most = year.multiply(BigDecimal.valueOf(MOST_YEARS + 1L));
    return value.isIntegralNumber() ? IntNode.valueOf(most.intValue()) : DecimalNode.valueOf(most);
  }
}
