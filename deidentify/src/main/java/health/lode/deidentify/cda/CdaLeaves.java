package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.Action;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FreeText;
import health.lode.deidentify.fhir.Subject;
import health.lode.deidentify.markup.Markup.Attribute;
import health.lode.deidentify.markup.Markup.Element;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;

/** Actions on a document's attributes and texts. Empty where the value goes. */
final class CdaLeaves {
  /** Attributes of CDA R2's data types; of others nothing stays. */
  static final Set<String> ATTRIBUTES =
      Set.of(
          "root",
          "extension",
          "assigningAuthorityName",
          "displayable",
          "code",
          "codeSystem",
          "codeSystemName",
          "codeSystemVersion",
          "displayName",
          "value",
          "unit",
          "use",
          "qualifier",
          "nullFlavor",
          "classCode",
          "moodCode",
          "typeCode",
          "determinerCode",
          "contextControlCode",
          "contextConductionInd",
          "inversionInd",
          "negationInd",
          "independentInd",
          "institutionSpecified",
          "operator",
          "mediaType",
          "representation",
          "language",
          "inclusive",
          "xsi:type",
          "partType",
          "alignment",
          "integrityCheck",
          "compression",
          "event",
          "currency");

  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,60})){1,30}");
  private final FhirDeidentifier fhir;
  private final Dates dates;
  private final OptionalInt shift;
  private final Optional<Subject> about;
  private final LocalDate today;

  CdaLeaves(
      FhirDeidentifier fhir,
      Dates dates,
      OptionalInt shift,
      Optional<Subject> about,
      LocalDate today) {
    this.fhir = fhir;
    this.dates = dates;
    this.shift = shift;
    this.about = about;
    this.today = today;
  }

  /**
   * @param type the data type that the attribute belongs to, as far as it is told
   */
  Optional<String> attribute(Action action, Element owner, String type, Attribute attribute) {
    String name = attribute.name();
    String value = attribute.value();
    if (action instanceof Action.Redact || value.isEmpty()) {
      return Optional.empty();
    }
    if (action instanceof Action.Keep) {
      return Optional.of(value);
    }
    if (action instanceof Action.Known) {
      return Optional.of(value).filter(v -> CdaTerms.knows(owner, name, v));
    }
    if (action instanceof Action.Shift) {
      return moved(owner, type, name, value);
    }
    if (action instanceof Action.ToAge) {
      return CdaTimes.birthYear(shift, value, today);
    }
    if (action instanceof Action.ToDate to) {
      return CdaTimes.truncated(value, to.month());
    }
    if (action instanceof Action.Pseudonym) {
      return Optional.of(pseudonym(owner, name, value));
    }
    boolean term =
        action instanceof Action.Text
            && name.equals("displayName")
            && about.isPresent()
            && owner.attribute("code").filter(c -> CdaTerms.knows(owner, "code", c)).isPresent();
    return term ? fhir.text().term(about.get(), value) : text(action, owner, value);
  }

  /**
   * A value under a time. Quantities stand at the same paths ({@code low value="10" unit="mg"}),
   * told by their unit or type.
   */
  private Optional<String> moved(Element owner, String type, String name, String value) {
    boolean time = CdaTypes.isTime(type) && owner.attribute("unit").isEmpty();
    if (time && CdaTimes.isTime(value)) {
      return CdaTimes.apply(dates, shift, value);
    }
    return Optional.of(value).filter(v -> !time && CdaTerms.knows(owner, name, v));
  }

  /**
   * An id keeps its form: OID, UUID, or root and extension; the patient's is the patient's code.
   */
  private String pseudonym(Element owner, String name, String value) {
    Pseudonyms pseudonyms = fhir.pseudonyms();
    if (name.equals("root")) {
      return OID.matcher(value).matches() ? pseudonyms.uid(value) : fhir.uuid(value);
    }
    String root = owner.attribute("root").orElse("");
    return about.filter(a -> a.key().equals(value)).isPresent()
        ? pseudonyms.code(Pseudonyms.PATIENT, value)
        : pseudonyms.code("cda/id/" + root, value);
  }

  Optional<String> text(Action action, Element owner, String value) {
    if (action instanceof Action.Keep) {
      return Optional.of(value);
    }
    if (action instanceof Action.ToPrefix to) {
      int length = value.codePointCount(0, value.length());
      return length <= to.length()
          ? Optional.empty()
          : Optional.of(value.substring(0, value.offsetByCodePoints(0, to.length())));
    }
    if (!(action instanceof Action.Text)
        || about.isEmpty()
        || owner.attribute("representation").orElse("").equals("B64")) {
      return Optional.empty();
    }
    FreeText text = fhir.text();
    return text.plain(about.get(), value);
  }
}
