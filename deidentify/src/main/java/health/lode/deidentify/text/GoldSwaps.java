package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Marked notes with other names, places, organisations, dates and numbers in the marked stretches,
 * so that what is learned from a note is its form and not its persons. One name's stand-in is the
 * same in the whole note.
 */
final class GoldSwaps {
  private static final ChineseNameModel NAMES = ChineseNameModel.one();
  private final List<String> words = new ArrayList<>();
  private final List<String> places = new ArrayList<>();
  private final List<String> towns = new ArrayList<>();
  private final List<String> suffixes = new ArrayList<>();
  private final List<String> brands = new ArrayList<>();
  private final String surnames;
  private final String rareSurnames;
  private final String[] given = new String[3];
  private final List<String> givenLatin;
  private final List<String> surnamesLatin;
  private final List<String> cities;
  private final List<String> latinWords;
  private final Map<Type, List<String>> pool = new HashMap<>();

  /**
   * @param notes whose organisations, places and dates may stand in for one another's
   */
  GoldSwaps(List<Gold.Marked> notes) {
    for (String line : Resource.lines("zh/words.txt")) {
      String[] parts = line.split(" ");
      for (int i = 1; i < parts.length; i++) {
        int length = parts[i].length();
        if (length >= 2
            && length <= 3
            && Note.isHan(parts[i].charAt(0))
            && (Lexicon.one().flags(parts[i])
                    & (Lexicon.MEDICAL
                        | Lexicon.TITLE
                        | Lexicon.LEFT
                        | Lexicon.STOP
                        | Lexicon.ABSENT
                        | Lexicon.GENERIC
                        | Lexicon.ORG
                        | Lexicon.RELATIVE
                        | Lexicon.HOLIDAY))
                == 0) {
          words.add(parts[i]);
        }
      }
    }
    for (String line : Resource.lines("zh/places.txt")) {
      String[] parts = line.split(" ");
      places.add(parts[0]);
      if (parts.length > 1) {
        for (String group : parts[1].split(";")) {
          int colon = group.indexOf(':');
          if (colon > 1) {
            places.add(group.substring(0, colon));
          }
          for (String county : group.substring(colon + 1).split(",")) {
            if (!county.isEmpty()) {
              towns.add(county);
            }
          }
        }
      }
    }
    Map<String, List<String>> cues = Resource.kinds("zh/cues.txt");
    suffixes.addAll(Resource.kind(cues, "org"));
    brands.addAll(Resource.kind(cues, "brand"));
    Map<String, List<String>> kinds = Resource.kinds("zh/names.txt");
    String shares = String.join("", Resource.kind(kinds, "surnames"));
    StringBuilder usual = new StringBuilder();
    StringBuilder rare = new StringBuilder();
    for (int i = 0; i < shares.length(); ) {
      int end = i + 1;
      while (end < shares.length() && Note.isDigit(shares.charAt(end))) {
        end++;
      }
      int share = Integer.parseInt(shares.substring(i + 1, end));
      usual.append(String.valueOf(shares.charAt(i)).repeat(Math.max(1, share / 4)));
      if (share <= 12) {
        rare.append(shares.charAt(i));
      }
      i = end;
    }
    surnames = usual.toString();
    rareSurnames = rare.toString();
    given[0] = String.join("", Resource.kind(kinds, "common"));
    given[1] = String.join("", Resource.kind(kinds, "usual"));
    given[2] = String.join("", Resource.kind(kinds, "rare"));
    Map<String, List<String>> latin = Resource.kinds("en/names.txt");
    givenLatin = Resource.kind(latin, "given");
    surnamesLatin = Resource.kind(latin, "surname");
    cities = Resource.kind(Resource.kinds("en/cities.txt"), "city");
    latinWords = Resource.kind(Resource.kinds("en/words.txt"), "word");
    for (Gold.Marked note : notes) {
      for (Gold.Span span : note.spans()) {
        pool.computeIfAbsent(span.type(), t -> new ArrayList<>())
            .add(note.text().substring(span.start(), span.end()));
      }
    }
  }

  /** One note's stand-ins, the same wherever the same stretch stands again. */
  private final class Standins {
    private final SplittableRandom random;
    private final Map<String, String> taken = new HashMap<>();
    private final Map<String, String> surname = new HashMap<>();

    Standins(SplittableRandom random) {
      this.random = random;
    }

    String of(Type type, String text) {
      String key = type + text;
      String known = taken.get(key);
      if (known == null) {
        known = random.nextInt(100) < 35 ? text : draw(type, text);
        taken.put(key, known.isBlank() ? text : known);
      }
      return taken.getOrDefault(key, text);
    }

    private String draw(Type type, String text) {
      boolean han = text.chars().anyMatch(c -> Note.isHan((char) c));
      return switch (type) {
        case NAME -> han ? name(text) : latin(text);
        case ORG -> han ? organisation(text) : latinOrganisation(text);
        case ADDRESS -> han ? address(text) : latinAddress(text);
        case DATE -> random.nextInt(100) < 20 ? pick(pooled(type, text)) : digits(text);
        default -> digits(text);
      };
    }

