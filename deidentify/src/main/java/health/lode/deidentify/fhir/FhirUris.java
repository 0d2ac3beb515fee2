package health.lode.deidentify.fhir;

import health.lode.deidentify.pseudonym.Pseudonyms;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ids, references and URLs under pseudonyms. An id and every reference to it (relative, absolute,
 * {@code urn:uuid:}, contained, by {@code Type?identifier=}) get the same pseudonym, in every file,
 * so that what resolved before resolves after.
 */
final class FhirUris {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "(?:(https?://[^?#|\\s]{1,400})/)?([A-Z][A-Za-z]{2,40})/([A-Za-z0-9.\\-]{1,64})"
              + "(?:/_history/[A-Za-z0-9.\\-]{1,64})?(?:#[^\\s]{0,64})?");
  private static final Pattern BY_IDENTIFIER =
      Pattern.compile("([A-Z][A-Za-z]{2,40})\\?identifier=([^|&\\s]{0,300})\\|([^|&\\s]{1,200})");
  private static final Pattern VERSION = Pattern.compile("[0-9]{1,4}(\\.[0-9]{1,4}){0,3}");
  private static final Pattern OID = Pattern.compile("[0-2](\\.(0|[1-9][0-9]{0,60})){1,30}");
  private static final Pattern PUBLISHED =
      Pattern.compile(
          "http://(hl7\\.org/fhir|terminology\\.hl7\\.org)(/us/[a-z]{1,12}|/uv/[a-z]{1,12})?"
              + "/(StructureDefinition|ValueSet|CodeSystem)/[A-Za-z0-9-]{1,64}(\\|[0-9]{1,2}(\\.[0-9]{1,3}){0,3})?");
  private static final Set<String> IDENTIFIER_SYSTEMS =
      Set.of(
          "urn:ietf:rfc:3986",
          "urn:dicom:uid",
          "http://hl7.org/fhir/sid/us-ssn",
          "http://hl7.org/fhir/sid/us-npi",
          "http://hl7.org/fhir/sid/us-medicare",
          "http://hl7.org/fhir/sid/us-mbi");

  private final Pseudonyms pseudonyms;
  private final Patients patients;

  FhirUris(Pseudonyms pseudonyms, Patients patients) {
    this.pseudonyms = pseudonyms;
    this.patients = patients;
  }

  /** The id of a resource of {@code type}. */
  String id(String type, String id) {
    return type.equals("Patient")
        ? pseudonyms.code(Pseudonyms.PATIENT, patients.keyOfId(id))
        : pseudonyms.code("fhir/" + type, id);
  }

  String containedId(String id) {
    return pseudonyms.code("fhir/contained", id);
  }

  /** A reference's text; empty where it is no reference of a form that can be kept. */
  Optional<String> reference(String text) {
    if (text.equals("#")) {
      return Optional.of(text);
    }
    if (text.startsWith("#")) {
      return Optional.of("#" + containedId(text.substring(1)));
    }
    if (text.startsWith("urn:")) {
      return urn(text);
    }
    int slash = text.indexOf('/');
    if (slash > 0 && isId(text, slash + 1) && R4.STANDARD.isResource(text.substring(0, slash))) {
      String type = text.substring(0, slash);
      return Optional.of(type + "/" + id(type, text.substring(slash + 1))); // nearly all of them
    }
    Matcher plain = REFERENCE.matcher(text);
    if (plain.matches() && R4.STANDARD.isResource(plain.group(2))) {
      String local = plain.group(2) + "/" + id(plain.group(2), plain.group(3));
      return Optional.of(plain.group(1) == null ? local : server(plain.group(1)) + "/" + local);
    }
    Matcher query = BY_IDENTIFIER.matcher(text);
    if (query.matches() && R4.STANDARD.isResource(query.group(1))) {
      String system = query.group(2);
      String value = identifier(query.group(1), system, query.group(3));
      String named = system.isEmpty() ? "" : uri(system).orElse("");
      return Optional.of(query.group(1) + "?identifier=" + named + "|" + value);
    }
    return R4.STANDARD.isResource(text) ? Optional.of(text) : Optional.empty();
  }

  /** Whether {@code text} is an id from {@code from} to its end. */
  private static boolean isId(String text, int from) {
    if (from == text.length() || text.length() - from > 64) {
      return false;
    }
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      if (!letter && !(c >= '0' && c <= '9') && c != '-' && c != '.') {
        return false;
      }
    }
    return true;
  }

  private String server(String base) {
    return "https://" + pseudonyms.code("fhir/server", base).toLowerCase(Locale.ROOT) + ".invalid";
  }

  private Optional<String> urn(String text) {
    if (text.startsWith("urn:uuid:")) {
      return Optional.of("urn:uuid:" + uuid(text.substring("urn:uuid:".length())));
    }
    if (text.startsWith("urn:oid:")) {
      return Optional.of("urn:oid:" + pseudonyms.uid(text.substring("urn:oid:".length())));
    }
    return Optional.empty();
  }

  /** A version 8 UUID (RFC 9562) for a value. */
  String uuid(String value) {
    ByteBuffer bits =
        ByteBuffer.wrap(pseudonyms.derived("fhir/uuid/" + value.toLowerCase(Locale.ROOT)));
    long high = (bits.getLong() & ~0xF000L) | 0x8000L;
    long low = (bits.getLong() & ~(0xC0L << 56)) | (0x80L << 56);
    return new UUID(high, low).toString();
  }

  /** An identifier's value, of a resource or data element of {@code owner}. */
  String identifier(String owner, String system, String value) {
    if (value.startsWith("urn:")) {
      Optional<String> known = urn(value);
      if (known.isPresent()) {
        return known.get();
      }
    }
    return patients.isKey(system) && owner.equals("Patient")
        ? pseudonyms.code(Pseudonyms.PATIENT, patients.named(value))
        : pseudonyms.code("fhir/identifier/" + system, value);
  }

  /**
   * A uri or canonical: published ones stay, others become a {@code urn:uuid:} with its version.
   */
  Optional<String> uri(String text) {
    if (isPublished(text)) {
      return Optional.of(text);
    }
    if (text.startsWith("#") || (!text.startsWith("http") && REFERENCE.matcher(text).matches())) {
      return reference(text);
    }
    if (text.startsWith("urn:")) {
      Optional<String> urn = urn(text);
      if (urn.isPresent()) {
        return urn;
      }
    }
    int bar = text.lastIndexOf('|');
    String version = bar < 0 ? "" : text.substring(bar + 1);
    String named = "urn:uuid:" + uuid(bar < 0 ? text : text.substring(0, bar));
    return Optional.of(VERSION.matcher(version).matches() ? named + "|" + version : named);
  }

  static boolean isPublished(String text) {
    return IDENTIFIER_SYSTEMS.contains(text)
        || Terms.knowsSystem(text)
        || (text.length() <= 200 && PUBLISHED.matcher(text).matches());
  }

  /** A value of type {@code oid}, {@code uuid} or {@code id}. */
  String other(String text) {
    if (OID.matcher(text).matches()) {
      return pseudonyms.uid(text);
    }
    return urn(text).orElseGet(() -> pseudonyms.code("fhir/id", text));
  }
}
