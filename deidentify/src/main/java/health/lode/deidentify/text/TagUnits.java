package health.lode.deidentify.text;

import java.util.Arrays;
import java.util.List;

/**
 * A note as the learned tagger reads it: each Chinese character, each Latin word, each run of
 * digits and each sign is a unit; blanks belong to the unit after them. What the lists, the cutting
 * into words and the rules say of a unit stands beside it.
 */
final class TagUnits {
  private static final int LONGEST = 40;
  private static final List<Type> TYPES = List.of(Type.values());
  private static final int CUES =
      Lexicon.PLACE
          | Lexicon.LEFT
          | Lexicon.TITLE
          | Lexicon.STRONG
          | Lexicon.ORG
          | Lexicon.STOP
          | Lexicon.MEDICAL
          | Lexicon.WORD
          | Lexicon.PERSON
          | Lexicon.WHERE
          | Lexicon.RELATIVE
          | Lexicon.ABSENT
          | Lexicon.GENERIC
          | Lexicon.BRAND;
  private static final EnglishLexicon ENGLISH = EnglishLexicon.one();
  private static final ChineseNameModel NAMES = ChineseNameModel.one();

  /** Shapes above 15 are those of Latin words and numbers. */
  static final int SIGN = 1;

  static final int BREAK = 2;
  static final int HAN = 3;
  static final int LOWER = 16;
  static final int NUMBER = 32;

  int size;
  int[] start;
  int[] end;

  /** Which character or word it is. */
  int[] form;

  /** What kind of thing it looks like, with the blanks before it. */
  int[] shape;

  /** How a Chinese character does as a surname and in a given name; what lists say of a word. */
  int[] kind;

  /** What words begin here, and what words end right before here, as bits of the lexicon. */
  int[] begins;

  int[] ended;

  /** Place in the word, the word's length and what it is. */
  int[] word;

  /** The word's length, part of speech and how usual it is, with the unit's place in it. */
  int[] sort;

  /** The words before and after the unit's word, as themselves and as what they are. */
  int[] before;

  int[] after;
  int[] beforeSort;
  int[] afterSort;

  /** Which rule's finding covers the unit, and whether it begins it; 0 where none does. */
  int[] rule;

  /** What stands before the last colon of the line, or the last label, and how far back. */
  int[] label;

  int[] since;

  /** Before a colon as who speaks in a dialogue: 0 not, 1 once, 2 where lines repeat it. */
  int[] speaker;

  /**
   * Whether the note is written without signs, as speech that was transcribed; Latin or Chinese.
   */
  int style;

  /** Units from the line's beginning, and to its end. */
  int[] fromBreak;

  int[] toBreak;

  private final Note note;

  private TagUnits(Note note) {
    this.note = note;
    // At most a unit for each character, and one place behind the last.
    int guess = note.length() + 1;
    start = new int[guess];
    end = new int[guess];
    form = new int[guess];
    shape = new int[guess];
    kind = new int[guess];
    begins = new int[guess];
    ended = new int[guess];
    word = new int[guess];
    sort = new int[guess];
    before = new int[guess];
    after = new int[guess];
    beforeSort = new int[guess];
    afterSort = new int[guess];
    rule = new int[guess];
    label = new int[guess];
    since = new int[guess];
    speaker = new int[guess];
    fromBreak = new int[guess];
    toBreak = new int[guess];
  }

  static TagUnits of(Note note, Tokens tokens, List<Finding> rules) {
    TagUnits units = new TagUnits(note);
    units.split();
    units.words(tokens);
    units.lines();
    units.speakers();
    units.style();
    units.rules(rules);
    return units;
  }

  /** The first unit that ends after a character. */
  int from(int character) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (end[middle] > character) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private void split() {
    int n = note.length();
    int blanks = 0;
    for (int i = 0; i < n; ) {
      char c = note.c[i];
      if (c == ' ' || c == '\t' || c == '\r') {
        blanks += c == '\t' ? 2 : 1;
        i++;
        continue;
      }
      int to = i + 1;
      if (Note.isHan(c)) {
        add(i, to, c, HAN, han(c), blanks);
      } else if (Note.isDigit(c)) {
        while (to < n && to - i < LONGEST && Note.isDigit(note.c[to])) {
          to++;
        }
        int length = Math.min(to - i, 20);
        int look =
            0x30000 + length * 16 + (length == 11 || length == 4 || length == 8 ? c - '0' : 0);
        int might = 0;
        if (length <= 2) {
          int value = Integer.parseInt(note.plain.substring(i, to));
          look = 0x31000 + value + (length == 2 && value < 10 ? 100 : 0);
          might = value == 0 ? 0 : value <= 12 ? 1 : value <= 31 ? 2 : 0;
        } else if (length == 4 && (note.starts(i, "19") || note.starts(i, "20"))) {
          might = 1;
        }
        add(i, to, look, NUMBER + length, 0x3000 + length * 4 + might, blanks);
      } else if (Note.isLatin(c)) {
        while (to < n && to - i < LONGEST && Note.isLatin(note.c[to])) {
          to++;
        }
        latin(i, to, blanks);
      } else {
        add(i, to, c == '\n' ? '\n' : c, c == '\n' ? BREAK : SIGN, c == '\n' ? 7 : 8, blanks);
      }
      blanks = 0;
      i = to;
    }
  }

