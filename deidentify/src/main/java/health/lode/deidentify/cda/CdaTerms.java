package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.Terms;
import health.lode.deidentify.markup.Markup.Element;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Attributes whose values the standard itself lists. */
final class CdaTerms {
  private static final String V3 = "http://terminology.hl7.org/CodeSystem/v3-";
  private static final Set<String> TRUTHS =
      Set.of(
          "inversionInd",
          "negationInd",
          "independentInd",
          "institutionSpecified",
          "contextConductionInd",
          "inclusive");
  private static final Map<String, List<String>> LISTS =
      Map.of(
          "classCode", List.of("ActClass", "RoleClass", "EntityClass"),
          "moodCode", List.of("ActMood"),
          "typeCode", List.of("ParticipationType", "ActRelationshipType", "RoleLinkType"),
          "determinerCode", List.of("EntityDeterminer"),
          "contextControlCode", List.of("ContextControl"),
          "nullFlavor", List.of("NullFlavor"));

  /** Codes that stand without a code system (data type CS), by their element. */
  private static final Map<String, List<String>> BARE =
      Map.of(
          "statusCode", List.of("ActStatus"),
          "signatureCode", List.of("ParticipationSignature"),
          "modeCode", List.of("ParticipationMode", "LanguageAbilityMode"));

  private static final Set<String> TYPES =
      Set.of(
          "AD",
          "ANY",
          "BL",
          "CD",
          "CE",
          "CO",
          "CR",
          "CS",
          "CV",
          "ED",
          "EIVL_TS",
          "EN",
          "ENXP",
          "II",
          "INT",
          "IVL_INT",
          "IVL_PQ",
          "IVL_REAL",
          "IVL_TS",
          "IVXB_PQ",
          "IVXB_TS",
          "MO",
          "ON",
          "PIVL_TS",
          "PN",
          "PQ",
          "PQR",
          "REAL",
          "RTO",
          "RTO_PQ_PQ",
          "RTO_QTY_QTY",
          "SC",
          "ST",
          "SXCM_TS",
          "SXPR_TS",
          "TEL",
          "TN",
          "TS",
          "thumbnail",
          "GLIST_TS",
          "SLIST_PQ",
          "SLIST_TS");
  private static final Set<String> SYSTEM_NAMES =
      Set.of(
          "LOINC",
          "SNOMED CT",
          "SNOMED-CT",
          "SNOMED",
          "RxNorm",
          "RXNORM",
          "CPT",
          "CPT-4",
          "CPT4",
          "ICD-9-CM",
          "ICD-10-CM",
          "ICD10",
          "ICD9",
          "CVX",
          "ActCode",
          "NullFlavor",
          "HL7ActStatus",
          "ActStatus",
          "AdministrativeGender",
          "ConfidentialityCode",
          "Confidentiality",
          "ObservationInterpretation",
          "ParticipationFunction",
          "RoleCode",
          "MaritalStatus",
          "ActPriority",
          "NCI Thesaurus",
          "DCM",
          "UCUM");
  private static final Pattern TEMPLATE =
      Pattern.compile(
          "(2\\.16\\.840\\.1\\.113883\\.(10|1|3\\.88|3\\.27\\.1776)|1\\.3\\.6\\.1\\.4\\.1\\.19376)(\\.[0-9]{1,6}){0,12}");
  private static final Pattern TEMPLATE_VERSION =
      Pattern.compile("20[0-9]{2}-[0-9]{2}-[0-9]{2}|POCD_HD000040");
  private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]{1,9}(\\.[0-9]{1,9})?");

  private CdaTerms() {}

  /** Whether an attribute's value is a published word, a plain number or a truth. */
  static boolean knows(Element owner, String attribute, String value) {
    if (TRUTHS.contains(attribute)) {
      return value.equals("true") || value.equals("false");
    }
    List<String> lists = LISTS.get(attribute);
    if (lists != null) {
      return inAny(lists, value);
    }
    return switch (attribute) {
      case "code" -> code(owner, value);
      case "codeSystem" -> Terms.knowsSystem("urn:oid:" + value);
      case "codeSystemName" -> SYSTEM_NAMES.contains(value);
      case "root" -> TEMPLATE.matcher(value).matches();
      case "extension" -> TEMPLATE_VERSION.matcher(value).matches();
      case "unit" -> Terms.knows("http://unitsofmeasure.org", value);
      case "value" ->
          NUMBER.matcher(value).matches() || value.equals("true") || value.equals("false");
      case "xsi:type" -> TYPES.contains(value);
      case "operator" -> Set.of("A", "E", "H", "I", "P").contains(value);
      case "representation" -> value.equals("B64") || value.equals("TXT");
      case "mediaType" -> Terms.knows("urn:ietf:bcp:13", value);
      default -> false;
    };
  }

  private static boolean code(Element owner, String value) {
    String system = owner.attribute("codeSystem").orElse("");
    if (!system.isEmpty()) {
      return Terms.knows("urn:oid:" + system, value);
    }
    return switch (owner.local()) {
      case "languageCode" -> Terms.knows("urn:ietf:bcp:47", value);
      case "realmCode" -> Terms.knows("urn:iso:std:iso:3166", value) || value.equals("UV");
      default -> inAny(BARE.getOrDefault(owner.local(), List.of()), value);
    };
  }

  private static boolean inAny(List<String> lists, String value) {
    return lists.stream().anyMatch(list -> Terms.knows(V3 + list, value));
  }
}
