package health.lode.deidentify.text;

/**
 * A note as the detectors see it: character for character the same length, with full-width letters
 * and digits made ASCII, and dashes, dots and blanks of every kind made one.
 */
final class Note {
  /** At least so large a share of Chinese characters among the letters makes a note Chinese. */
  private static final double CHINESE_SHARE = 0.25;

  final String text;
  final char[] c;
  final String plain;
  final boolean chinese;
  final boolean latin;

  Note(String text) {
    this.text = text;
    this.c = text.toCharArray();
    int han = 0;
    int letters = 0;
    for (int i = 0; i < c.length; i++) {
      char folded = fold(c[i]);
      c[i] = folded;
      if (isHan(folded)) {
        han++;
      } else if (isLatin(folded)) {
        letters++;
      }
    }
    this.plain = new String(c);
    this.chinese = han > 0 && (han >= CHINESE_SHARE * (han + letters / 4.0) || han >= 12);
    this.latin = letters > 0;
  }

  int length() {
    return c.length;
  }

  /** The character at {@code i}, or a line break outside the note. */
  char at(int i) {
    return i >= 0 && i < c.length ? c[i] : '\n';
  }

  /** Whether {@code i} follows an item's number: 2.1月前 is the second item, a month ago. */
  boolean numbered(int i) {
    if (at(i - 1) != '.' && at(i - 1) != '、') {
      return false;
    }
    int j = i - 2;
    while (j >= 0 && i - j < 5 && isDigit(c[j])) {
      j--;
    }
    char before = at(j);
    return j < i - 2
        && (isBlank(before)
            || before == ';'
            || before == '。'
            || before == ':'
            || before == '；'
            || before == '(');
  }

  boolean starts(int i, String word) {
    return plain.startsWith(word, i);
  }

  private static char fold(char c) {
    if (c < 0x80) {
      return c;
    }
    if (c >= 0xFF01 && c <= 0xFF5E) {
      return (char) (c - 0xFEE0);
    }
    return switch (c) {
      case '\u3000', '\u00A0', '\u2002', '\u2003', '\u2009', '\u202F', '\u200B', '\uFEFF' -> ' ';
      case '\u2010',
          '\u2011',
          '\u2012',
          '\u2013',
          '\u2014',
          '\u2015',
          '\u2212',
          '\uFE63',
          '\u2500' ->
          '-';
      case '\u2022', '\u30FB', '\u2027', '\u2219', '\uFF65', '\u22C5' -> '·';
      case '\u2018', '\u2019' -> '\'';
      default -> c;
    };
  }

  static boolean isHan(char c) {
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || c == '〇' || c == '々';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** ASCII letters, and those of Latin, Greek and Cyrillic script beyond. */
  static boolean isLatin(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= 0xC0 && c <= 0x52F && Character.isLetter(c))
        || c == 0x2126
        || c == 0x2206
        || (c >= 0x1E00 && c <= 0x1FFF && Character.isLetter(c));
  }

  static boolean isAsciiLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
