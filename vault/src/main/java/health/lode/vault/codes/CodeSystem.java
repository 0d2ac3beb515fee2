package health.lode.vault.codes;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A code system by the names that sources give it: FHIR URIs, OIDs, HL7 v2 table 0396, plain words.
 */
public enum CodeSystem {
  /** ICD-10 of WHO or a Chinese edition of it. */
  ICD10,
  ICD10_CM,
  SNOMED_CT,
  LOINC,
  RXNORM,
  CVX,
  /** A named system that is known to be none of the above. */
  OTHER,
  /** No name, or a local one that says nothing about its codes. */
  UNSTATED;

  /** Whether a code of this system may be read as ICD-10. */
  boolean mayHoldIcd10() {
    return this == ICD10 || this == ICD10_CM || this == UNSTATED;
  }

  /** The system that a source calls {@code name}. */
  public static CodeSystem named(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return UNSTATED;
    }
    String plain = name.strip().toUpperCase(Locale.ROOT);
    switch (plain) {
      case "I10",
          "ICD10",
          "ICD-10",
          "URN:OID:2.16.840.1.113883.6.3",
          "2.16.840.1.113883.6.3",
          "HTTP://HL7.ORG/FHIR/SID/ICD-10" -> {
        return ICD10;
      }
      case "I10C",
          "ICD10CM",
          "ICD-10-CM",
          "URN:OID:2.16.840.1.113883.6.90",
          "2.16.840.1.113883.6.90",
          "HTTP://HL7.ORG/FHIR/SID/ICD-10-CM" -> {
        return ICD10_CM;
      }
      case "SCT",
          "SNOMED-CT",
          "SNOMED CT",
          "SNOMED",
          "SNOMED-CT_US",
          "SCTUSX",
          "URN:OID:2.16.840.1.113883.6.96",
          "2.16.840.1.113883.6.96",
          "HTTP://SNOMED.INFO/SCT" -> {
        return SNOMED_CT;
      }
      case "LN",
          "LOINC",
          "URN:OID:2.16.840.1.113883.6.1",
          "2.16.840.1.113883.6.1",
          "HTTP://LOINC.ORG" -> {
        return LOINC;
      }
      case "RXNORM", "RXN", "HTTP://WWW.NLM.NIH.GOV/RESEARCH/UMLS/RXNORM" -> {
        return RXNORM;
      }
      case "CVX", "HTTP://HL7.ORG/FHIR/SID/CVX" -> {
        return CVX;
      }
      case "I10P",
          "ICD10PCS",
          "ICD-10-PCS",
          "I9",
          "I9C",
          "I9CDX",
          "I9CP",
          "ICD9",
          "ICD-9",
          "ICD9CM",
          "ICD-9-CM",
          "ICDO",
          "ICD-O",
          "ICD-O-3",
          "ICDO3",
          "ICD11",
          "ICD-11",
          "SNM",
          "SNM3",
          "NDC",
          "C4",
          "CPT",
          "CPT4",
          "UCUM",
          "DCM",
          "ATC",
          "NIC",
          "MDC" -> {
        return OTHER;
      }
      default -> {
        return words(plain);
      }
    }
  }

  private static CodeSystem words(String plain) {
    if (plain.contains("ICD-9")
        || plain.contains("ICD9")
        || plain.contains("ICD-11")
        || plain.contains("ICD11")
        || plain.contains("ICD-O")
        || plain.contains("PCS")
        || plain.contains("形态学")
        || plain.contains("手术")
        || plain.contains("中医")) {
      return OTHER;
    }
    if (plain.contains("SNOMED")) {
      return SNOMED_CT;
    }
    if (plain.contains("ICD-10")
        || plain.contains("ICD10")
        || plain.contains("国临")
        || plain.contains("医保版")) {
      return plain.contains("CM") && !plain.contains("国") ? ICD10_CM : ICD10;
    }
    return UNSTATED;
  }
}
