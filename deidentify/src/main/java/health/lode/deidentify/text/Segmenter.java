package health.lode.deidentify.text;

import java.util.Arrays;

/**
 * Cuts Chinese runs into words and names along the cheapest path (a word lattice as jieba's, with
 * names as further edges). What stands beside a possible name, a title or a label, makes it
 * cheaper.
 */
final class Segmenter {
  /** Longer runs are cut; so much is looked at in one go. */
  private static final int RUN = 2048;

  private static final double NAME = 6.0;
  private static final double TWO = 1.9;
  private static final double THREE = 0.2;
  private static final double CERTAIN = 2.5;
  private static final String PARTS = "菌病征素酶酸碱胺林片胶颗单抗木替尼唑星平汀坦酮醇苷钠钾钙酯霉啶嗪氏";
  private static final ChineseNameModel NAMES = ChineseNameModel.one();

  private final Note note;
  private final Tokens tokens;
  private final Lattice lattice;
  private final Findings findings;
  private final double[] left;
  private final double[] right;
  private final double[] cost;
  private final int[] from;
  private final int[] what;
  private boolean nameBefore;

  private static final int NAME_EDGE = -1;

  private Segmenter(Note note, Findings findings) {
    this.note = note;
    this.tokens = new Tokens(note);
    this.lattice = tokens.lattice;
    this.findings = findings;
    int size = longest(note) + 1;
    left = new double[size];
    right = new double[size];
    cost = new double[size];
    from = new int[size];
    what = new int[size];
  }

  /** The longest run of Chinese that is looked at in one go. */
  private static int longest(Note note) {
    int longest = 0;
    int run = 0;
    for (char c : note.c) {
      run = Note.isHan(c) ? run + 1 : 0;
      longest = Math.max(longest, run);
    }
    return Math.min(longest, RUN);
  }

  /** The note's words; its names go to {@code findings}. */
  static Tokens cut(Note note, Findings findings) {
    Segmenter segmenter = new Segmenter(note, findings);
    int last = 0;
    double carried = 0;
    for (int i = 0; i < note.length(); ) {
      if (!Note.isHan(note.c[i])) {
        i++;
        continue;
      }
      int end = i + 1;
      while (end < note.length() && end - i < RUN && Note.isHan(note.c[end])) {
        end++;
      }
      carried = segmenter.run(i, end, segmenter.before(last, i, carried));
      last = end;
      i = end;
    }
    return segmenter.tokens;
  }

  /** What stands between the last run and this one tells of a name at this one's start. */
  private double before(int last, int start, double carried) {
    if (start - last > 12) {
      return 0;
    }
    boolean colon = false;
    boolean list = false;
    for (int i = last; i < start; i++) {
      switch (note.c[i]) {
        case ':' -> colon = true;
        case '、', ',', '/', '&', '+' -> list = true;
        case ' ', '\t', '(', '"', '“', '[', '【', '_', ')', ']', '】', '-', '\'' -> {}
        case '\n', '\r' -> {
          if (!colon) {
            return 0;
          }
        }
        default -> {
          return 0;
        }
      }
    }
    if (nameBefore && (list || start > last)) {
      return list ? 3 : 1.5;
    }
    return carried <= 0 ? 0 : colon ? carried + 2.5 : list ? carried : carried - 0.5;
  }

  private double run(int a, int b, double atStart) {
    int n = b - a;
    Arrays.fill(left, 0, n + 1, 0);
    Arrays.fill(right, 0, n + 1, 0);
    Arrays.fill(cost, 0, n + 1, Double.MAX_VALUE);
    cues(a, n);
    left[0] = Math.max(left[0], atStart);
    right[n] = Math.max(right[n], after(b));
    cost[0] = 0;
    for (int i = 0; i < n; i++) {
      words(a, i, n);
      names(a, i, n);
    }
    nameBefore = false;
    emit(a, n);
    return left[n];
  }

  private void cues(int a, int n) {
    for (int i = 0; i < n; i++) {
      for (int w = lattice.first[a + i]; w < lattice.first[a + i + 1]; w++) {
        int value = lattice.value[w];
        int end = lattice.end[w] - a;
        if ((value & (Lexicon.LEFT | Lexicon.TITLE)) == 0 || end > n) {
          continue;
        }
        int length = end - i;
        if ((value & Lexicon.LEFT) != 0) {
          left[end] = Math.max(left[end], length == 1 ? 1.2 : 4);
        }
        if ((value & Lexicon.TITLE) != 0) {
          double strength =
              (value & Lexicon.STRONG) != 0 ? length == 1 ? 3 : 4.5 : length == 1 ? 0.8 : 3;
          right[i] = Math.max(right[i], strength);
        }
      }
    }
  }

  /** What follows the run: a title in brackets, a telephone, a colon as in a dialogue. */
  private double after(int end) {
    int i = end;
    while (i < note.length() && i - end < 4 && " (\t/、,[".indexOf(note.c[i]) >= 0) {
      i++;
    }
    char next = note.at(i);
    if (i > end && Person.sexAt(note, i)) {
      return 4;
    }
    if (Note.isHan(next)) {
      for (int w = lattice.first[i]; w < lattice.first[i + 1]; w++) {
        int length = lattice.end[w] - i;
        if (length >= 2 && length <= 6 && (lattice.value[w] & Lexicon.TITLE) != 0) {
          return 2.5;
        }
      }
      return 0;
    }
    if (next == '1'
        && Note.isDigit(note.at(i + 1))
        && Note.isDigit(note.at(i + 6))
        && i - end <= 2) {
      return 2;
    }
    return next == ':' && i == end ? 1.5 : 0;
  }

