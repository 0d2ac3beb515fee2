package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;

/**
 * Resident identity numbers of China (GB 11643: 18 characters with an ISO 7064 MOD 11-2 check
 * character, or 15 digits), passports and other papers by their label, US social security numbers.
 */
final class IdNumbers {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private IdNumbers() {}

  /** The check character of the first 17 digits. */
  static char check(String seventeen) {
    int sum = 0;
    for (int i = 0; i < 17; i++) {
      sum += (seventeen.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  /** At the first digit of a run. */
  static void at(Note note, int start, Set<Label> labels, Findings findings) {
    boolean labelled = labels.contains(Label.ID);
    if (eighteen(note, start, labelled, findings) || fifteen(note, start, labelled, findings)) {
      return;
    }
    hidden(note, start, labelled, findings);
    socialSecurity(note, start, labelled, findings);
  }

  private static boolean eighteen(Note note, int start, boolean labelled, Findings findings) {
    int end = Digits.take(note, start, 17, 17);
    if (end < 0) {
      return false;
    }
    int last = end;
    while (last - end < 2
        && (note.at(last) == ' ' || note.at(last) == '-' || note.at(last) == '\n')) {
      last++;
    }
    char check = Character.toUpperCase(note.at(last));
    if ((!Note.isDigit(check) && check != 'X') || Note.isDigit(note.at(last + 1))) {
      return false;
    }
    String digits = Digits.of(note, start, end);
    boolean shaped = region(digits) && date(digits, 6, 4);
    if (!shaped && !labelled) {
      return false;
    }
    boolean right = check(digits) == check;
    findings.add(
        Type.ID,
        start,
        last + 1,
        right ? 0.995 : 0.97,
        right ? "id-resident" : "id-resident-check");
    return true;
  }

  private static boolean fifteen(Note note, int start, boolean labelled, Findings findings) {
    int end = Digits.take(note, start, 15, 6);
    if (end < 0
        || Note.isDigit(note.at(end))
        || (note.at(end) == '-' && Note.isDigit(note.at(end + 1)))) {
      return false;
    }
    String digits = Digits.of(note, start, end);
    if (!labelled && !(region(digits) && date(digits, 6, 2) && end - start <= 17)) {
      return false;
    }
    findings.add(Type.ID, start, end, labelled ? 0.97 : 0.88, "id-resident-15");
    return true;
  }

  private static boolean region(String digits) {
    int province = Digits.value(digits, 0, 2);
    return (province >= 11 && province <= 15)
        || (province >= 21 && province <= 23)
        || (province >= 31 && province <= 37)
        || (province >= 41 && province <= 46)
        || (province >= 50 && province <= 54)
        || (province >= 61 && province <= 65)
        || province == 71
        || (province >= 81 && province <= 83)
        || province == 91;
  }

  private static boolean date(String digits, int at, int yearLength) {
    int year = Digits.value(digits, at, at + yearLength);
    int month = Digits.value(digits, at + yearLength, at + yearLength + 2);
    int day = Digits.value(digits, at + yearLength + 2, at + yearLength + 4);
    boolean yearRight = yearLength == 2 || (year >= 1800 && year <= 2099);
    return yearRight && month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }

  /** 4301**********1234: what is left of a number that someone hid in part. */
  private static void hidden(Note note, int start, boolean labelled, Findings findings) {
    int i = start;
    int stars = 0;
    while (i - start < 24) {
      char c = note.at(i);
      boolean star =
          c == '*'
              || c == '×'
              || c == '●'
              || c == '○'
              || ((c == 'X' || c == 'x') && stars > 0)
              || ((c == 'X' || c == 'x') && (note.at(i + 1) == c || Note.isDigit(note.at(i + 1))));
      if (star) {
        stars++;
      } else if (!Note.isDigit(c)) {
        break;
      }
      i++;
    }
    if ((note.at(i) == 'X' || note.at(i) == 'x') && !Note.isLatin(note.at(i + 1))) {
      i++;
    }
    int length = i - start;
    boolean shaped = length == 18 || length == 15;
    if (stars >= 4 && (shaped || (labelled && length >= 8))) {
      findings.add(Type.ID, start, i, 0.965, "id-hidden");
    }
  }

  private static void socialSecurity(Note note, int start, boolean labelled, Findings findings) {
    int end = start + 11;
    boolean dashed =
        Digits.runEnd(note, start) == start + 3
            && (note.at(start + 3) == '-' || note.at(start + 3) == ' ')
            && Digits.runEnd(note, start + 4) == start + 6
            && note.at(start + 6) == note.at(start + 3)
            && Digits.runEnd(note, start + 7) == end;
    if (dashed
        && (labelled
            || (note.at(start + 3) == '-' && note.at(start - 1) != '-' && note.at(end) != '-'))) {
      findings.add(Type.ID, start, end, 0.97, "id-ssn");
    }
  }

  /** At the beginning of a run of letters and digits that holds a digit, after a label. */
  static void labelled(Note note, int start, int end, Findings findings) {
    if (end - start >= 4) {
      findings.add(Type.ID, start, end, 0.96, "id-label");
    }
  }
}
