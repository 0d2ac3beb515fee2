package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;

/** Record, specimen, examination and insurance numbers by their label or form, and beds. */
final class RecordNumbers {
  private static final String UNITS = "%次度℃年月日时分秒岁个例天周米倍元点万亿片粒支瓶袋包盒人层楼级期克升毫微单国";

  private RecordNumbers() {}

  /** At the beginning of a run of ASCII letters, digits and dashes that holds a digit. */
  static void at(Note note, int start, int end, Set<Label> labels, Findings findings) {
    int digits = Digits.of(note, start, end).length();
    boolean letters = letters(note, start, end);
    if (labels.contains(Label.MRN)
        && digits >= (labels.contains(Label.BED) ? 1 : 2)
        && !measured(note, end)
        && !dateLike(note, start, end)) {
      if (end - start >= 3
          || (note.at(end) != '.' && note.at(end) != '-' && labels.contains(Label.BED))) {
        int to = note.at(end) == '床' ? end + 1 : end;
        if (note.at(to) == '~' || (note.at(to) == '/' && digits >= 5)) {
          int more = Digits.runEnd(note, to + 1);
          to = more > to + 1 && more - to <= 8 ? more : to;
        }
        findings.add(Type.MRN, start, to, labels.contains(Label.BANK) ? 0.94 : 0.96, "mrn-label");
        return;
      }
    }
    boolean weak = labels.contains(Label.WEAK);
    if (weak && digits >= 5 && !measured(note, end) && !dateLike(note, start, end)) {
      findings.add(Type.MRN, start, end, 0.9, "mrn-label");
      return;
    }
    if (!labels.isEmpty() && !weak) {
      return;
    }
    if (letters ? coded(note, start, end, digits) : plain(note, start, end, digits)) {
      findings.add(Type.MRN, start, end, 0.65, "mrn-form");
    }
  }

  /**
   * Letters then at least five digits (IHC24-5521, MZ240621-0338), as no unit, gene or drug has.
   */
  private static boolean coded(Note note, int start, int end, int digits) {
    if (digits < 5 || end - start > 24) {
      return false;
    }
    int letters = 0;
    int turns = 0;
    boolean upper = true;
    for (int i = start; i < end; i++) {
      char c = note.c[i];
      if (Note.isAsciiLetter(c)) {
        letters++;
        upper &= c <= 'Z';
        turns += i > start && !Note.isAsciiLetter(note.c[i - 1]) ? 1 : 0;
      }
    }
    return letters <= 6 && upper && turns <= 1 && !measured(note, end);
  }

  private static boolean plain(Note note, int start, int end, int digits) {
    if (note.at(start - 1) == '.'
        || (note.at(end) == '.' && Note.isDigit(note.at(end + 1)))
        || Note.isLatin(note.at(end))
        || measured(note, end)) {
      return false;
    }
    int dash = start;
    while (dash < end && note.c[dash] != '-') {
      dash++;
    }
    if (dash < end) {
      int second = Digits.runEnd(note, dash + 1) - dash - 1;
      int first = dash - start;
      boolean year = first == 4 && (note.starts(start, "19") || note.starts(start, "20"));
      return (digits >= 8 && second >= 4 && !(first == 4 && second == 4))
          || ((year || first == 2) && second >= 5)
          || (first >= 3 && note.c[dash + 1] == '0' && second >= 4);
    }
    return digits >= 7 && !zeros(note, start, end) && "~/*^×".indexOf(note.at(end)) < 0;
  }

  /** A round number is an amount: 5000000. */
  private static boolean zeros(Note note, int start, int end) {
    return note.plain.startsWith("0000", end - 4)
        || note.at(start - 1) == '<'
        || note.at(start - 1) == '>';
  }

  private static boolean letters(Note note, int start, int end) {
    for (int i = start; i < end; i++) {
      if (Note.isAsciiLetter(note.c[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean dateLike(Note note, int start, int end) {
    String text = note.plain.substring(start, end);
    return text.length() == 10 && text.charAt(4) == '-' && text.charAt(7) == '-';
  }

  private static boolean measured(Note note, int end) {
    char next = note.at(end);
    if (next == ' ') {
      next = note.at(end + 1);
      if (Note.isHan(next)) {
        return false;
      }
      return (next == 'm' && note.at(end + 2) == 'g') || (next == 'm' && note.at(end + 2) == 'l');
    }
    return UNITS.indexOf(next) >= 0 || (next == '.' && Note.isDigit(note.at(end + 1)));
  }

  /** At the bracket of an official letter's number: 宛工认〔2024〕0386, 鹤公强医〔2022〕9号. */
  static void letter(Note note, int bracket, Findings findings) {
    int year = bracket + 1;
    char close = note.c[bracket] == '[' ? ']' : '〕';
    if (Digits.runEnd(note, year) != year + 4
        || note.at(year + 4) != close
        || !Note.isHan(note.at(bracket - 1))) {
      return;
    }
    int number = year + 5;
    while (note.at(number) == '第' || note.at(number) == ' ') {
      number++;
    }
    int end = Digits.runEnd(note, number);
    if (end == number || end - number > 8) {
      return;
    }
    int start = bracket;
    while (start > 0 && bracket - start < 6 && Note.isHan(note.c[start - 1])) {
      start--;
    }
    findings.add(Type.MRN, start, note.at(end) == '号' ? end + 1 : end, 0.92, "mrn-letter");
  }

  /** At a digit or the sign before it: 12床, +3床, 加1床, 41 床, 二十六床. */
  static void bed(Note note, int start, Findings findings) {
    int digits = start;
    char first = note.c[start];
    if (first == '+' || first == '加' || first == '抢') {
      digits++;
    }
    if (Note.isAsciiLetter(note.at(digits))) {
      return;
    }
    int end = digits;
    if (Note.isDigit(note.at(digits))) {
      end = Digits.runEnd(note, digits);
      if (note.at(end) == '-' && Note.isDigit(note.at(end + 1))) {
        end = Digits.runEnd(note, end + 1);
      }
    } else {
      while (end - digits < 4 && "一二三四五六七八九十百零".indexOf(note.at(end)) >= 0) {
        end++;
      }
    }
    if (end == digits || end - digits > 7) {
      return;
    }
    if (note.at(end) == '号' && note.at(end + 1) == '床') {
      end++;
    }
    if (note.at(end) == ' ') {
      end++;
    }
    if (note.at(end) == '床' && note.at(end + 1) != '位' && note.at(end + 1) != '被') {
      int from = start;
      char before = note.at(start - 1);
      if (first != '+' && first != '加' && (before == '+' || before == '加')) {
        return;
      }
      findings.add(Type.MRN, from, end + 1, 0.93, "mrn-bed");
    }
  }
}
