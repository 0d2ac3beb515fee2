package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;

/**
 * One pass over a note for everything that begins with a digit, a letter before digits, or a sign:
 * at each such place the detectors whose forms begin so are asked.
 */
final class NumberScan {
  private static final Labels LABELS = Labels.one();
  private static final Set<String> PREFIXES =
      Set.of("ID", "QQ", "VX", "WX", "NO", "MRN", "TEL", "V");
  private final Note note;
  private final Findings findings;
  private final PhoneNumbers phones;
  private final CalendarDates dates;
  private final SpokenDates spoken;
  private final Ages ages;
  private int spokenEnd;
  private int webEnd;

  NumberScan(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    phones = new PhoneNumbers(note, findings);
    dates = new CalendarDates(note, findings);
    spoken = new SpokenDates(note, findings);
    ages = new Ages(note, findings);
  }

  void find() {
    for (int i = 0; i < note.length(); i++) {
      char c = note.c[i];
      if (Note.isDigit(c)) {
        if (!Note.isDigit(note.at(i - 1))) {
          digits(i);
        }
      } else if (Note.isAsciiLetter(c)) {
        if (!Note.isAsciiLetter(note.at(i - 1))) {
          letters(i);
        }
      } else if (Note.isHan(c)) {
        han(i, c);
      } else if (c == '+' || c == '(') {
        if ((c == '(' && note.at(i + 1) != '+' && !Note.isDigit(note.at(i + 1)))
            || (c == '+' && !Note.isDigit(note.at(i + 1)))) {
          continue;
        }
        phones.at(i, LABELS.before(note, i));
        if (c == '+') {
          RecordNumbers.bed(note, i, findings);
        }
      } else if (c == '@') {
        Accounts.email(note, i, findings);
      } else if (c == '_' && note.at(i - 1) != '_') {
        Accounts.underlined(note, i, findings);
      } else if (c == '〔' || c == '[') {
        RecordNumbers.letter(note, i, findings);
      } else if (c == '○') {
        han(i, c);
      }
    }
  }

  private void digits(int i) {
    Set<Label> all = LABELS.before(note, i);
    if (all.contains(Label.NOBODY)) {
      return;
    }
    boolean inCode =
        Note.isAsciiLetter(note.at(i - 1))
            || (note.at(i - 1) == '-'
                && (Note.isAsciiLetter(note.at(i - 2)) || Note.isDigit(note.at(i - 2))))
            || note.at(i - 1) == '_';
    Set<Label> labels = all.size() == 1 && all.contains(Label.WEAK) ? Set.of() : all;
    IdNumbers.at(note, i, labels, findings);
    if (!Note.isAsciiLetter(note.at(i - 1)) || Note.isHan(note.at(i - 2)) || !labels.isEmpty()) {
      phones.at(i, labels);
    }
    dates.at(i, labels);
    spoken.counted(i);
    ages.digits(i);
    if (!inCode) {
      BankNumbers.at(note, i, labels, findings);
      RecordNumbers.bed(note, i, findings);
      code(i, all);
    }
  }

  /** A run of letters and digits that is no plain word. */
  private void code(int from, Set<Label> before) {
    int start = from;
    Set<Label> labels = before;
    int lettersEnd = start;
    while (lettersEnd - start < 5 && Note.isAsciiLetter(note.at(lettersEnd))) {
      lettersEnd++;
    }
    if (lettersEnd > start
        && lettersEnd - start < 5
        && Note.isDigit(note.at(lettersEnd))
        && PREFIXES.contains(
            note.plain.substring(start, lettersEnd).toUpperCase(java.util.Locale.ROOT))) {
      start = lettersEnd;
      labels = LABELS.before(note, start);
    }
    int end = start;
    boolean digit = false;
    while (end < note.length() && end - start < 40) {
      char c = note.c[end];
      if (Note.isDigit(c)) {
        digit = true;
      } else if (!Note.isAsciiLetter(c)
          && !((c == '-' || c == '_')
              && end > start
              && (Note.isDigit(note.at(end + 1)) || Note.isAsciiLetter(note.at(end + 1))))) {
        break;
      }
      end++;
    }
    if (labels.contains(Label.WECHAT)) {
      Accounts.labelled(note, start, labels, findings);
    }
    if (!digit || labels.contains(Label.NOBODY)) {
      return;
    }
    RecordNumbers.at(note, start, end, labels, findings);
    if (labels.contains(Label.BANK) && end - start >= 12) {
      findings.add(Type.BANK, start, end, 0.96, "bank-label");
    }
    if (labels.contains(Label.ID)) {
      IdNumbers.labelled(note, start, end, findings);
    }
    if (labels.contains(Label.POSTCODE) && end - start >= 3 && end - start <= 10) {
      int more = note.at(end) == ' ' && Note.isAsciiLetter(note.at(end + 1)) ? end + 1 : end;
      int to = more;
      while (to - more < 4
          && ((note.at(to) >= 'A' && note.at(to) <= 'Z') || Note.isDigit(note.at(to)))) {
        to++;
      }
      findings.add(Type.ADDRESS, start, Math.max(end, to), 0.95, "address-postcode");
    }
    if (labels.isEmpty()) {
      passport(start, end);
    }
  }

  /** E12345678, EA1234567, C7719035 where a paper is spoken of; 港澳 H12345678. */
  private void passport(int start, int end) {
    int letters = 0;
    while (letters < 3 && note.at(start + letters) >= 'A' && note.at(start + letters) <= 'Z') {
      letters++;
    }
    boolean digits = Digits.runEnd(note, start + letters) == end;
    int count = end - start - letters;
    if (digits
        && ((letters == 1 && (count == 8 || count == 9) && "EGDSPHMCW".indexOf(note.c[start]) >= 0)
            || (letters == 2 && count == 7 && note.c[start] == 'E'))) {
      findings.add(Type.ID, start, end, 0.7, "id-passport");
    }
  }

  private void letters(int i) {
    if (i >= webEnd && note.at(i - 1) != '@' && note.at(i - 1) != '.') {
      webEnd = Accounts.web(note, i, findings);
    }
    BankNumbers.iban(note, i, findings);
    char c = note.c[i];
    if (c == 'a' || c == 'A' || c == 't') {
      ages.label(i);
    }
    boolean inCode =
        Note.isDigit(note.at(i - 1))
            || note.at(i - 1) == '-'
            || note.at(i - 1) == '_'
            || note.at(i - 1) == '@'
            || note.at(i - 1) == '.';
    if (!inCode) {
      code(i, LABELS.before(note, i));
    }
  }

  private void han(int i, char c) {
    if (SpokenDates.mayStart(c)) {
      spoken.numeral(i);
      if (c == '九' || c == '一' || c == '百') {
        ages.numeral(i);
      }
      if ("零〇一二三四五六七八九十百".indexOf(note.at(i - 1)) < 0) {
        RecordNumbers.bed(note, i, findings);
      }
    }
    if (c == '昵' || c == '网') {
      Accounts.nickname(note, i, findings);
    }
    if (c == '加') {
      RecordNumbers.bed(note, i, findings);
    } else if (c == '年' && note.at(i + 1) == '龄') {
      ages.label(i);
    }
    if (Plates.mayStart(c)) {
      Plates.at(note, i, findings);
    }
    if (i >= spokenEnd && SpokenDigits.mayStart(c)) {
      spokenEnd = SpokenDigits.at(note, i, LABELS, findings);
    }
  }
}
