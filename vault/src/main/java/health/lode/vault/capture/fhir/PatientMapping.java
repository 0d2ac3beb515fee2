package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.PatientFact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.WrittenMoment.Precision;
import health.lode.vault.codes.Dictionary;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Patient to person, to death where the patient has died, and to identity. */
final class PatientMapping implements Mapping {
  private static final String US_CORE = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-";

  /** HL7 table 0203: identifiers that a state issues to a person for life. */
  private static final Set<String> STATE = Set.of("SS", "NI", "NNCHN", "NN", "PRC");

  private final Dictionary dictionary;

  PatientMapping(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public String type() {
    return "Patient";
  }

  @Override
  public String table() {
    return "person";
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "identifier",
        "name",
        "telecom",
        "gender",
        "birthDate",
        "deceasedBoolean",
        "deceasedDateTime",
        "address",
        "extension",
        "link");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) {
    facts.patient(identity(r, key));
    FactRow row = Mapping.row(facts, table(), key, key, r);
    String gender = r.text("gender");
    row.text("gender_source_value", gender);
    row.integer("gender_concept_id", (long) dictionary.gender(gender));
    WrittenMoment birth = FhirMoment.of(r.field("birthDate"));
    if (birth != null) {
      born(birth, row);
    }
    region(r.field("address").path(0), row);
    category(r, "race", row);
    category(r, "ethnicity", row);
    death(r, key, facts);
    links(r, key, facts);
  }

  private static void born(WrittenMoment birth, FactRow row) {
    row.integer("year_of_birth", (long) birth.date().getYear());
    if (birth.precision() != Precision.YEAR) {
      row.integer("month_of_birth", (long) birth.date().getMonthValue());
    }
    if (birth.precision() == Precision.DAY || birth.precision() == Precision.TIME) {
      row.integer("day_of_birth", (long) birth.date().getDayOfMonth());
      row.dateTime("birth_datetime", birth.dateTime());
    }
  }

  /** No finer than a district: the rest of an address goes to identity alone. */
  private static void region(JsonNode address, FactRow row) {
    row.text("location_country", Resource.textOf(address.path("country")));
    row.text("location_state", Resource.textOf(address.path("state")));
    row.text("location_city", Resource.textOf(address.path("city")));
    row.text("location_county", Resource.textOf(address.path("district")));
  }

  /** Race and ethnicity, which FHIR has as extensions. */
  private static void category(Resource r, String name, FactRow row) {
    for (JsonNode extension : r.field("extension")) {
      if (!extension.path("url").asText().equals(US_CORE + name)) {
        continue;
      }
      for (JsonNode part : extension.path("extension")) {
        switch (part.path("url").asText()) {
          case "ombCategory" ->
              row.text(
                  name + "_source_value", Resource.textOf(part.path("valueCoding").path("code")));
          case "text" -> row.text(name + "_source_text", Resource.textOf(part.path("valueString")));
          default -> {
            // detailed codes stay in the journal
          }
        }
      }
    }
  }

  private static void death(Resource r, String key, FactSink facts) {
    WrittenMoment died = FhirMoment.of(r.field("deceasedDateTime"));
    boolean dead = died != null || r.field("deceasedBoolean").asBoolean();
    boolean mayCorrect = r.version() > 0 || !r.field("deceasedBoolean").isMissingNode();
    if (dead || mayCorrect) {
      FactRow row = Mapping.row(facts, "death", key, key, r);
      row.moment("death_date", "death_datetime", died);
      if (!dead) {
        row.retracted(); // an earlier version may have said otherwise
      }
    }
  }

  private static void links(Resource r, String key, FactSink facts) {
    for (JsonNode link : r.field("link")) {
      String other = References.key(link.path("other"), "Patient", key);
      if (other == null) {
        continue;
      }
      if (link.path("type").asText().equals("replaced-by")) {
        facts.mergePatients(other, key);
      } else if (link.path("type").asText().equals("replaces")) {
        facts.mergePatients(key, other);
      }
    }
  }

  private static PatientFact identity(Resource r, String key) {
    PatientFact patient = new PatientFact(key);
    for (JsonNode identifier : r.field("identifier")) {
      patient.with(kind(identifier), Resource.textOf(identifier.path("value")));
      if (Resource.textOf(identifier.path("value")) != null) {
        patient.alsoKnownAs(References.byIdentifier("Patient", identifier));
      }
    }
    String url = r.fullUrl();
    if (url != null && url.startsWith("urn:") && !References.absolute(url, "Patient").equals(key)) {
      patient.alsoKnownAs(References.absolute(url, "Patient"));
    }
    for (JsonNode name : r.field("name")) {
      patient.with(Kind.NAME, name(name));
    }
    for (JsonNode contact : r.field("telecom")) {
      String system = contact.path("system").asText();
      if (system.equals("phone") || system.equals("sms") || system.isEmpty()) {
        patient.with(Kind.PHONE, Resource.textOf(contact.path("value")));
      }
    }
    for (JsonNode address : r.field("address")) {
      patient.with(Kind.ADDRESS, address(address));
    }
    return patient.with(Kind.BIRTH_DATE, r.text("birthDate"));
  }

  private static Kind kind(JsonNode identifier) {
    String code = "";
    for (JsonNode coding : identifier.path("type").path("coding")) {
      code = coding.path("code").asText("").toUpperCase(Locale.ROOT);
    }
    String system = identifier.path("system").asText("").toLowerCase(Locale.ROOT);
    String words = identifier.path("type").path("text").asText("");
    if (STATE.contains(code)
        || system.endsWith("us-ssn")
        || system.contains("2.16.156.10011.1.3")
        || system.contains("idcard")
        || system.contains("id-card")
        || system.contains("resident")
        || words.contains("身份证")) {
      return Kind.ID_NUMBER;
    }
    if (code.equals("MR") || code.equals("PI") || system.contains("mrn")) {
      return Kind.MEDICAL_RECORD_NUMBER;
    }
    if (code.equals("SB") || code.equals("HC") || words.contains("医保")) {
      return Kind.INSURANCE_NUMBER;
    }
    return Kind.OTHER;
  }

  private static @Nullable String name(JsonNode name) {
    String text = Resource.textOf(name.path("text"));
    if (text != null) {
      return text;
    }
    StringBuilder whole = new StringBuilder();
    for (JsonNode given : name.path("given")) {
      whole.append(given.asText()).append(' ');
    }
    return whole.append(name.path("family").asText("")).toString();
  }

  private static String address(JsonNode address) {
    String text = Resource.textOf(address.path("text"));
    if (text != null) {
      return text;
    }
    StringBuilder whole = new StringBuilder();
    for (JsonNode line : address.path("line")) {
      whole.append(line.asText()).append(", ");
    }
    for (String part : new String[] {"district", "city", "state", "postalCode", "country"}) {
      String value = Resource.textOf(address.path(part));
      whole.append(value == null ? "" : value + ", ");
    }
    return whole.length() < 2 ? "" : whole.substring(0, whole.length() - 2);
  }
}
