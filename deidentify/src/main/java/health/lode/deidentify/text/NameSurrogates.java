package health.lode.deidentify.text;

import health.lode.deidentify.pseudonym.Draws;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Names for names: of the same length and, where the characters tell it, the same sex, with a
 * surname about as frequent. A surname alone (张医生) has the surrogate of the same surname in a full
 * name.
 */
final class NameSurrogates {
  private static final ChineseNameModel MODEL = ChineseNameModel.one();
  private static final String[] PARTS = {
    "阿力木", "图尔荪", "麦尔丹", "热依木", "古丽扎", "帕提曼", "约翰逊", "卡洛琳", "安德烈", "马蒂亚", "伊莎贝", "费尔南", "努尔兰", "叶尔江"
  };
  private static final Map<String, List<String>> LATIN =
      Map.of(
          "given",
          List.of(
              "Alice Amber Anna Carol Diana Emily Fiona Grace Hannah Irene Julia Karen Laura Megan Nancy Olivia Paula Rachel Sarah Tracy Adam Brian Colin Daniel Edward Frank Gavin Henry Isaac Jacob Keith Liam Martin Nathan Oscar Peter Quentin Robert Simon Thomas"
                  .split(" ")),
          "surname",
          List.of(
              "Abbott Barker Carver Dawson Ellison Foster Gibson Harper Ingram Jarvis Keller Lawson Mercer Norton Osborne Palmer Quinn Ramsey Sutton Turner Underwood Vaughan Walton Yates Zimmer"
                  .split(" ")));

  private final Pseudonyms pseudonyms;
  private final String patient;

  NameSurrogates(Pseudonyms pseudonyms, String patient) {
    this.pseudonyms = pseudonyms;
    this.patient = patient;
  }

  String of(String name) {
    String solid = solid(name);
    if (!Note.isHan(solid.charAt(solid.length() - 1)) && !Note.isHan(solid.charAt(0))) {
      return latin(name);
    }
    if (solid.indexOf('·') > 0) {
      return dotted(solid);
    }
    boolean familiar = solid.length() == 2 && "老小大阿".indexOf(solid.charAt(0)) >= 0;
    if (familiar) {
      return solid.charAt(0)
          + (solid.charAt(0) == '阿' ? given(solid, 1) : surname(solid.substring(1)));
    }
    int length = MODEL.surnameLength(solid);
    if (solid.length() <= 1 || (length == 0 && solid.length() == 2)) {
      return solid.length() <= 1 ? surname(solid) : given(solid, solid.length());
    }
    String surname = solid.substring(0, Math.max(1, length));
    String rest = solid.substring(surname.length());
    if (MODEL.compound(solid.charAt(0), solid.charAt(1)) && solid.length() == 2) {
      return surname(solid);
    }
    if (rest.charAt(0) == '某' || !Note.isHan(rest.charAt(0))) {
      return surname(surname) + rest;
    }
    return surname(surname) + given(solid, rest.length());
  }

  private static String solid(String name) {
    StringBuilder solid = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      if (!Note.isBlank(name.charAt(i)) && name.charAt(i) != '\f' && name.charAt(i) != '\u000B') {
        solid.append(name.charAt(i));
      }
    }
    return solid.toString();
  }

  private String surname(String surname) {
    Draws draws = draws("surname", surname);
    List<String> choices = surname.length() == 2 ? MODEL.compounds() : MODEL.alike(surname);
    String drawn = draws.from(choices);
    while (drawn.equals(surname)) {
      drawn = draws.from(choices);
    }
    return drawn;
  }

  /** Given-name characters, none of which the original has. */
  private String given(String name, int length) {
    Draws draws = draws("given", name);
    int sex = MODEL.sex(name);
    String pool = sex > 0 ? MODEL.female() : sex < 0 ? MODEL.male() : MODEL.male() + MODEL.female();
    StringBuilder given = new StringBuilder();
    while (given.length() < length) {
      char c = pool.charAt(draws.below(pool.length()));
      if (name.indexOf(c) < 0 && given.indexOf(String.valueOf(c)) < 0) {
        given.append(c);
      }
    }
    return given.toString();
  }

  private String dotted(String name) {
    StringBuilder out = new StringBuilder();
    for (String part : name.split("·")) {
      Draws draws = draws("part", part);
      String drawn = PARTS[draws.below(PARTS.length)];
      while (part.contains(drawn) || drawn.contains(part)) {
        drawn = PARTS[draws.below(PARTS.length)];
      }
      out.append(out.length() == 0 ? "" : "·").append(drawn);
    }
    return out.toString();
  }

  /** Word for word, so that a part of the name alone has the surrogate of that part. */
  private String latin(String name) {
    StringBuilder out = new StringBuilder();
    String[] words = name.split("(?<=[\\s,-])|(?=[\\s,-])");
    for (int i = 0; i < words.length; i++) {
      String word = words[i];
      if (word.isBlank() || word.equals("-") || word.equals(",")) {
        out.append(word);
        continue;
      }
      Draws draws = draws("latin", word.toLowerCase(Locale.ROOT));
      if (word.length() <= 2 && (word.length() == 1 || word.charAt(1) == '.')) {
        char initial = (char) ('A' + draws.below(26));
        out.append(initial == word.charAt(0) ? (char) ('A' + (initial - 'A' + 1) % 26) : initial)
            .append(word.substring(1));
        continue;
      }
      String kind = i == words.length - 1 && words.length > 1 ? "surname" : "given";
      List<String> choices = LATIN.getOrDefault(kind, List.of());
      String drawn = draws.from(choices);
      while (drawn.equalsIgnoreCase(word)) {
        drawn = draws.from(choices);
      }
      out.append(
          word.equals(word.toUpperCase(Locale.ROOT)) ? drawn.toUpperCase(Locale.ROOT) : drawn);
    }
    return out.toString();
  }

  private Draws draws(String kind, String value) {
    return pseudonyms.draws("text/" + kind, patient + "\0" + value);
  }
}