  private void words(int a, int i, int n) {
    double base = cost[i];
    int word = lattice.first[a + i];
    int last = lattice.first[a + i + 1];
    if (word == last || lattice.end[word] > a + i + 1) {
      reach(i, i + 1, base + Lexicon.UNKNOWN_COST, 0);
    }
    for (; word < last && lattice.end[word] - a <= n; word++) {
      int value = lattice.value[word];
      reach(i, lattice.end[word] - a, base + Lexicon.cost(value), value & ~0xFF);
    }
  }

  private void reach(int i, int j, double at, int flags) {
    if (at < cost[j]) {
      cost[j] = at;
      from[j] = i;
      what[j] = flags;
    }
  }

  private void names(int a, int i, int n) {
    char first = note.c[a + i];
    double surname = NAMES.surname(first);
    int length = 1;
    if (i + 1 < n && NAMES.compound(first, note.c[a + i + 1])) {
      edges(a, i, n, 2, 6.5);
    }
    if (surname < ChineseNameModel.IMPOSSIBLE) {
      edges(a, i, n, length, surname);
    }
    if ((first == '老' || first == '小' || first == '大') && i + 1 < n) {
      double next = NAMES.surname(note.c[a + i + 1]);
      if (next < 6.1 && (first != '大' || right[i + 2] >= 3)) {
        reach(i, i + 2, cost[i] + 10.5 + next - bonus(i, i + 2), NAME_EDGE);
      }
    }
    if (first == '阿' && i + 1 < n && NAMES.given(note.c[a + i + 1]) < 7.5) {
      reach(i, i + 2, cost[i] + 16 - bonus(i, i + 2), NAME_EDGE);
    }
  }

  private void edges(int a, int i, int n, int length, double surname) {
    int g = i + length;
    double base = cost[i] + NAME + (left[i] >= 3.5 ? Math.min(surname, 7) : surname);
    if (right[g] >= 4 || (right[g] >= 3 && left[i] >= 3) || (length == 2 && right[g] >= 3)) {
      reach(i, g, cost[i] + NAME + Math.min(surname, 7) - 1 - bonus(i, g), NAME_EDGE);
    }
    if (g >= n) {
      return;
    }
    char first = note.c[a + g];
    if (first == '某') {
      anonymous(a, i, g, n, surname);
      return;
    }
    double one = NAMES.given(first);
    reach(i, g + 1, base + TWO + one - bonus(i, g + 1), NAME_EDGE);
    if (g + 1 < n) {
      double two = one + NAMES.given(note.c[a + g + 1]);
      reach(i, g + 2, base + THREE + two - bonus(i, g + 2), NAME_EDGE);
    }
  }

  /** 王某, 王某某, 王某甲. */
  private void anonymous(int a, int i, int g, int n, double surname) {
    reach(i, g + 1, cost[i] + 3 + surname, NAME_EDGE);
    if (g + 1 < n) {
      char next = note.c[a + g + 1];
      if (next == '某' || "甲乙丙丁".indexOf(next) >= 0) {
        reach(i, g + 2, cost[i] + 3 + surname, NAME_EDGE);
      } else if (NAMES.given(next) < 6) {
        reach(i, g + 2, cost[i] + 8 + surname + 5, NAME_EDGE);
      }
    }
  }

  private double bonus(int i, int j) {
    return left[i] + right[j];
  }

  private void emit(int a, int n) {
    int size = 0;
    int[] path = new int[n + 1];
    for (int j = n; j > 0; j = from[j]) {
      path[size++] = j;
    }
    int start = 0;
    for (int k = size - 1; k >= 0; k--) {
      int end = path[k];
      boolean name = what[end] == NAME_EDGE;
      tokens.add(a + start, a + end, name ? 0 : what[end], name);
      if (name) {
        if (bonus(start, end) < 1
            && end - start > 1
            && (note.c[a + start] == '阿'
                || (a + end < note.length() && PARTS.indexOf(note.c[a + end]) >= 0))) {
          // 阿达木单抗, 舍曲林, 霍尔德菌: the beginning of a drug's or a germ's name.
          start = end;
          continue;
        }
        boolean certain = bonus(start, end) >= CERTAIN;
        findings.add(
            Type.NAME,
            a + start,
            a + end,
            certain ? 0.92 : 0.78,
            certain ? "name-cue" : "name-model");
        nameBefore = end == n;
      } else if ((what[end] & (Lexicon.RELATIVE | Lexicon.HOLIDAY)) != 0) {
        findings.add(
            Type.DATE,
            a + start,
            CalendarDates.clockEnd(note, a + end),
            0.85,
            (what[end] & Lexicon.HOLIDAY) != 0 ? "date-holiday" : "date-relative");
      }
      start = end;
    }
  }
}
