package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.Applied;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FhirPolicy;
import health.lode.deidentify.fhir.PatientKey;
import health.lode.deidentify.fhir.Subject;
import health.lode.deidentify.fhir.Subject.Kind;
import health.lode.deidentify.fhir.Subject.KnownIdentity;
import health.lode.deidentify.markup.Markup;
import health.lode.deidentify.markup.Markup.Element;
import health.lode.deidentify.markup.MarkupReader;
import health.lode.deidentify.markup.MarkupReader.RefusedMarkup;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Takes identities out of CDA R2 and C-CDA documents by a policy's rules; shares pseudonyms, dates
 * and the text cleaner with the {@link FhirDeidentifier} it is made from. Safe for several threads.
 */
public final class CdaDeidentifier {
  static final String V3 = "urn:hl7-org:v3";
  static final String SDTC = "urn:hl7-org:sdtc";

  private final CdaPolicy policy;
  private final FhirPolicy fhirPolicy;
  private final FhirDeidentifier fhir;
  private final LocalDate today;
  private final CdaPlace root;

  /** What became of a document. */
  public sealed interface Result {
    /**
     * @param bytes the whole document without identities, UTF-8
     * @param kept how many attributes and texts stayed
     */
    record Cleaned(byte[] bytes, List<Applied> applied, int kept) implements Result {}

    /** Nothing of it may leave. */
    record Quarantined(CdaReason reason) implements Result {}
  }

  private CdaDeidentifier(CdaPolicy policy, FhirDeidentifier fhir, LocalDate today) {
    this.policy = policy;
    this.fhir = fhir;
    this.fhirPolicy = fhir.policy();
    this.today = today;
    this.root = CdaPlace.root(policy);
  }

  public static CdaDeidentifier of(FhirDeidentifier fhir, LocalDate today) {
    return new CdaDeidentifier(CdaPolicy.of(fhir.policy()), fhir, today);
  }

  /** One document, whole. */
  public Result document(byte[] xml) {
    if (xml.length > fhirPolicy.largest()) {
      return new Result.Quarantined(CdaReason.CDA_TOO_LARGE);
    }
    Element document;
    try {
      document = MarkupReader.read(xml);
    } catch (RefusedMarkup e) {
      return new Result.Quarantined(
          switch (e.fault()) {
            case NOT_XML -> CdaReason.CDA_NOT_XML;
            case HAS_DTD -> CdaReason.CDA_HAS_DTD;
            case TOO_DEEP -> CdaReason.CDA_TOO_DEEP;
          });
    }
    if (!document.local().equals("ClinicalDocument") || !document.uri().equals(V3)) {
      return new Result.Quarantined(CdaReason.CDA_NOT_CDA);
    }
    CdaWalk walk = new CdaWalk(policy, fhir, subject(document), today);
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    Markup.write(walk.document(document, root), out);
    out.append('\n');
    byte[] bytes = out.toString().getBytes(StandardCharsets.UTF_8);
    return new Result.Cleaned(bytes, walk.applied(), walk.kept());
  }

  /** The patient of the record targets; none where they name none, or more than one. */
  private Optional<Subject> subject(Element document) {
    Set<String> keys = new LinkedHashSet<>();
    List<KnownIdentity> known = new ArrayList<>();
    for (Element target : document.elements()) {
      if (!target.local().equals("recordTarget")) {
        continue;
      }
      Element role = target.child("patientRole").orElse(target);
      keys.add(key(role).orElse(""));
      identities(role, known);
    }
    return keys.size() == 1
        ? Optional.of(keys.iterator().next())
            .filter(k -> !k.isEmpty())
            .map(k -> new Subject(k, List.copyOf(known)))
        : Optional.empty();
  }

  /** The key identifier where the policy names its system, else the role's first id. */
  private Optional<String> key(Element role) {
    String first = "";
    for (Element each : role.elements()) {
      if (!each.local().equals("id")) {
        continue;
      }
      String value = each.attribute("extension").or(() -> each.attribute("root")).orElse("");
      if (isKey(each)) {
        return Optional.of(value);
      }
      first = first.isEmpty() ? value : first;
    }
    boolean named = fhirPolicy.patientKey() instanceof PatientKey.ByIdentifier;
    return Optional.of(first).filter(f -> !f.isEmpty()).map(f -> named ? "\0unlinked\0" + f : f);
  }

  private boolean isKey(Element id) {
    return fhirPolicy.patientKey() instanceof PatientKey.ByIdentifier by
        && by.system().equals("urn:oid:" + id.attribute("root").orElse(""));
  }

  private static void identities(Element at, List<KnownIdentity> known) {
    for (Element each : at.elements()) {
      switch (each.local()) {
        case "id" -> each.attribute("extension").ifPresent(v -> add(Kind.NUMBER, v, known));
        case "telecom" ->
            each.attribute("value")
                .map(v -> v.substring(v.indexOf(':') + 1))
                .ifPresent(v -> add(Kind.CONTACT, v, known));
        case "name" -> parts(each, Kind.NAME, known);
        case "streetAddressLine", "additionalLocator", "houseNumber" ->
            add(Kind.ADDRESS, each.text(), known);
        default -> identities(each, known);
      }
    }
  }

  private static void parts(Element name, Kind kind, List<KnownIdentity> known) {
    if (name.elements().isEmpty()) {
      add(kind, name.text(), known);
    }
    for (Element part : name.elements()) {
      if (part.local().equals("given") || part.local().equals("family")) {
        add(kind, part.text(), known);
      }
    }
  }

  private static void add(Kind kind, String text, List<KnownIdentity> known) {
    String word = text.strip();
    if (word.length() >= 2 && known.stream().noneMatch(k -> k.text().equals(word))) {
      known.add(new KnownIdentity(kind, word));
    }
  }
}
