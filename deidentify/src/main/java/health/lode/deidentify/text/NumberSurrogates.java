package health.lode.deidentify.text;

import health.lode.deidentify.pseudonym.Draws;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers for numbers, in the same form: digits by format-preserving encryption, so that one number
 * has one surrogate everywhere. None can be a real person's: identity numbers begin with 99 and
 * fail their check, mobile numbers begin with 10, cards fail theirs, plates hold an O.
 */
final class NumberSurrogates {
  private static final String NUMERALS = "零一二三四五六七八九";
  private static final String SPOKEN = "零〇○幺妖腰一二两三四五六七八九洞拐";
  private static final String SPOKEN_VALUES = "000111122345678907";
  private final Pseudonyms pseudonyms;
  private final String patient;

  NumberSurrogates(Pseudonyms pseudonyms, String patient) {
    this.pseudonyms = pseudonyms;
    this.patient = patient;
  }

  String identity(String value) {
    if (spoken(value)) {
      return readOut("id", value);
    }
    String digits = digits(value);
    String made = changed("id", digits);
    if (digits.length() >= 17) {
      made = "99" + made.substring(2);
      if (digits.length() == 18) {
        char right = IdNumbers.check(made.substring(0, 17));
        char last = made.charAt(17);
        made =
            made.substring(0, 17) + (last == right ? (char) ('0' + (last - '0' + 1) % 10) : last);
      }
    } else if (digits.length() == 15) {
      made = "99" + made.substring(2);
    }
    String filled = filled(value, made, "id");
    if (digits.length() == 17 && value.length() > 17) {
      // The check character X: another letter never fits.
      char right = IdNumbers.check(made);
      return filled.substring(0, filled.length() - 1) + (right == 'X' ? '0' : 'X');
    }
    return filled;
  }

  String phone(String value) {
    if (spoken(value)) {
      return readOut("phone", value);
    }
    String digits = digits(value);
    String made = changed("phone", digits);
    int mobile = digits.length() >= 11 ? digits.length() - 11 : -1;
    if (mobile >= 0 && mobile <= 4 && digits.charAt(mobile) == '1') {
      made = digits.substring(0, mobile) + "10" + made.substring(mobile + 2);
    }
    return filled(value, made, "phone");
  }

  String record(String value) {
    if (spoken(value)) {
      return readOut("mrn", value);
    }
    return filled(value, changed("mrn", digits(value)), "mrn");
  }

  String bank(String value) {
    if (spoken(value)) {
      return readOut("bank", value);
    }
    String made = changed("bank", digits(value));
    if (made.length() >= 12 && Digits.luhn(made)) {
      int last = made.charAt(made.length() - 1) - '0';
      made = made.substring(0, made.length() - 1) + (last + 1) % 10;
    }
    return filled(value, made, "bank");
  }

  String plate(String value) {
    Draws draws = draws("plate", value);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      out.append(
          i == 1
              ? 'O'
              : i == 0
                  ? "京沪粤川湘鄂".charAt(draws.below(6))
                  : Note.isDigit(c)
                      ? (char) ('0' + draws.below(10))
                      : Note.isAsciiLetter(c) ? "ABCDEFGHJK".charAt(draws.below(10)) : c);
    }
    return out.toString();
  }

  String account(String value) {
    return "wx_" + code("wechat", value);
  }

  String email(String value) {
    return value.indexOf('@') > 0
        ? code("email", value) + "@example.com"
        : "https://example.com/" + code("email", value);
  }

  private String code(String domain, String value) {
    return pseudonyms
        .code("text/" + domain, value.toLowerCase(Locale.ROOT))
        .substring(0, 10)
        .toLowerCase(Locale.ROOT);
  }

  private static String digits(String value) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Note.isDigit(c)) {
        digits.append(c);
      }
    }
    return digits.toString();
  }

  /** As many other digits. */
  private String changed(String domain, String digits) {
    if (digits.isEmpty()) {
      return digits;
    }
    String made;
    if (digits.length() >= Pseudonyms.FEWEST_DIGITS) {
      made = pseudonyms.digits("text/" + domain, digits);
    } else {
      Draws draws = draws(domain, digits);
      StringBuilder drawn = new StringBuilder();
      for (int i = 0; i < digits.length(); i++) {
        drawn.append(draws.below(10));
      }
      made = drawn.toString();
    }
    if (made.equals(digits)) {
      int last = made.charAt(made.length() - 1) - '0';
      made = made.substring(0, made.length() - 1) + (last + 1) % 10;
    }
    return made;
  }

  /** The form of {@code value} with other digits, and other letters for its letters. */
  private String filled(String value, String digits, String domain) {
    StringBuilder out = new StringBuilder(value.length());
    @Nullable Draws drawn = null;
    int at = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean letter =
          Note.isAsciiLetter(c)
              && !domain.equals("phone")
              && !(domain.equals("id") && i == value.length() - 1);
      if (Note.isDigit(c)) {
        out.append(digits.charAt(at++));
      } else if (letter || "一二三四五六七八九十百".indexOf(c) >= 0) {
        // Few numbers hold letters: nothing is drawn for the others.
        Draws draws = drawn == null ? draws(domain + "/letters", value) : drawn;
        drawn = draws;
        out.append(
            letter
                ? (char) ((c <= 'Z' ? 'A' : 'a') + draws.below(26))
                : NUMERALS.charAt(1 + draws.below(9)));
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private static boolean spoken(String value) {
    return SPOKEN.indexOf(value.charAt(0)) >= 0 && value.length() >= 3 && value.indexOf('床') < 0;
  }

  private String readOut(String domain, String value) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int at = SPOKEN.indexOf(c);
      if (at >= 0) {
        digits.append(SPOKEN_VALUES.charAt(at));
      }
    }
    String made = changed(domain, digits.toString());
    if (domain.equals("phone") && made.length() == 11 && digits.charAt(0) == '1') {
      made = "10" + made.substring(2);
    }
    StringBuilder out = new StringBuilder();
    int next = 0;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (SPOKEN.indexOf(c) < 0) {
        out.append(c);
        continue;
      }
      char digit = made.charAt(next++);
      out.append(digit == '1' ? '幺' : NUMERALS.charAt(digit - '0'));
    }
    return out.toString();
  }

  private Draws draws(String domain, String value) {
    return pseudonyms.draws("text/" + domain, patient + "\0" + value);
  }
}
