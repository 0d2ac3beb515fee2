package health.lode.deidentify.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Chinese words in one trie: what a word costs in running text, and what it tells of its
 * neighbours. A value packs flags above eight bits of cost.
 */
final class Lexicon {
  static final int PROVINCE = 1 << 8;
  static final int CITY = 1 << 9;
  static final int COUNTY = 1 << 10;

  /** A place without its suffix: 邵阳 for 邵阳市. */
  static final int BARE = 1 << 11;

  static final int LEFT = 1 << 12;
  static final int TITLE = 1 << 13;

  /** A title that also stands after a surname alone. */
  static final int STRONG = 1 << 14;

  static final int STOP = 1 << 15;
  static final int ORG = 1 << 16;
  static final int GENERIC = 1 << 17;
  static final int HEAD = 1 << 18;
  static final int RELATIVE = 1 << 19;
  static final int HOLIDAY = 1 << 20;
  static final int MINORITY = 1 << 21;
  static final int MEDICAL = 1 << 22;

  /** Ordinary text uses it, whatever else it is. */
  static final int WORD = 1 << 23;

  /** A place follows. */
  static final int WHERE = 1 << 24;

  /** A form's label whose field is a person's name. */
  static final int PERSON = 1 << 25;

  /** What such a field holds where it holds no name. */
  static final int ABSENT = 1 << 26;

  /** An organisation known by this word alone. */
  static final int BRAND = 1 << 27;

  /** From this bit on three bits hold the part of speech, by its place in {@link #PARTS} from 1. */
  static final int SPEECH = 28;

  static final int SPEECH_VERB = 2;

  static final int SPEECH_MEDICAL = 7;

  /** Parts of speech, as the list of words names them. */
  private static final String PARTS = "nvawipm";

  static final int PLACE = PROVINCE | CITY | COUNTY;

  /** What a character costs that no word holds. */
  static final int UNKNOWN_COST = 16;

  private static final String[] SUFFIXES = {
    "特别行政区", "自治区", "自治州", "自治县", "自治旗", "地区", "林区", "新区", "省", "市", "县", "区", "州", "盟", "旗"
  };
  private static final String PEOPLES =
      "壮族|回族|维吾尔|土家族|苗族|侗族|布依族|藏族|羌族|彝族|哈尼族|傣族|白族|景颇族|傈僳族|朝鲜族|蒙古族|蒙古|哈萨克|柯尔克孜|满族|瑶族|仡佬族|畲族|土族|撒拉族|保安族|东乡族|裕固族|黎族|毛南族|仫佬族|各族|水族|独龙族|怒族|普米族|拉祜族|佤族|布朗族|纳西族|锡伯|塔吉克|达斡尔族|鄂温克族|鄂伦春";

  private static final Lexicon ONE = new Lexicon();

  final Trie trie = new Trie(120_000);

  private Lexicon() {
    for (String line : Resource.lines("zh/words.txt")) {
      String[] parts = line.split(" ");
      int last = parts[0].length() - 1;
      int cost = Integer.parseInt(parts[0].substring(0, last));
      int speech = PARTS.indexOf(parts[0].charAt(last)) + 1;
      for (int i = 1; i < parts.length; i++) {
        trie.put(parts[i], WORD | cost | speech << SPEECH);
      }
    }
    places();
    Map<String, Integer> flags = new HashMap<>();
    flags.put("left", LEFT);
    flags.put("title", TITLE);
    flags.put("strong", STRONG | TITLE);
    flags.put("stop", STOP);
    flags.put("org", ORG);
    flags.put("generic", GENERIC);
    flags.put("heads", HEAD);
    flags.put("relative", RELATIVE);
    flags.put("holiday", HOLIDAY);
    flags.put("minority", MINORITY);
    flags.put("medical", MEDICAL);
    flags.put("word", WORD);
    flags.put("where", WHERE);
    flags.put("brand", BRAND);
    flags.put("person", PERSON | LEFT);
    flags.put("absent", ABSENT | WORD);
    Resource.kinds("zh/cues.txt")
        .forEach(
            (kind, words) -> {
              int flag = Resource.kind(flags, kind);
              words.forEach(
                  word ->
                      flag(
                          word,
                          flag,
                          word.length() == 1 ? 9 : (flag & (RELATIVE | HOLIDAY)) != 0 ? 7 : 10));
            });
  }

  static Lexicon one() {
    return ONE;
  }

  private void flag(String word, int flag, int cost) {
    int old = trie.value(word);
    if (old == Trie.NONE) {
      trie.put(word, flag | cost);
    } else {
      trie.put(word, (old & ~0xFF) | flag | Math.min(old & 0xFF, flag == MEDICAL ? 9 : 255));
    }
  }

  private void places() {
    for (String line : Resource.lines("zh/places.txt")) {
      String[] parts = line.split(" ");
      place(parts[0], PROVINCE, 8, 9);
      if (parts.length == 1) {
        continue;
      }
      for (String group : parts[1].split(";")) {
        int colon = group.indexOf(':');
        String city = group.substring(0, colon);
        if (!city.equals("-")) {
          place(city, CITY, 9, 11);
        }
        for (String county : group.substring(colon + 1).split(",")) {
          if (!county.isEmpty()) {
            place(county, COUNTY, 9, 15);
          }
        }
      }
    }
  }

  private void place(String full, int level, int cost, int bareCost) {
    flag(full, level, cost);
    String bare = bare(full);
    if (bare.length() >= 2 && !bare.equals(full)) {
      int old = trie.value(bare);
      boolean word = old != Trie.NONE && (old & WORD) != 0;
      if (!word || level != COUNTY) {
        flag(bare, level | BARE, bareCost);
      } else {
        // A county named like a word (和平, 平安) is a place only where its suffix stands.
        flag(bare, level | BARE, old & 0xFF);
      }
    }
  }

  /** A place's name without what kind of place it is: 湘西 for 湘西土家族苗族自治州. */
  static String bare(String full) {
    for (String suffix : SUFFIXES) {
      if (full.endsWith(suffix) && full.length() > suffix.length()) {
        String left = full.substring(0, full.length() - suffix.length());
        String without = left.replaceAll("(" + PEOPLES + ")+$", "");
        return without.length() < 2 ? left : without;
      }
    }
    return full;
  }

  static int cost(int value) {
    return value & 0xFF;
  }

  int flags(CharSequence word) {
    int value = trie.value(word);
    return value == Trie.NONE ? 0 : value & ~0xFF;
  }

  boolean is(CharSequence word, int flag) {
    return (flags(word) & flag) != 0;
  }

  static List<String> heads() {
    return Resource.kinds("zh/cues.txt").getOrDefault("heads", List.of());
  }
}