  private static int han(char c) {
    double surname = NAMES.surname(c);
    double given = NAMES.given(c);
    int s = surname >= ChineseNameModel.IMPOSSIBLE ? 0 : surname < 4.7 ? 1 : surname < 7 ? 2 : 3;
    int g = given < 6 ? 1 : given < 8 ? 2 : given < 10 ? 3 : given < 15 ? 4 : 5;
    return 0x100 + s * 8 + g;
  }

  private void latin(int from, int to, int blanks) {
    int hash = 7;
    boolean upper = false;
    boolean lower = false;
    for (int i = from; i < to; i++) {
      char c = note.c[i];
      hash = hash * 31 + Character.toLowerCase(c);
      if (i > from) {
        upper |= Character.isUpperCase(c);
        lower |= Character.isLowerCase(c);
      }
    }
    boolean capital = Character.isUpperCase(note.c[from]);
    int look =
        !capital
            ? upper ? 1 : 0
            : to - from == 1 ? 2 : !lower ? to - from < 5 ? 3 : 4 : upper ? 5 : 6;
    int flags = ENGLISH.flags(note, from, to);
    int known =
        flags
            & (EnglishLexicon.WORD
                | EnglishLexicon.COMMON
                | EnglishLexicon.GIVEN
                | EnglishLexicon.SURNAME
                | EnglishLexicon.CITY
                | EnglishLexicon.STATE
                | EnglishLexicon.COUNTRY
                | EnglishLexicon.TITLE
                | EnglishLexicon.CUE
                | EnglishLexicon.ORG
                | EnglishLexicon.STREET
                | EnglishLexicon.NOT_NAME
                | EnglishLexicon.MONTH
                | EnglishLexicon.WEEKDAY);
    add(from, to, 0x100000 + (hash & 0xFFFFFFF), LOWER + look, 0x1000000 + known, blanks);
  }

  private void add(int from, int to, int which, int look, int what, int blanks) {
    start[size] = from;
    end[size] = to;
    form[size] = which;
    shape[size] = look * 4 + Math.min(blanks, 2);
    kind[size] = what;
    size++;
  }

  /** Flags of the words that begin and end at each Chinese character; the cut's own words. */
  private void words(Tokens tokens) {
    int[] unitAt = new int[note.length() + 1];
    Arrays.fill(unitAt, -1);
    for (int u = 0; u < size; u++) {
      unitAt[start[u]] = u;
    }
    // The word that the unit is part of: its first unit, the one after it.
    int[] first = new int[size];
    int[] last = new int[size];
    int[] which = new int[size];
    int[] what = new int[size];
    for (int u = 0; u < size; u++) {
      first[u] = u;
      last[u] = u + 1;
      if (!han(u)) {
        word[u] = 1;
        sort[u] = kind[u];
        which[u] = form[u];
        what[u] = kind[u];
        continue;
      }
      int at = start[u];
      int token = tokens.at[at];
      int tokenEnd = token >= 0 ? tokens.end[token] : at + 1;
      boolean begun = token < 0 || tokens.start[token] == at;
      int cost = 20;
      int hash = 1;
      Lattice lattice = tokens.lattice;
      for (int w = lattice.first[at]; w < lattice.first[at + 1]; w++) {
        int wordEnd = lattice.end[w];
        int value = lattice.value[w];
        int length = wordEnd - at;
        if (length > 8) {
          break;
        }
        int flags = value & CUES;
        if (length == 1) {
          flags &= ~Lexicon.WORD;
        }
        begins[u] |= flags;
        int next = wordEnd < note.length() ? unitAt[wordEnd] : size;
        if (next >= 0) {
          ended[next] |= flags;
        }
        if (wordEnd == tokenEnd) {
          cost = Lexicon.cost(value);
        }
      }
      if (token < 0) {
        continue;
      }
      int length = Math.min(tokens.length(token), 5);
      int place = begun ? 0 : tokens.end[token] == at + 1 ? 2 : 1;
      boolean name = tokens.name[token];
      int flags = name ? 0 : tokens.flags[token];
      word[u] = (flags & ~0xFF) + (name ? 2 : 3) + place * 8 + length * 32;
      if (begun) {
        for (int j = at; j < tokenEnd; j++) {
          hash = hash * 31 + note.c[j];
        }
        which[u] = hash;
        what[u] = (flags & CUES) + (name ? 1 : 0) + 2 * ((flags >>> Lexicon.SPEECH) + 8 * length);
        sort[u] = cost <= 8 ? 0 : cost <= 10 ? 1 : cost <= 12 ? 2 : cost <= 14 ? 3 : 4;
        sort[u] = (sort[u] * 8 + (flags >>> Lexicon.SPEECH)) * 8 + length;
        int stop = u;
        while (stop < size && start[stop] < tokenEnd) {
          stop++;
        }
        for (int v = u; v < stop; v++) {
          last[v] = stop;
          first[v] = u;
          sort[v] = sort[u];
          which[v] = which[u];
          what[v] = what[u];
        }
      } else {
        // Written above, with the word's first character.
        first[u] = first[u - 1];
        last[u] = last[u - 1];
        sort[u] = sort[u - 1];
        which[u] = which[u - 1];
        what[u] = what[u - 1];
      }
    }
    for (int u = 0; u < size; u++) {
      int previous = first[u] - 1;
      int next = last[u];
      before[u] = previous < 0 ? 0 : which[previous];
      beforeSort[u] = previous < 0 ? 0 : what[previous];
      after[u] = next >= size ? 0 : which[next];
      afterSort[u] = next >= size ? 0 : what[next];
      sort[u] = sort[u] * 4 + Math.min(u - first[u], 3);
    }
  }

