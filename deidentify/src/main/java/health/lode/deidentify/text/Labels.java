package health.lode.deidentify.text;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What the label before a number says it is. Read backwards from the number in a few steps. */
final class Labels {
  /** What a label announces. */
  enum Label {
    ID,
    PHONE,
    MRN,
    BANK,
    WECHAT,
    POSTCODE,
    BED,
    /** A word that may go before a record number, but also before other numbers. */
    WEAK,
    /** What the number is, identifies nobody: a drug's batch. */
    NOBODY;

    /** The label's place in a set written as bits. */
    int bit() {
      return 1 << ALL.indexOf(this);
    }

    private static final List<Label> ALL = List.of(values());
  }

  private static final int FARTHEST = 8;
  private static final int LONGEST = 30;
  private static final List<String> ENDINGS =
      List.of(
          "", "号", "号码", "号是", "号码是", "编号", "码", "是", "为", "id", "no", "number", "号为", "卡号", "的号码",
          "的");
  private static final Set<Label> NONE = Set.of();
  private static final Labels ONE = new Labels();

  private final Trie backwards = new Trie(8000);
  private final Set<Label>[] sets;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private Labels() {
    sets = new Set[1 << Label.values().length];
    for (int bits = 0; bits < sets.length; bits++) {
      Set<Label> set = EnumSet.noneOf(Label.class);
      for (Label label : Label.values()) {
        if ((bits & label.bit()) != 0) {
          set.add(label);
        }
      }
      sets[bits] = set;
    }
    for (Map.Entry<String, List<String>> kind : Resource.kinds("labels.txt").entrySet()) {
      int bit = Label.valueOf(kind.getKey().toUpperCase(Locale.ROOT)).bit();
      for (String word : kind.getValue()) {
        boolean latin = Note.isLatin(word.charAt(word.length() - 1));
        for (String ending : ENDINGS) {
          if ((word.length() == 1
                  && (ending.isEmpty() || (ending.length() == 1 && !ending.equals("号"))))
              || (word.equals("电") && !ending.isEmpty())) {
            if (!(word.equals("电") && ending.isEmpty()) && !word.equals("床")) {
              continue;
            }
          }
          String whole = word.replace('+', ' ').toLowerCase(Locale.ROOT) + ending;
          boolean abbreviation =
              latin
                  && word.length() <= 3
                  && word.equals(word.toUpperCase(Locale.ROOT))
                  && !word.equals("ID");
          boolean bare =
              ending.isEmpty()
                  && kind.getKey().equals("mrn")
                  && (!latin || abbreviation)
                  && !word.endsWith("号");
          put(whole, bare ? Label.WEAK.bit() : bit);
          if (latin && ending.length() > 1 && !Note.isHan(ending.charAt(0))) {
            put(word.replace('+', ' ').toLowerCase(Locale.ROOT) + " " + ending, bit);
          }
        }
      }
    }
  }

  static Labels one() {
    return ONE;
  }

  private void put(String word, int bit) {
    StringBuilder reversed = new StringBuilder(word).reverse();
    int old = backwards.value(reversed);
    backwards.put(reversed, (old == Trie.NONE ? 0 : old) | bit);
  }

  /** What the longest label that ends shortly before {@code start} says; empty where none does. */
  Set<Label> before(Note note, int start) {
    int i = start - 1;
    int skipped = 0;
    while (i >= 0 && skipped < FARTHEST && separates(note.c[i])) {
      i--;
      skipped++;
    }
    if (i < 0) {
      return NONE;
    }
    // (家) between a number and its label.
    if (note.c[i] == ')') {
      int open = i;
      while (open > 0 && i - open < 6 && note.c[open] != '(') {
        open--;
      }
      if (note.c[open] == '(') {
        i = open - 1;
        while (i > 0 && note.c[i] == ' ') {
          i--;
        }
      }
    }
    int node = 0;
    int found = 0;
    int gaps = 0;
    for (int j = i; j >= 0 && i - j < LONGEST; j--) {
      char c = Character.toLowerCase(note.c[j]);
      if ((c == ' ' || c == '\u3000') && node != 0 && gaps < 6 && Note.isHan(note.at(i))) {
        gaps++;
        continue;
      }
      node = backwards.child(node, c == '\t' || c == '\n' ? ' ' : c);
      if (node == 0) {
        break;
      }
      int value = backwards.value(node);
      boolean whole =
          !Note.isLatin(c) || !Note.isLatin(note.at(j - 1)) || Note.isHan(note.at(j - 1));
      if (value != Trie.NONE && whole) {
        found = value;
      }
    }
    return found == 0 ? NONE : sets[found];
  }

  private static boolean separates(char c) {
    return switch (c) {
      case ' ',
          ':',
          '#',
          '.',
          '-',
          '=',
          '(',
          '[',
          '_',
          '\t',
          '\n',
          '\r',
          '【',
          '"',
          '“',
          '\'',
          '№',
          '<',
          '《',
          '*' ->
          true;
      default -> false;
    };
  }
}
