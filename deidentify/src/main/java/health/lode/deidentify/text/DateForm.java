package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A date as it is written: where its year, month and day stand, and in which numerals. */
final class DateForm {
  private static final String HAN = "[零〇○一二三四五六七八九]";
  private static final String HAN_NUMBER = "[一二三四五六七八九十廿卅]{1,3}";
  private static final String MONTHS =
      "(?<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
  private static final List<String> NAMES =
      List.of(
          "January",
          "February",
          "March",
          "April",
          "May",
          "June",
          "July",
          "August",
          "September",
          "October",
          "November",
          "December");
  private static final List<Pattern> FORMS =
      List.of(
          Pattern.compile(
              "(?<year>(?:1[89]|20)\\d{2})[ ]?[-/.年][ ]{0,2}(?<month>\\d{1,2})[ ]?[-/.月][ ]{0,2}(?<day>\\d{1,2})(?!\\d)"),
          Pattern.compile("(?<year>(?:1[89]|20)\\d{2})(?<month>\\d{2})(?<day>\\d{2})(?!\\d)"),
          Pattern.compile(
              "(?<first>\\d{1,2})[-/.](?<second>\\d{1,2})[-/.](?<year>(?:1[89]|20)\\d{2})(?!\\d)"),
          Pattern.compile(
              "(?<year>\\d{2})[-/.年][ ]?(?<month>\\d{1,2})[-/.月][ ]?(?<day>\\d{1,2})(?!\\d)"),
          Pattern.compile("(?<year>(?:1[89]|20)\\d{2}|\\d{2})[ ]?年[ ]?(?<month>\\d{1,2})[ ]?月"),
          Pattern.compile("(?<year>(?:1[89]|20)\\d{2})[-/.](?<month>\\d{1,2})(?!\\d)"),
          Pattern.compile("(?<month>\\d{1,2})[ ]?[月/.-][ ]{0,2}(?<day>\\d{1,2})(?!\\d)"),
          Pattern.compile("(?<month>\\d{1,2})月"),
          Pattern.compile(
              "(?<year>"
                  + HAN
                  + "{4}|"
                  + HAN
                  + "{2})年(?:(?<month>"
                  + HAN_NUMBER
                  + ")月(?:(?<day>"
                  + HAN_NUMBER
                  + ")[日号]?)?)?"),
          Pattern.compile("(?<month>" + HAN_NUMBER + ")月(?<day>" + HAN_NUMBER + ")[日号]?"),
          Pattern.compile("(?<year>(?:1[89]|20)\\d{2})(?!\\d)"),
          Pattern.compile(
              MONTHS
                  + "\\.?[ ,.-]{1,2}(?<day>\\d{1,2})(?<th>st|nd|rd|th)?(?!\\d)(?:,?[ -]{1,2}(?<year>(?:1[89]|20)\\d{2}))?",
              Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              MONTHS + "\\.?,? (?:of )?(?<year>(?:1[89]|20)\\d{2})", Pattern.CASE_INSENSITIVE),
          Pattern.compile(
              "(?<day>\\d{1,2})(?<th>st|nd|rd|th)?[ -]?(?:of )?"
                  + MONTHS
                  + "\\.?(?:,?[ -](?<year>(?:1[89]|20)\\d{2}))?",
              Pattern.CASE_INSENSITIVE));

  private final String text;
  private final Matcher matched;
  private final String monthGroup;
  private final String dayGroup;

  private DateForm(String text, Matcher matched, String monthGroup, String dayGroup) {
    this.text = text;
    this.matched = matched;
    this.monthGroup = monthGroup;
    this.dayGroup = dayGroup;
  }

  /** Null where the form is none of these, as in the lunar calendar. */
  static @Nullable DateForm read(String text, boolean chinese) {
    for (Pattern pattern : FORMS) {
      Matcher matcher = pattern.matcher(text);
      if (matcher.lookingAt()) {
        boolean ordered = !pattern.pattern().contains("<first>");
        boolean dayFirst =
            !ordered
                && (number(matcher.group("first")) > 12
                    || (chinese && number(matcher.group("second")) <= 12));
        return new DateForm(
            text,
            matcher,
            ordered ? "month" : dayFirst ? "second" : "first",
            ordered ? "day" : dayFirst ? "first" : "second");
      }
    }
    return null;
  }

  private @Nullable String group(String name) {
    return matched.pattern().pattern().contains("(?<" + name + ">") ? matched.group(name) : null;
  }

  private int value(String name) {
    String written = group(name);
    return written == null ? 0 : number(written);
  }

