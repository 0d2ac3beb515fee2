package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.pixel.TextLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a line that was read in a picture identifies. Recognisers confuse letters that look
 * alike, so both sides are compared in one spelling, and one wrong letter is forgiven in longer
 * words.
 */
final class BurnedInText {
  private static final int FORGIVING = 6;
  private static final int SHORTEST = 3;

  private static final Pattern TELLING =
      Pattern.compile(
          // dates: 2024-01-31, 31.01.2024, 1/31/24, 31-JAN-2024, 20240131, 2024年1月31日
          "(19|20)[0-9]{2} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2}"
              + "|[0-9]{1,2} ?[-/.] ?[0-9]{1,2} ?[-/.] ?([0-9]{4}|[0-9]{2})(?![0-9])"
              + "|[0-9]{1,2}[ -]?(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ ,-]*[0-9]{2,4}"
              + "|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* [0-9]{1,2},? ?[0-9]{2,4}"
              + "|(?<![0-9])(19|20)[0-9]{2}[01][0-9][0-3][0-9](?![0-9])"
              // times of day to the second
              + "|(?<![0-9])[0-2]?[0-9]:[0-5][0-9]:[0-5][0-9]"
              // numbers of a person, an order or a visit
              + "|(?<![0-9.])[a-z]{0,3}[0-9]{6,}(?![0-9.])"
              // words beside which identity stands
              + "|\\b(name|patient|pat|dob|born|birth|mrn|pid|acc|accession|id|hospital|clinic|dr|physician|operator)\\b ?[:.#]?"
              + "|姓名|患者|病人|病历|住院|门诊|床号|医院|医师|医生|出生|编号|检查号|性别");

  private final List<String> needles = new ArrayList<>();

  BurnedInText(Identifiers identifiers) {
    for (String needle : identifiers.needles()) {
      String spelled = spelled(needle);
      boolean han = needle.codePoints().anyMatch(Character::isIdeographic);
      if (spelled.length() >= (han ? 2 : SHORTEST)) {
        needles.add(spelled);
      }
    }
  }

  /** Whether the line identifies, or stands where identity stands. */
  boolean identifies(TextLine line) {
    String lower = line.text().toLowerCase(Locale.ROOT);
    if (TELLING.matcher(lower).find()) {
      return true;
    }
    String spelled = spelled(lower);
    for (String needle : needles) {
      if (spelled.contains(needle)
          || (needle.length() >= FORGIVING && nearlyContains(spelled, needle))) {
        return true;
      }
    }
    return false;
  }

  /** Whether text was found at all, rather than specks that look like a letter. */
  static boolean isText(TextLine line) {
    return line.confidence() >= 40
        && line.text().codePoints().filter(Character::isLetterOrDigit).count() >= 2;
  }

  /** Letters and digits alone, those that look alike as one. */
  private static String spelled(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(c -> out.appendCodePoint(plain(c)));
    return out.toString();
  }

  private static int plain(int c) {
    return switch (c) {
      case 'o', 'q', 'd' -> '0';
      case 'l', 'i', 't' -> '1';
      case 'z' -> '2';
      case 's' -> '5';
      case 'b' -> '8';
      case 'g' -> '9';
      default -> c;
    };
  }

  /** Whether some stretch of the text differs from the needle in one letter at most. */
  private static boolean nearlyContains(String text, String needle) {
    for (int at = 0; at + needle.length() <= text.length(); at++) {
      int wrong = 0;
      for (int i = 0; i < needle.length() && wrong < 2; i++) {
        if (text.charAt(at + i) != needle.charAt(i)) {
          wrong++;
        }
      }
      if (wrong < 2) {
        return true;
      }
    }
    return false;
  }
}
