package health.lode.deidentify.text;

import java.util.List;
import java.util.Locale;

/** Finds what the caller knows of the patient: whole, spaced or broken, in parts, and in pinyin. */
final class KnownValues {
  private static final double SURE = 0.998;
  private static final int FEWEST_DIGITS = 4;
  private static final int LARGEST_GAP = 2;
  private static final List<Type> TYPES = List.of(Type.values());

  private final Note note;
  private final Findings findings;

  private KnownValues(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
  }

  static void find(Note note, Known known, Findings findings) {
    if (known.nothing()) {
      return;
    }
    KnownValues values = new KnownValues(note, findings);
    Trie trie = new Trie(64);
    known.names().forEach(name -> values.name(trie, name));
    known.numbers().forEach(number -> values.number(trie, number, Type.MRN));
    known.phones().forEach(phone -> values.number(trie, phone, Type.PHONE));
    known.addresses().forEach(address -> values.address(trie, address));
    values.search(trie);
  }

  private static String solid(String text) {
    StringBuilder out = new StringBuilder();
    Note plain = new Note(text);
    for (char c : plain.c) {
      if (Character.isLetterOrDigit(c)) {
        out.append(Character.toLowerCase(c));
      }
    }
    return out.toString();
  }

  private static void put(Trie trie, String value, Type type) {
    if (trie.value(value) == Trie.NONE) {
      trie.put(value, TYPES.indexOf(type));
    }
  }

  private void name(Trie trie, String name) {
    String whole = solid(name);
    if (whole.length() < 2) {
      return;
    }
    put(trie, whole, Type.NAME);
    if (!Note.isHan(whole.charAt(0))) {
      for (String part : name.trim().toLowerCase(Locale.ROOT).split("[^\\p{L}']+")) {
        if (part.length() >= 3 && (EnglishLexicon.one().flags(part) & EnglishLexicon.COMMON) == 0) {
          put(trie, solid(part), Type.NAME);
        }
      }
      return;
    }
    for (String part : name.split("[·•・. ]")) {
      if (part.length() >= 2) {
        put(trie, solid(part), Type.NAME);
      }
    }
    int surname = Math.max(1, ChineseNameModel.one().surnameLength(whole));
    String given = whole.substring(surname);
    if (given.length() == 2 && !Lexicon.one().is(given, Lexicon.WORD)) {
      put(trie, given, Type.NAME);
    }
    String first = Pinyin.of(whole.substring(0, surname));
    String second = Pinyin.of(given);
    if (!first.isEmpty() && second.length() >= 2) {
      put(trie, first + second, Type.NAME);
      put(trie, second + first, Type.NAME);
    }
  }

  private void number(Trie trie, String number, Type type) {
    String digits = solid(number);
    if (digits.length() < FEWEST_DIGITS) {
      return;
    }
    boolean identity = digits.length() == 18 || digits.length() == 15;
    put(trie, digits, type == Type.MRN && identity ? Type.ID : type);
  }

  private void address(Trie trie, String address) {
    String whole = solid(address);
    if (whole.length() >= 4) {
      put(trie, whole, Type.ADDRESS);
      for (int cut = 2; cut < whole.length() - 3; cut++) {
        // 湖南省邵阳市… also without its province or city.
        if ("省市区县".indexOf(whole.charAt(cut)) >= 0) {
          put(trie, whole.substring(cut + 1), Type.ADDRESS);
        }
      }
    }
  }

  private void search(Trie trie) {
    for (int i = 0; i < note.length(); i++) {
      if (!Character.isLetterOrDigit(note.c[i])) {
        continue;
      }
      int node = 0;
      int gap = 0;
      int end = -1;
      int type = -1;
      for (int j = i; j < note.length() && gap <= LARGEST_GAP; j++) {
        char c = Character.toLowerCase(note.c[j]);
        if (!Character.isLetterOrDigit(c)) {
          if (note.c[j] != ' '
              && note.c[j] != '-'
              && note.c[j] != '\n'
              && note.c[j] != '·'
              && note.c[j] != '.') {
            break;
          }
          gap++;
          continue;
        }
        gap = 0;
        node = trie.child(node, c);
        if (node == 0) {
          break;
        }
        if (trie.value(node) != Trie.NONE) {
          end = j + 1;
          type = trie.value(node);
        }
      }
      if (end > 0 && whole(i, end)) {
        findings.add(TYPES.get(type), i, end, SURE, "known");
        i = end - 1;
      }
    }
  }

  /** Latin letters and digits must not go on beyond the value. */
  private boolean whole(int start, int end) {
    return !same(note.at(start - 1), note.c[start]) && !same(note.c[end - 1], note.at(end));
  }

  private static boolean same(char a, char b) {
    return (Note.isLatin(a) && Note.isLatin(b)) || (Note.isDigit(a) && Note.isDigit(b));
  }
}