  private boolean han(int u) {
    return shape[u] >> 2 == HAN;
  }

  private void lines() {
    int last = -1;
    int key = 0;
    int keyAt = 0;
    for (int u = 0; u < size; u++) {
      boolean stop = shape[u] >> 2 == BREAK;
      fromBreak[u] = Math.min(u - last - 1, 6);
      label[u] = key;
      since[u] = Math.min(u - keyAt, 8);
      if (stop) {
        last = u;
        // A label at a line's end goes on for the next line.
        if (keyAt != u) {
          key = 0;
        }
        keyAt = u + 1;
      } else if (form[u] == ':' || form[u] == '=' || form[u] == '】') {
        key = u > 0 ? form[u - 1] * 31 + (u > 1 && han(u - 1) ? form[u - 2] : 0) : 0;
        keyAt = u + 1;
      } else if (han(u) && u + 1 < size && (shape[u + 1] & 3) > 0) {
        // A label and blanks: 姓名 方便.
        key = form[u] * 31 + (u > 0 && han(u - 1) ? form[u - 1] : 0) + 17;
        keyAt = u + 1;
      } else if (form[u] == '。' || form[u] == ';' || form[u] == '；') {
        key = 0;
        keyAt = u + 1;
      }
    }
    int next = size;
    for (int u = size - 1; u >= 0; u--) {
      toBreak[u] = Math.min(next - u - 1, 6);
      if (shape[u] >> 2 == BREAK) {
        next = u;
      }
    }
  }

  /** Lines that begin with a few units and a colon. */
  private void speakers() {
    java.util.Map<Integer, Integer> heads = new java.util.HashMap<>();
    for (int pass = 0; pass < 2; pass++) {
      for (int u = 0; u < size; u++) {
        if (u > 0 && shape[u - 1] >> 2 != BREAK) {
          continue;
        }
        int hash = 1;
        int to = u;
        while (to < size && to - u < 9 && form[to] != ':' && shape[to] >> 2 != BREAK) {
          hash = hash * 31 + form[to];
          to++;
        }
        if (to == u || to >= size || form[to] != ':') {
          continue;
        }
        if (pass == 0) {
          heads.merge(hash, 1, Integer::sum);
          continue;
        }
        int often = heads.getOrDefault(hash, 1) > 1 ? 2 : 1;
        Arrays.fill(speaker, u, to, often);
      }
    }
  }

  private void style() {
    int signs = 0;
    int hans = 0;
    int latins = 0;
    for (int u = 0; u < size; u++) {
      signs += shape[u] >> 2 == SIGN || (shape[u] & 3) > 0 ? 1 : 0;
      hans += han(u) ? 1 : 0;
      latins += shape[u] >> 2 >= LOWER && shape[u] >> 2 < NUMBER ? 1 : 0;
    }
    style = (signs * 25 < size ? 1 : 0) + (latins > hans ? 4 : latins * 4 > hans ? 2 : 0);
  }

  private void rules(List<Finding> rules) {
    int u = 0;
    for (Finding each : rules) {
      while (u < size && end[u] <= each.start()) {
        u++;
      }
      int first = u;
      for (int v = u; v < size && start[v] < each.end(); v++) {
        rule[v] =
            1
                + (v == first ? 1 : 0)
                + 2 * (each.confidence() >= 0.9 ? 2 : each.confidence() >= 0.82 ? 1 : 0)
                + 8 * TYPES.indexOf(each.type());
      }
    }
  }
}
