package health.lode.deidentify.text;

/** Runs of digits and what is written into them: blanks, dashes, line breaks. */
final class Digits {
  private Digits() {}

  /**
   * The end of {@code count} digits from {@code start}, of which up to {@code breaks} pairs may be
   * held apart by at most two blanks, dashes or a line break; -1 where there are fewer.
   */
  static int take(Note note, int start, int count, int breaks) {
    int i = start;
    int broken = 0;
    for (int taken = 0; taken < count; taken++) {
      int gap = 0;
      while (taken > 0 && gap < 2 && gap(note.at(i))) {
        i++;
        gap++;
      }
      if (gap > 0 && ++broken > breaks) {
        return -1;
      }
      if (!Note.isDigit(note.at(i))) {
        return -1;
      }
      i++;
    }
    return i;
  }

  private static boolean gap(char c) {
    return c == ' ' || c == '-' || c == '\n' || c == '\r';
  }

  /** Only the digits of a span. */
  static String of(Note note, int start, int end) {
    StringBuilder digits = new StringBuilder(end - start);
    for (int i = start; i < end; i++) {
      if (Note.isDigit(note.c[i])) {
        digits.append(note.c[i]);
      }
    }
    return digits.toString();
  }

  /** The end of the run of digits at {@code start}. */
  static int runEnd(Note note, int start) {
    int end = start;
    while (Note.isDigit(note.at(end))) {
      end++;
    }
    return end;
  }

  static int value(String digits, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + digits.charAt(i) - '0';
    }
    return value;
  }

  /** ISO/IEC 7812 check digit. */
  static boolean luhn(String digits) {
    int sum = 0;
    boolean twice = false;
    for (int i = digits.length() - 1; i >= 0; i--) {
      int d = digits.charAt(i) - '0';
      if (twice) {
        d = d > 4 ? d * 2 - 9 : d * 2;
      }
      sum += d;
      twice = !twice;
    }
    return sum % 10 == 0;
  }
}
