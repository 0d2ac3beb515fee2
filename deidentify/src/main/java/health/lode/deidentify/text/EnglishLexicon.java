package health.lode.deidentify.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** English words, names in Latin script, places and cues, looked up in lower case. */
final class EnglishLexicon {
  static final int WORD = 1;
  static final int COMMON = 1 << 1;
  static final int GIVEN = 1 << 2;
  static final int SURNAME = 1 << 3;
  static final int CITY = 1 << 4;
  static final int COUNTRY = 1 << 5;
  static final int STATE = 1 << 6;
  static final int TITLE = 1 << 7;
  static final int CUE = 1 << 8;
  static final int PLACE_CUE = 1 << 9;
  static final int ORG_CUE = 1 << 10;
  static final int ORG = 1 << 11;
  static final int STREET = 1 << 12;
  static final int UNIT = 1 << 13;
  static final int NOT_NAME = 1 << 14;
  static final int MONTH = 1 << 15;
  static final int WEEKDAY = 1 << 16;
  static final int PARTICLE = 1 << 17;
  static final int MEASURE = 1 << 18;
  static final int NAME = GIVEN | SURNAME;
  private static final Map<String, Integer> KINDS =
      Map.ofEntries(
          Map.entry("word", WORD),
          Map.entry("common", WORD | COMMON),
          Map.entry("given", GIVEN),
          Map.entry("surname", SURNAME),
          Map.entry("city", CITY),
          Map.entry("country", COUNTRY),
          Map.entry("state", STATE),
          Map.entry("title", TITLE),
          Map.entry("cue", CUE),
          Map.entry("place", PLACE_CUE),
          Map.entry("org", ORG_CUE),
          Map.entry("orgsuffix", ORG),
          Map.entry("street", STREET),
          Map.entry("unit", UNIT),
          Map.entry("notname", NOT_NAME),
          Map.entry("clinical", WORD | NOT_NAME),
          Map.entry("measure", MEASURE),
          Map.entry("month", MONTH),
          Map.entry("weekday", WEEKDAY),
          Map.entry("particle", PARTICLE));

  /** Endings of drugs, diseases and procedures, which no name has. */
  private static final List<String> MEDICAL =
      List.of(
          "pril",
          "statin",
          "olol",
          "sartan",
          "mycin",
          "cillin",
          "azole",
          "dipine",
          "formin",
          "mab",
          "nib",
          "itis",
          "emia",
          "aemia",
          "osis",
          "oma",
          "ectomy",
          "pathy",
          "plasty",
          "gram",
          "scopy",
          "algia",
          "uria",
          "parin",
          "semide",
          "thiazide",
          "prazole",
          "floxacin",
          "cycline",
          "sone",
          "olone",
          "caine",
          "zepam",
          "zolam",
          "tidine",
          "gliptin",
          "gliflozin",
          "lukast",
          "setron",
          "triptan",
          "vudine",
          "tinib",
          "platin",
          "rubicin",
          "taxel",
          "trexate",
          "penia",
          "ostomy",
          "otomy",
          "rrhea",
          "rrhage",
          "megaly",
          "plegia",
          "paresis",
          "phagia",
          "pnea",
          "cardia",
          "tropin",
          "barbital",
          "amine",
          "idine",
          "afil",
          "oxetine",
          "triptyline",
          "azepine",
          "profen",
          "coxib",
          "ology",
          "ologist",
          "iatric",
          "iatrics",
          "fentanil",
          "fentanyl",
          "codone",
          "morphone",
          "grel",
          "grelor",
          "limus",
          "flurane",
          "phil",
          "cyte",
          "curonium",
          "estrel",
          "estradiol",
          "terol",
          "astine",
          "zocine",
          "virus",
          "peridol",
          "peridone",
          "azosin",
          "fibrate",
          "dronate",
          "mustine",
          "relin",
          "tocin",
          "genase",
          "kinase",
          "terase",
          "graphy",
          "metry",
          "plasm",
          "lysis",
          "plegic",
          "genic",
          "bromide",
          "chloride",
          "cinate",
          "tartrate",
          "maleate",
          "phosphate",
          "sulfate",
          "acetate",
          "nitrate",
          "carbonate");

