package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;

/** Card and account numbers: by check digit (ISO/IEC 7812), by label, and IBAN (ISO 13616). */
final class BankNumbers {
  private BankNumbers() {}

  /** At the first digit of a run. */
  static void at(Note note, int start, Set<Label> labels, Findings findings) {
    int end = start;
    int digits = 0;
    int stars = 0;
    while (end - start < 34) {
      char c = note.at(end);
      if (Note.isDigit(c)) {
        digits++;
      } else if (c == '*' && digits >= 3) {
        stars++;
      } else if ((c == ' ' || c == '-' || c == '\n')
          && (Note.isDigit(note.at(end + 1)) || note.at(end + 1) == '*')
          && (Note.isDigit(note.at(end - 1)) || note.at(end - 1) == '*')) {
        end++;
        continue;
      } else {
        break;
      }
      end++;
    }
    int last = Digits.runEnd(note, start);
    int length = digits + stars;
    boolean labelled = labels.contains(Label.BANK);
    if (labelled && length >= 9 && length <= 30) {
      findings.add(Type.BANK, start, end, labels.size() == 1 ? 0.975 : 0.93, "bank-label");
      return;
    }
    boolean other = !labels.isEmpty() && !labelled;
    if (other
        && !(stars == 0
            && length >= 13
            && length <= 19
            && labels.contains(Label.PHONE)
            && !labels.contains(Label.MRN))) {
      return;
    }
    if (stars >= 4 && length >= 12) {
      findings.add(Type.BANK, start, end, 0.85, "bank-hidden");
    } else if (stars == 0 && length >= 13 && length <= 19 && grouped(note, start, end)) {
      boolean luhn = Digits.luhn(Digits.of(note, start, end));
      if (luhn || length >= 16 || !note.chinese) {
        findings.add(Type.BANK, start, end, luhn ? 0.92 : 0.86, luhn ? "bank-luhn" : "bank-length");
      }
    } else if (stars == 0 && last - start >= 12 && last - start <= 19) {
      findings.add(Type.BANK, start, last, 0.7, "bank-length");
    }
  }

  /** In one piece or in groups of at least three. */
  private static boolean grouped(Note note, int start, int end) {
    int group = 0;
    for (int i = start; i <= end; i++) {
      if (i < end && Note.isDigit(note.c[i])) {
        group++;
      } else {
        if (group < 3) {
          return false;
        }
        group = 0;
      }
    }
    return true;
  }

  /** At the first letter of a word in capitals. */
  static void iban(Note note, int start, Findings findings) {
    if (!capital(note.at(start))
        || !capital(note.at(start + 1))
        || !Note.isDigit(note.at(start + 2))
        || !Note.isDigit(note.at(start + 3))) {
      return;
    }
    int end = start + 4;
    int count = 4;
    int solid = end;
    while (count < 34) {
      char c = note.at(end);
      if (Note.isDigit(c) || capital(c)) {
        count++;
        solid = end + 1;
      } else if (c != ' ' || (!Note.isDigit(note.at(end + 1)) && !capital(note.at(end + 1)))) {
        break;
      }
      end++;
    }
    if (count >= 15 && Digits.of(note, start, solid).length() >= 10) {
      boolean right = remainder(note, start, solid) == 1;
      findings.add(
          Type.BANK, start, solid, right ? 0.99 : 0.9, right ? "bank-iban" : "bank-iban-check");
    }
  }

  private static boolean capital(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static int remainder(Note note, int start, int end) {
    int rest = 0;
    String text = note.plain.substring(start, end).replace(" ", "");
    String turned = text.substring(4) + text.substring(0, 4);
    for (int i = 0; i < turned.length(); i++) {
      char c = turned.charAt(i);
      rest = Note.isDigit(c) ? (rest * 10 + c - '0') % 97 : (rest * 100 + c - 'A' + 10) % 97;
    }
    return rest;
  }
}