  /** 0 where none is written; two digits mean the year nearest to 2000 or after. */
  int year() {
    int year = value("year");
    return year == 0 && group("year") == null
        ? 0
        : year >= 100 ? year : year < 50 ? 2000 + year : 1900 + year;
  }

  int month() {
    return value(monthGroup);
  }

  int day() {
    return value(dayGroup);
  }

  private static int number(String written) {
    char first = written.charAt(0);
    if (Note.isDigit(first)) {
      return Integer.parseInt(written);
    }
    if (Note.isAsciiLetter(first)) {
      String three = written.substring(0, 3).toLowerCase(Locale.ROOT);
      for (int i = 0; i < NAMES.size(); i++) {
        if (NAMES.get(i).toLowerCase(Locale.ROOT).startsWith(three)) {
          return i + 1;
        }
      }
    }
    boolean positional =
        written.length() >= 2
            && written.indexOf('十') < 0
            && written.indexOf('廿') < 0
            && written.indexOf('卅') < 0;
    int value = 0;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      int digit = c == '〇' || c == '○' ? 0 : "零一二三四五六七八九".indexOf(c);
      if (positional) {
        value = value * 10 + digit;
      } else if (c == '十') {
        value = Math.max(1, value) * 10;
      } else if (c == '廿' || c == '卅') {
        value = c == '廿' ? 20 : 30;
      } else {
        value += digit;
      }
    }
    return value;
  }

  /** The same form, saying {@code date}. */
  String with(LocalDate date) {
    StringBuilder out = new StringBuilder(text);
    boolean padded = padded();
    // From the end, so that the places before stay right.
    for (int at = text.length(); at >= 0; at--) {
      for (String name : List.of("year", monthGroup, dayGroup, "th")) {
        String old = group(name);
        if (old != null && matched.start(name) == at) {
          int value =
              name.equals("year")
                  ? date.getYear()
                  : name.equals(monthGroup) ? date.getMonthValue() : date.getDayOfMonth();
          out.replace(
              at,
              at + old.length(),
              name.equals("th")
                  ? ordinal(date.getDayOfMonth())
                  : written(old, value, padded && !name.equals("year")));
        }
      }
    }
    return out.toString();
  }

  private boolean padded() {
    String month = group(monthGroup);
    String day = group(dayGroup);
    return (month != null && month.charAt(0) == '0')
        || (day != null && day.charAt(0) == '0')
        || (month != null
            && day != null
            && month.length() == 2
            && day.length() == 2
            && group("year") != null);
  }

  private static String ordinal(int day) {
    return day % 10 == 1 && day != 11
        ? "st"
        : day % 10 == 2 && day != 12 ? "nd" : day % 10 == 3 && day != 13 ? "rd" : "th";
  }

  private static String written(String old, int value, boolean padded) {
    char first = old.charAt(0);
    if (Note.isDigit(first)) {
      boolean two = old.length() == 2 && value > 1000;
      return padded || two
          ? String.format(Locale.ROOT, "%02d", two ? value % 100 : value)
          : Integer.toString(value);
    }
    if (Note.isAsciiLetter(first)) {
      String name = NAMES.get(value - 1);
      String made =
          old.length() <= 4 && !old.equalsIgnoreCase("june") && !old.equalsIgnoreCase("july")
              ? name.substring(0, 3)
              : name;
      return old.equals(old.toUpperCase(Locale.ROOT)) ? made.toUpperCase(Locale.ROOT) : made;
    }
    if (value > 1000) {
      StringBuilder out = new StringBuilder();
      for (char c : Integer.toString(value).substring(4 - old.length()).toCharArray()) {
        out.append(c == '0' ? old.indexOf('零') >= 0 ? '零' : '〇' : "零一二三四五六七八九".charAt(c - '0'));
      }
      return out.toString();
    }
    String tens = value >= 30 ? "三十" : value >= 20 ? "二十" : value >= 10 ? "十" : "";
    return tens + (value % 10 == 0 ? "" : "零一二三四五六七八九".substring(value % 10, value % 10 + 1));
  }

  /** What a precision leaves; empty where nothing. */
  String cut(Dates.Precision precision, boolean chinese) {
    int year = year();
    return switch (precision) {
      case DAY -> text;
      case NONE -> "";
      case YEAR -> year == 0 ? "" : chinese ? year + "年" : Integer.toString(year);
      case MONTH ->
          year == 0 || month() == 0
              ? ""
              : chinese
                  ? year + "年" + month() + "月"
                  : NAMES.get(Math.min(12, month()) - 1) + " " + year;
    };
  }
}
