package health.lode.deidentify.fhir;

import java.util.Arrays;
import java.util.Currency;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Published words: a code passes as known only where HL7 defined it, or where it has the form (and
 * the check digit, where there is one) of the public terminology whose system it names. A
 * hospital's own codes are not known; a policy names them.
 */
public final class Terms {
  private static final Map<String, Set<String>> CODES = new HashMap<>();
  private static final Map<String, String> SYSTEM_OF_OID = new HashMap<>();
  private static final Map<String, Predicate<String>> FORMS = new HashMap<>();
  private static final Set<String> CURRENCIES = new HashSet<>();
  private static final Set<String> LANGUAGES = new HashSet<>();
  private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());
  private static final Set<String> SCRIPTS = Set.of("Hans", "Hant", "Latn", "Cyrl", "Arab");
  private static final Set<String> MIME =
      Set.of(
          "text/plain",
          "text/html",
          "text/xml",
          "text/csv",
          "text/rtf",
          "application/pdf",
          "application/xml",
          "application/json",
          "application/fhir+json",
          "application/fhir+xml",
          "application/dicom",
          "application/hl7-v3",
          "application/hl7-sda+xml",
          "application/msword",
          "application/rtf",
          "application/octet-stream",
          "application/zip",
          "image/jpeg",
          "image/png",
          "image/gif",
          "image/tiff",
          "audio/mpeg",
          "audio/wav",
          "video/mp4",
          "video/mpeg");

  static {
    for (String line : R4.lines("r4-codes.txt")) {
      String[] cells = line.split("\t");
      CODES.put(cells[0], new HashSet<>(Arrays.asList(cells).subList(2, cells.length)));
      if (!cells[1].equals("-")) {
        SYSTEM_OF_OID.put(cells[1], cells[0]);
      }
    }
    for (String language : Locale.getISOLanguages()) {
      LANGUAGES.add(language);
      LANGUAGES.add(new Locale.Builder().setLanguage(language).build().getISO3Language());
    }
    Currency.getAvailableCurrencies().forEach(c -> CURRENCIES.add(c.getCurrencyCode()));
    form("http://loinc.org", "2.16.840.1.113883.6.1", Terms::loinc);
    form("http://snomed.info/sct", "2.16.840.1.113883.6.96", Terms::snomed);
    form("http://unitsofmeasure.org", "2.16.840.1.113883.6.8", Ucum::isUnit);
    String rxnorm = "http://www.nlm.nih.gov/research/umls/rxnorm";
    form(rxnorm, "2.16.840.1.113883.6.88", shape("[1-9][0-9]{0,7}"));
    Predicate<String> icd10 = shape("[A-Z][0-9][0-9A-Z](\\.[0-9A-Zx]{1,4})?");
    form("http://hl7.org/fhir/sid/icd-10", "2.16.840.1.113883.6.3", icd10);
    form("http://hl7.org/fhir/sid/icd-10-cm", "2.16.840.1.113883.6.90", icd10);
    form("http://www.cms.gov/Medicare/Coding/ICD10", "2.16.840.1.113883.6.4", shape("[0-9A-Z]{7}"));
    Predicate<String> icd9 = shape("[0-9VE][0-9]{2,3}(\\.[0-9]{1,2})?");
    form("http://hl7.org/fhir/sid/icd-9-cm", "2.16.840.1.113883.6.103", icd9);
    form("http://hl7.org/fhir/sid/cvx", "2.16.840.1.113883.12.292", shape("[0-9]{1,3}"));
    form("http://hl7.org/fhir/sid/mvx", "2.16.840.1.113883.12.227", shape("[A-Z]{2,3}"));
    form("http://www.ama-assn.org/go/cpt", "2.16.840.1.113883.6.12", shape("[0-9]{4}[0-9FTU]"));
    form("http://www.whocc.no/atc", "2.16.840.1.113883.6.73", Terms::atc);
    Predicate<String> ndc = shape("[0-9]{4,5}-[0-9]{3,4}-[0-9]{1,2}|[0-9]{11}");
    form("http://hl7.org/fhir/sid/ndc", "2.16.840.1.113883.6.69", ndc);
    form("http://nucc.org/provider-taxonomy", "2.16.840.1.113883.6.101", shape("[0-9A-Z]{9}X"));
    form("urn:ietf:bcp:47", "-", Terms::language);
    form("urn:ietf:bcp:13", "-", MIME::contains);
    form("urn:iso:std:iso:4217", "-", CURRENCIES::contains);
    form("urn:iso:std:iso:3166", "-", COUNTRIES::contains);
  }

  private Terms() {}

  private static void form(String system, String oid, Predicate<String> form) {
    FORMS.put(system, form);
    if (!oid.equals("-")) {
      SYSTEM_OF_OID.put(oid, system);
    }
  }

  private static Predicate<String> shape(String regex) {
    return Pattern.compile(regex).asMatchPredicate();
  }

  /** Whether R4 has a resource type of this name. */
  public static boolean isResourceType(String name) {
    return R4.STANDARD.isResource(name);
  }

  /** Whether {@code system} is a public code system; a URL, or {@code urn:oid:…}. */
  public static boolean knowsSystem(String system) {
    String url = canonical(system);
    return CODES.containsKey(url) || FORMS.containsKey(url);
  }

  /** Whether {@code code} is a published word of {@code system}. */
  public static boolean knows(String system, String code) {
    String url = canonical(system);
    Set<String> defined = CODES.get(url);
    if (defined != null) {
      return defined.contains(code);
    }
    Predicate<String> form = FORMS.get(url);
    return form != null && code.length() <= 64 && form.test(code);
  }

  private static String canonical(String system) {
    return system.startsWith("urn:oid:")
        ? SYSTEM_OF_OID.getOrDefault(system.substring("urn:oid:".length()), system)
        : system;
  }

  static boolean mime(String code) {
    int end = code.indexOf(';');
    String rest = end < 0 ? "" : code.substring(end + 1).strip().toLowerCase(Locale.ROOT);
    return MIME.contains(end < 0 ? code : code.substring(0, end).strip())
        && (rest.isEmpty() || rest.equals("charset=utf-8"));
  }

  static boolean currency(String code) {
    return CURRENCIES.contains(code);
  }

  /** A language tag (BCP 47) of a known language, with a known script and country at most. */
  static boolean language(String code) {
    String[] parts = code.split("-", -1);
    if (!LANGUAGES.contains(parts[0]) || parts.length > 3) {
      return false;
    }
    for (int i = 1; i < parts.length; i++) {
      if (!COUNTRIES.contains(parts[i]) && !SCRIPTS.contains(parts[i])) {
        return false;
      }
    }
    return true;
  }

  private static final Pattern LOINC = Pattern.compile("[0-9]{1,7}-[0-9]");

  /**
   * Parts, answers, lists and groups; how their check digit counts the letters is not published.
   */
  private static final Pattern LOINC_PART = Pattern.compile("(LP|LA|LL|LG)[0-9]{1,6}-[0-9]");

  private static final Pattern ATC =
      Pattern.compile("[A-DGHJLMNPRSV]([0-9]{2}([A-Z]([A-Z]([0-9]{2})?)?)?)?");

  private static boolean atc(String code) {
    return ATC.matcher(code).matches();
  }

  /** LOINC: a number with its mod-10 check digit (LOINC Users' Guide, appendix on check digits). */
  static boolean loinc(String code) {
    if (LOINC_PART.matcher(code).matches()) {
      return true;
    }
    if (!LOINC.matcher(code).matches()) {
      return false;
    }
    int dash = code.length() - 2;
    int sum = 0;
    boolean twice = true;
    for (int i = dash - 1; i >= 0 && Character.isDigit(code.charAt(i)); i--) {
      int digit = code.charAt(i) - '0';
      int add = twice ? digit * 2 : digit;
      sum += add > 9 ? add - 9 : add;
      twice = !twice;
    }
    return (10 - sum % 10) % 10 == code.charAt(dash + 1) - '0';
  }

  private static final int[] VERHOEFF = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};

  /**
   * SNOMED CT: 6 to 18 digits with Verhoeff's check digit (SNOMED CT Release File Specification).
   */
  static boolean snomed(String code) {
    if (code.length() < 6 || code.length() > 18 || code.charAt(0) == '0') {
      return false;
    }
    int check = 0;
    for (int i = 0; i < code.length(); i++) {
      int digit = code.charAt(code.length() - 1 - i) - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      for (int turn = 0; turn < i % 8; turn++) {
        digit = VERHOEFF[digit];
      }
      check = dihedral(check, digit);
    }
    return check == 0;
  }

  /** Multiplication in the dihedral group of ten. */
  private static int dihedral(int a, int b) {
    if (a < 5) {
      return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    }
    return b < 5 ? 5 + (a - b + 5) % 5 : (a - b + 5) % 5;
  }
}
