package health.lode.deidentify.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was found once is found wherever else it stands in the note: whole names and organisations,
 * numbers and accounts, and of a name of three characters or more the given name alone.
 */
final class Echoes {
  private static final int LONGEST = 40;
  private static final double SURE = 0.8;
  private static final double ECHO = 0.8;
  private static final List<Type> TYPES = List.of(Type.values());
  private static final Lexicon LEXICON = Lexicon.one();

  private Echoes() {}

  /**
   * @param found in order, without overlaps
   */
  static List<Finding> with(Note note, List<Finding> found) {
    Trie trie = null;
    for (Finding each : found) {
      if (each.confidence() < SURE) {
        continue;
      }
      String text = note.plain.substring(each.start(), each.end());
      if (telling(each.type(), text)) {
        trie = trie == null ? new Trie(32) : trie;
        trie.put(text, TYPES.indexOf(each.type()));
      }
      if (each.type() == Type.NAME && text.length() >= 3 && text.length() <= 4 && han(text)) {
        int surname = ChineseNameModel.one().surnameLength(text);
        String given = surname == 0 ? "" : text.substring(surname);
        if (given.length() == 2 && !word(given)) {
          trie = trie == null ? new Trie(32) : trie;
          trie.put(given, TYPES.indexOf(Type.NAME));
        }
      }
    }
    if (trie == null) {
      return found;
    }
    boolean[] taken = new boolean[note.length()];
    for (Finding each : found) {
      java.util.Arrays.fill(taken, each.start(), each.end(), true);
    }
    List<Finding> more = new ArrayList<>();
    for (int i = 0; i < note.length(); i++) {
      int node = 0;
      for (int j = i; j < note.length() && !taken[j]; j++) {
        node = trie.child(node, note.c[j]);
        if (node == 0) {
          break;
        }
        int value = trie.value(node);
        if (value != Trie.NONE && apart(note, i, j + 1)) {
          more.add(new Finding(TYPES.get(value), i, j + 1, ECHO, "echo"));
          java.util.Arrays.fill(taken, i, j + 1, true);
          i = j;
          break;
        }
      }
    }
    if (more.isEmpty()) {
      return found;
    }
    more.addAll(found);
    more.sort(Comparator.comparingInt(Finding::start));
    return more;
  }

  private static boolean telling(Type type, String text) {
    int length = text.length();
    if (length > LONGEST) {
      return false;
    }
    return switch (type) {
      case NAME ->
          han(text) ? length >= 2 && length < 20 && !(length <= 3 && word(text)) : length >= 5;
      case ORG -> length >= 4;
      case WECHAT -> length >= 3 && !word(text);
      case ID, PHONE, BANK, EMAIL -> length >= 6;
      case MRN -> length >= 6 && text.indexOf('床') < 0;
      default -> false;
    };
  }

  private static boolean word(String text) {
    return LEXICON.flags(text) != 0;
  }

  private static boolean han(String text) {
    return text.chars().allMatch(c -> Note.isHan((char) c));
  }

  /** Latin letters and digits must not go on beyond. */
  private static boolean apart(Note note, int start, int end) {
    return !goesOn(note.at(start - 1), note.c[start]) && !goesOn(note.c[end - 1], note.at(end));
  }

  private static boolean goesOn(char a, char b) {
    return (Note.isLatin(a) && Note.isLatin(b)) || (Note.isDigit(a) && Note.isDigit(b));
  }
}