  private static final EnglishLexicon ONE = new EnglishLexicon();
  private final Trie trie = new Trie(150_000);

  private EnglishLexicon() {
    for (String file :
        List.of(
            "en/words.txt", "en/names.txt", "en/cities.txt", "en/cues.txt", "en/clinical.txt")) {
      Resource.kinds(file)
          .forEach(
              (kind, words) -> {
                int flag = Resource.kind(KINDS, kind);
                words.forEach(word -> put(word.replace('+', ' '), flag));
              });
    }
  }

  static EnglishLexicon one() {
    return ONE;
  }

  private void put(String word, int flag) {
    int old = trie.value(word);
    trie.put(word, old == Trie.NONE ? flag : old | flag);
  }

  /** Flags of a word of the note, whatever its case; 0 where it is unknown. */
  int flags(Note note, int start, int end) {
    int node = 0;
    for (int i = start; i < end; i++) {
      node = trie.child(node, Character.toLowerCase(note.c[i]));
      if (node == 0) {
        return derived(note, start, end);
      }
    }
    int value = trie.value(node);
    if (value == Trie.NONE) {
      return derived(note, start, end);
    }
    return (value & (WORD | NAME | CITY)) == 0 ? value | derived(note, start, end) : value;
  }

  boolean country(String name) {
    return (flags(name.toLowerCase(Locale.ROOT)) & COUNTRY) != 0;
  }

  int flags(String lower) {
    int value = trie.value(lower);
    return value == Trie.NONE ? 0 : value;
  }

  private static final Set<String> ENDINGS =
      Set.of("s", "es", "ed", "d", "ing", "ly", "er", "est", "ness", "'s", "or", "ers");

  private static final Set<String> PREFIXES =
      Set.of("pre", "post", "non", "anti", "ex", "co", "sub", "re", "peri", "intra", "extra");

  /** X-ray, follow-up, pre-surgery: parts that are words, or single letters. */
  private boolean compound(String word) {
    if (word.indexOf('-') < 0) {
      return false;
    }
    for (String part : word.split("-", -1)) {
      if (part.length() != 1 && !PREFIXES.contains(part) && (flags(part) & WORD) == 0) {
        return false;
      }
    }
    return true;
  }

  /** A regular form of a word that the list holds: studies, stopped, making. */
  private int derived(Note note, int start, int end) {
    int length = end - start;
    if (length < 4 || length > 20) {
      return 0;
    }
    String word = note.plain.substring(start, end).toLowerCase(Locale.ROOT);
    if (compound(word)) {
      return WORD;
    }
    for (int cut = 1; cut <= 4 && length - cut >= 2; cut++) {
      if (!ENDINGS.contains(word.substring(length - cut))) {
        continue;
      }
      String base = word.substring(0, length - cut);
      int flags = flags(base) | flags(base + "e");
      if (base.length() > 3 && base.charAt(base.length() - 1) == base.charAt(base.length() - 2)) {
        flags |= flags(base.substring(0, base.length() - 1));
      }
      if (base.endsWith("i")) {
        flags |= flags(base.substring(0, base.length() - 1) + "y");
      }
      if (word.endsWith("'s")) {
        return flags(base);
      }
      if ((flags & WORD) != 0) {
        return WORD;
      }
    }
    if (word.endsWith("ies") && (flags(word.substring(0, length - 3) + "y") & WORD) != 0) {
      return WORD;
    }
    for (String ending : MEDICAL) {
      if (word.endsWith(ending) && length > ending.length() + 2) {
        return WORD;
      }
    }
    return 0;
  }
}