    private List<String> pooled(Type type, String text) {
      List<String> all = pool.getOrDefault(type, List.of());
      return all.isEmpty() ? List.of(text) : all;
    }

    private <T> T pick(List<T> all) {
      return all.get(random.nextInt(all.size()));
    }

    private char pick(String all) {
      return all.charAt(random.nextInt(all.length()));
    }

    private String surnameFor(String old) {
      return surname.computeIfAbsent(
          old,
          o ->
              random.nextInt(100) < 12
                  ? pick(NAMES.compounds())
                  : String.valueOf(pick(random.nextInt(100) < 60 ? surnames : rareSurnames)));
    }

    private String givenName(int length) {
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < length; i++) {
        int which = random.nextInt(100);
        out.append(pick(given[which < 45 ? 0 : which < 75 ? 1 : 2]));
      }
      return out.toString();
    }

    private String name(String text) {
      char first = text.charAt(0);
      int length = text.length();
      if (text.indexOf('·') >= 0 || !text.chars().allMatch(c -> Note.isHan((char) c) || c == ' ')) {
        return random.nextInt(2) == 0 ? text : pick(pooled(Type.NAME, text));
      }
      if (text.indexOf(' ') > 0) {
        return surnameFor(text.substring(0, 1)).substring(0, 1)
            + text.substring(1, text.lastIndexOf(' ') + 1)
            + givenName(1);
      }
      if (length == 1) {
        return surnameFor(text);
      }
      if (length == 2 && "老小阿大".indexOf(first) >= 0) {
        return (random.nextInt(3) == 0 ? pick("老小阿大") : first)
            + (first == '阿' || random.nextInt(3) == 0
                ? givenName(1)
                : String.valueOf(pick(random.nextInt(2) == 0 ? surnames : rareSurnames)));
      }
      if (text.indexOf('某') > 0) {
        return surnameFor(text.substring(0, 1)) + text.substring(1);
      }
      int surnameLength = NAMES.surnameLength(text);
      String sur = surnameFor(text.substring(0, Math.max(1, surnameLength)));
      int way = random.nextInt(100);
      if (way < 62) {
        return sur + givenName(random.nextInt(100) < 30 ? 1 : 2);
      }
      if (way < 68) {
        return pick(words);
      }
      if (way < 74) {
        String word = pick(words);
        return sur + word.substring(0, 2);
      }
      if (way < 84) {
        return givenName(2);
      }
      if (way < 88) {
        char c = pick(given[random.nextInt(2)]);
        return "" + c + c;
      }
      if (way < 91) {
        return "" + sur + surnameFor(sur).charAt(0) + givenName(2);
      }
      return pick(pooled(Type.NAME, text));
    }

    private String bare() {
      String place = random.nextInt(3) == 0 ? pick(places) : pick(towns);
      return random.nextInt(100) < 55 ? Lexicon.bare(place) : place;
    }

    private String organisation(String text) {
      int way = random.nextInt(100);
      if (way < 35) {
        return pick(pooled(Type.ORG, text));
      }
      String suffix = "";
      for (String each : suffixes) {
        if (text.endsWith(each) && each.length() > suffix.length()) {
          suffix = each;
        }
      }
      if (way < 70 && !suffix.isEmpty()) {
        int middle = random.nextInt(5);
        return (middle == 4 ? "" : bare())
            + switch (middle) {
              case 0 -> "人民";
              case 1 -> "第" + pick("一二三四五六七八九");
              case 2, 4 -> givenName(2);
              default -> pick(words);
            }
            + suffix;
      }
      if (way < 80) {
        return pick(brands);
      }
      String word = pick(words);
      return way < 90
          ? bare() + word + (random.nextBoolean() ? "" : pick(words))
          : givenName(2) + word;
    }

    private String address(String text) {
      int way = random.nextInt(100);
      if (way < 30) {
        return pick(pooled(Type.ADDRESS, text));
      }
      if (text.length() <= 5) {
        return random.nextBoolean()
            ? bare() + bare()
            : random.nextBoolean() ? bare() : givenName(2) + pick("镇乡村县湾坪");
      }
      StringBuilder out = new StringBuilder();
      if (random.nextBoolean()) {
        out.append(random.nextBoolean() ? pick(places) : bare());
      }
      out.append(pick(towns));
      if (random.nextInt(3) > 0) {
        out.append(givenName(2)).append(pick("镇乡镇路街"));
      }
      int last = random.nextInt(5);
      switch (last) {
        case 0 -> out.append(givenName(2)).append("村").append(random.nextInt(1, 20)).append("组");
        case 1 -> out.append(random.nextInt(1, 300)).append("号");
        case 2 ->
            out.append(pick(words))
                .append(random.nextBoolean() ? "小区" : "花园")
                .append(random.nextInt(1, 30))
                .append(random.nextBoolean() ? "栋" : "号楼")
                .append(random.nextInt(101, 2800))
                .append(random.nextBoolean() ? "室" : "");
        case 3 -> out.append(givenName(1)).append(pick("家湾坪坝店屯庄"));
        default -> {}
      }
      return out.toString();
    }

