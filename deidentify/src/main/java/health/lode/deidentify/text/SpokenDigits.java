package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;

/** Numbers read out digit by digit, as in transcribed speech: 幺三八零零… */
final class SpokenDigits {
  private static final String DIGITS = "零〇○幺妖腰一二两三四五六七八九洞拐";
  private static final String VALUES = "00011112234567890 7";

  private SpokenDigits() {}

  static boolean mayStart(char c) {
    return DIGITS.indexOf(c) >= 0;
  }

  /** Where the run at {@code start} ends; proposes it where it is long enough or labelled. */
  static int at(Note note, int start, Labels labels, Findings findings) {
    int i = start;
    int digits = 0;
    int end = start;
    while (i < note.length()) {
      char c = note.c[i];
      boolean x = digits == 17 && (c == 'X' || c == 'x' || c == '叉');
      if (DIGITS.indexOf(c) >= 0 || x) {
        digits++;
        i++;
        end = i;
      } else if (digits > 0 && i - end < 2 && (c == ' ' || c == ',' || c == '-' || c == '、')) {
        i++;
      } else if (digits == 17 && note.starts(i, "埃克斯")) {
        i += 3;
        end = i;
        digits++;
      } else {
        break;
      }
    }
    if (digits < 3) {
      return end;
    }
    Set<Label> before = labels.before(note, start);
    char next = note.at(end);
    if (next == '年' || next == '月' || next == '十' || next == '百') {
      return end;
    }
    if (digits == 18 || (digits >= 6 && before.contains(Label.ID))) {
      findings.add(Type.ID, start, end, 0.94, "id-spoken");
    } else if ((before.contains(Label.PHONE) && digits >= 4)
        || (digits == 11 && (VALUES.charAt(DIGITS.indexOf(note.c[start])) == '1'))
        || ((digits == 11 || digits == 12) && note.c[start] == '零')) {
      findings.add(Type.PHONE, start, end, 0.95, "phone-spoken");
    } else if (before.contains(Label.MRN) || before.contains(Label.BANK)) {
      findings.add(
          before.contains(Label.MRN) ? Type.MRN : Type.BANK, start, end, 0.92, "mrn-spoken");
    } else if (before.contains(Label.WECHAT)) {
      findings.add(Type.WECHAT, start, end, 0.9, "wechat-spoken");
    } else if (digits >= 16) {
      findings.add(Type.BANK, start, end, 0.8, "bank-spoken");
    } else if (digits >= 7) {
      findings.add(Type.PHONE, start, end, 0.7, "phone-spoken");
    }
    return end;
  }
}
