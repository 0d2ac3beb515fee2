package health.lode.deidentify.text;

import java.util.List;

/**
 * Finds what is known of the patient wherever it stands: names also with blanks inside, numbers also
 * in parts held apart by blanks and dashes.
 */
final class KnownWords {
  private static final double SURE = 0.99;
  private static final int SHORTEST_NUMBER = 4;

  private KnownWords() {}

  static void find(Note note, Known known, Findings findings) {
    if (known.nothing()) {
      return;
    }
    each(known.names(), name -> name(note, name, findings));
    each(known.numbers(), number -> spaced(note, number, Type.MRN, findings));
    each(known.phones(), phone -> spaced(note, phone, Type.PHONE, findings));
    each(known.addresses(), address -> word(note, address, Type.ADDRESS, "known-address", findings));
  }

  private interface Search {
    void of(String plain);
  }

  private static void each(List<String> words, Search search) {
    for (String word : words) {
      String plain = new Note(word.strip()).plain;
      if (!plain.isBlank()) {
        search.of(plain);
      }
    }
  }

  private static void name(Note note, String name, Findings findings) {
    boolean han = Note.isHan(name.charAt(0));
    if (name.length() >= 2) {
      word(note, name, Type.NAME, "known-name", findings);
    }
    if (han && name.length() >= 2 && name.length() <= 4) {
      scattered(note, name, findings);
    }
    for (String part : name.split("[ ^,·]+")) {
      // A given name alone, and each word of a Latin name, which is a word of its own there.
      if (!part.equals(name) && part.length() >= (Note.isHan(part.charAt(0)) ? 2 : 3)) {
        word(note, part, Type.NAME, "known-name", findings);
      }
    }
    if (han && name.length() >= 3 && name.indexOf(' ') < 0) {
      int surname = ChineseNameModel.one().surnameLength(name);
      String given = name.substring(Math.max(1, surname));
      if (given.length() >= 2) {
        word(note, given, Type.NAME, "known-name", findings);
      }
    }
  }

  /** 张 伟: the name with blanks in it. */
  private static void scattered(Note note, String name, Findings findings) {
    for (int at = note.plain.indexOf(name.charAt(0));
        at >= 0;
        at = note.plain.indexOf(name.charAt(0), at + 1)) {
      int i = at + 1;
      int next = 1;
      while (next < name.length() && i < note.length() && i - at < name.length() * 3) {
        if (note.c[i] == name.charAt(next)) {
          next++;
        } else if (!Note.isBlank(note.c[i])) {
          break;
        }
        i++;
      }
      if (next == name.length()) {
        findings.add(Type.NAME, at, i, SURE, "known-name");
      }
    }
  }

  private static void word(
      Note note, String word, Type type, String rule, Findings findings) {
    boolean latin = Note.isLatin(word.charAt(0));
    for (int at = find(note, word, 0); at >= 0; at = find(note, word, at + 1)) {
      int end = at + word.length();
      boolean inside =
          latin && (Note.isLatin(note.at(at - 1)) || Note.isLatin(note.at(end)));
      if (!inside) {
        findings.add(type, at, end, SURE, rule);
      }
    }
  }

  private static int find(Note note, String word, int from) {
    if (!Note.isLatin(word.charAt(0))) {
      return note.plain.indexOf(word, from);
    }
    for (int i = from; i + word.length() <= note.length(); i++) {
      if (note.plain.regionMatches(true, i, word, 0, word.length())) {
        return i;
      }
    }
    return -1;
  }

  private static void spaced(Note note, String number, Type type, Findings findings) {
    String bare = bare(number);
    if (bare.length() < SHORTEST_NUMBER) {
      return;
    }
    for (int at = 0; at < note.length(); at++) {
      if (Character.toUpperCase(note.c[at]) != bare.charAt(0)
          || Character.isLetterOrDigit(note.at(at - 1)) && !Note.isHan(note.at(at - 1))) {
        continue;
      }
      int i = at;
      int next = 0;
      while (next < bare.length() && i < note.length() && i - at < bare.length() * 2) {
        char c = Character.toUpperCase(note.c[i]);
        if (c == bare.charAt(next)) {
          next++;
        } else if (!Note.isBlank(c) && c != '-') {
          break;
        }
        i++;
      }
      boolean longer = Note.isDigit(note.at(i)) && Note.isDigit(bare.charAt(bare.length() - 1));
      if (next == bare.length() && !longer) {
        findings.add(type, at, i, SURE, "known-number");
      }
    }
  }

  private static String bare(String number) {
    StringBuilder bare = new StringBuilder();
    for (char c : number.toCharArray()) {
      if (Character.isLetterOrDigit(c)) {
        bare.append(Character.toUpperCase(c));
      }
    }
    return bare.toString();
  }
}