    private String digits(String text) {
      StringBuilder out = new StringBuilder(text.length());
      boolean year = text.matches("(19|20)\\d\\d.*");
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        boolean keeps = year && i < 3;
        if (keeps || !Note.isDigit(c)) {
          out.append(
              c >= 'A' && c <= 'Z' && random.nextInt(4) == 0 && text.length() > 4
                  ? (char) ('A' + random.nextInt(26))
                  : c);
          continue;
        }
        boolean leads = i == 0 || !Note.isDigit(text.charAt(i - 1));
        boolean alone = leads && (i + 1 == text.length() || !Note.isDigit(text.charAt(i + 1)));
        out.append(
            alone
                ? (char) ('1' + random.nextInt(9))
                : leads ? c : (char) ('0' + random.nextInt(c <= '2' ? 3 : 10)));
      }
      return out.toString();
    }

    private String cased(String word, String like) {
      String capital = Character.toUpperCase(word.charAt(0)) + word.substring(1);
      return like.equals(like.toUpperCase(java.util.Locale.ROOT)) && like.length() > 2
          ? word.toUpperCase(java.util.Locale.ROOT)
          : Character.isLowerCase(like.charAt(0)) ? word : capital;
    }

    private String latin(String text) {
      String[] parts = text.split("(?<=[ ,.])|(?=[ ,.])");
      StringBuilder out = new StringBuilder();
      int seen = 0;
      for (String part : parts) {
        if (part.length() < 2 || !Character.isLetter(part.charAt(0))) {
          out.append(
              part.length() == 1 && Character.isUpperCase(part.charAt(0))
                  ? String.valueOf((char) ('A' + random.nextInt(26)))
                  : part);
          continue;
        }
        String old = surname.get(part);
        if (old == null) {
          int way = random.nextInt(100);
          String drawn =
              way < 10
                  ? pick(latinWords)
                  : pick((seen == 0 && parts.length > 1 ? givenLatin : surnamesLatin));
          old = cased(drawn.replace('+', ' '), part);
          surname.put(part, old);
        }
        out.append(old);
        seen++;
      }
      return out.toString();
    }

    private String latinOrganisation(String text) {
      int way = random.nextInt(100);
      if (way < 45) {
        return pick(pooled(Type.ORG, text));
      }
      if (way < 60) {
        return capital(pick(surnamesLatin))
            + ", "
            + capital(pick(surnamesLatin))
            + " and "
            + capital(pick(surnamesLatin));
      }
      if (way < 75) {
        return capital(pick(surnamesLatin))
            + (random.nextBoolean() ? " Inc" : random.nextBoolean() ? " Group" : " Ltd");
      }
      String[] parts = text.split(" ");
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < parts.length; i++) {
        boolean last = i == parts.length - 1 && parts.length > 1;
        out.append(i == 0 ? "" : " ")
            .append(
                last || parts[i].length() < 4
                    ? parts[i]
                    : cased(
                        pick(random.nextBoolean() ? latinWords : cities).replace('+', ' '),
                        parts[i]));
      }
      return out.toString();
    }

    private String capital(String word) {
      return cased(word.replace('+', ' '), "Xx");
    }

    private String latinAddress(String text) {
      if (random.nextInt(100) < 50) {
        return pick(pooled(Type.ADDRESS, text));
      }
      return text.matches("[\\p{L} ]+") ? capital(pick(cities)) : digits(text);
    }
  }

  /** The note with stand-ins for its marked stretches, marked alike. */
  Gold.Marked swapped(Gold.Marked note, long seed) {
    Standins standins = new Standins(new SplittableRandom(seed));
    StringBuilder out = new StringBuilder();
    List<Gold.Span> spans = new ArrayList<>();
    List<Gold.Span> aside = new ArrayList<>();
    int last = 0;
    int a = 0;
    for (Gold.Span span : note.spans()) {
      while (a < note.aside().size() && note.aside().get(a).start() < span.start()) {
        Gold.Span each = note.aside().get(a++);
        if (each.start() >= last && each.end() <= span.start()) {
          aside.add(
              new Gold.Span(
                  each.start() - last + out.length(),
                  each.end() - last + out.length(),
                  each.type()));
        }
      }
      out.append(note.text(), last, span.start());
      int start = out.length();
      out.append(standins.of(span.type(), note.text().substring(span.start(), span.end())));
      spans.add(new Gold.Span(start, out.length(), span.type()));
      last = span.end();
    }
    out.append(note.text().substring(last));
    return new Gold.Marked(note.line(), out.toString(), spans, aside);
  }
}
