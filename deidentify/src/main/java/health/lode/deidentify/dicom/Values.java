package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.Vr;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values in the forms that PS3.5 6.2 gives each VR. What has another form could hide text. */
final class Values {
  private static final Pattern DATE =
      Pattern.compile("([0-9]{8}|[0-9]{4}\\.[0-9]{2}\\.[0-9]{2})?|[0-9]{8}-[0-9]{8}");
  private static final Pattern TIME =
      Pattern.compile(
          "([0-9]{2}([0-9]{2}([0-9]{2}(\\.[0-9]{1,6})?)?)?)?|[0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,6})?)?");
  private static final Pattern DATE_TIME =
      Pattern.compile("([0-9]{4,14}(\\.[0-9]{1,6})?([+-][0-9]{4})?)?");
  private static final Pattern AGE = Pattern.compile("([0-9]{3}[DWMY])?");
  private static final int LONGEST_CODE = 64;

  private Values() {}

  /** Text without the padding at its ends. */
  static String trimmed(String text) {
    int end = text.length();
    while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == 0)) {
      end--;
    }
    return text.substring(0, end);
  }

  /** Whether every value has its VR's form; true for VRs that have none. */
  static boolean wellFormed(Vr vr, String text) {
    if (vr == Vr.IS || vr == Vr.DS) {
      return text.chars().allMatch(Values::isNumeric);
    }
    if (vr == Vr.UI || vr == Vr.CS) {
      for (String value : text.split("\\\\", -1)) {
        String plain = trimmed(value).strip();
        if (!(vr == Vr.UI ? isUid(plain) : isCode(plain))) {
          return false;
        }
      }
      return true;
    }
    Pattern form =
        switch (vr) {
          case DA -> DATE;
          case TM -> TIME;
          case DT -> DATE_TIME;
          case AS -> AGE;
          default -> null;
        };
    return form == null || fits(form, text);
  }

  /** Digits in components between dots, or nothing. */
  private static boolean isUid(String text) {
    char before = '.';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.' ? before == '.' : c < '0' || c > '9') {
        return false;
      }
      before = c;
    }
    return text.isEmpty() || before != '.';
  }

  private static boolean isCode(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < 0x20 || text.charAt(i) > 0x7E) {
        return false;
      }
    }
    return text.length() <= LONGEST_CODE;
  }

  private static boolean fits(Pattern form, String text) {
    for (String value : text.split("\\\\", -1)) {
      if (!form.matcher(trimmed(value).strip()).matches()) {
        return false;
      }
    }
    return true;
  }

  /** Whether a character may stand in decimal strings and the backslashes between them. */
  static boolean isNumeric(int c) {
    return (c >= '0' && c <= '9')
        || c == '.'
        || c == '-'
        || c == '+'
        || c == 'e'
        || c == 'E'
        || c == ' '
        || c == '\\'
        || c == 0;
  }

  /** A value of the VR's form that tells nothing; null for a sequence. */
  static byte @Nullable [] dummy(Vr vr) {
    String text =
        switch (vr) {
          case DA -> "19000101";
          case TM -> "000000";
          case DT -> "19000101000000";
          case AS -> "000Y";
          case IS, DS -> "0";
          case UR -> "urn:removed";
          case AE, CS, LO, LT, PN, SH, ST, UC, UT -> "REMOVED";
          default -> "";
        };
    if (!text.isEmpty()) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }
    return switch (vr) {
      case SQ -> null;
      case US, SS, OB, OW, UN -> new byte[2];
      case FD, UV, SV, OD, OV -> new byte[8];
      default -> new byte[4];
    };
  }

  /** An age over 89 as 90 years: older people are few, and are told apart by it. */
  static byte[] cappedAge(byte[] age) {
    String text = trimmed(new String(age, StandardCharsets.US_ASCII));
    boolean old = text.matches("[0-9]{3}Y") && Integer.parseInt(text.substring(0, 3)) > 89;
    return old ? "090Y".getBytes(StandardCharsets.US_ASCII) : Arrays.copyOf(age, age.length);
  }
}
