package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A date as the policy wants it, in the form in which it was written: digits or Chinese numerals,
 * with or without year, month or day, with its time of day. What cannot be read as a date has no
 * surrogate.
 */
final class DateSurrogate {
  private static final String NUMERALS = "〇一二三四五六七八九";

  /** Year, month, day with 年月日; each may be missing, in digits or numerals. */
  private static final Pattern CHINESE =
      Pattern.compile(
          "(?:(\\d{4}|\\d{2}|[〇零○一二三四五六七八九]{2,4})(\\s*年\\s*))?"
              + "(?:(\\d{1,2}|十[一二]?|[一二三四五六七八九])(\\s*月\\s*))?"
              + "(?:(\\d{1,2}|三十一?|二十[一-九]?|十[一二三四五六七八九]?|[一二三四五六七八九])(\\s*[日号]|(?!\\d)))?(.*)",
          Pattern.DOTALL);

  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})(\\s*[-/.]\\s*)(\\d{1,2})(?:(\\s*[-/.]\\s*)(\\d{1,2}))?(.*)", Pattern.DOTALL);
  private static final Pattern SHORT_YEAR_FIRST =
      Pattern.compile("(\\d{2})([-/.])(\\d{1,2})([-/.])(\\d{1,2})(?!\\d)(.*)", Pattern.DOTALL);
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})([-/.])(\\d{4}|\\d{2})(?!\\d)(.*)", Pattern.DOTALL);
  private static final Pattern COMPACT =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?!\\d)(.*)", Pattern.DOTALL);
  private static final Pattern MONTH_DAY =
      Pattern.compile("(\\d{1,2})([-/.])(\\d{1,2})(?!\\d)(.*)", Pattern.DOTALL);
  private static final Pattern YEAR = Pattern.compile("(\\d{4})(.*)", Pattern.DOTALL);
  private static final Pattern WORDS =
      Pattern.compile("[A-Za-z]{3,9}|\\d{1,4}|[^A-Za-z\\d]+", Pattern.DOTALL);

  /** A year without 29 February, for dates that say none. */
  private static final int SOME_YEAR = 2023;

  private static final Map<String, Integer> MONTHS = months();

  private final Dates dates;
  private final int days;

  /**
   * @param days by which the patient's dates move; 0 where the policy keeps a precision
   */
  DateSurrogate(Dates dates, int days) {
    this.dates = dates;
    this.days = days;
  }

  private static Map<String, Integer> months() {
    Map<String, Integer> months = new TreeMap<>();
    for (java.time.Month month : java.time.Month.values()) {
      String name = month.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
      months.put(name, month.getValue());
      months.put(name.substring(0, 3), month.getValue());
    }
    months.put("sept", 9);
    return months;
  }

  /** What was written of a date. */
  private record Parts(Optional<Integer> year, Optional<Integer> month, Optional<Integer> day) {
    Optional<LocalDate> moved(int days) {
      try {
        int y = year.orElse(SOME_YEAR);
        // Where only the year stands, its middle moves; where the month, the month's middle.
        LocalDate date =
            LocalDate.of(y, month.orElse(7), day.orElse(month.isPresent() ? 15 : 1));
        return Optional.of(date.plusDays(days));
      } catch (DateTimeException e) {
        return Optional.empty();
      }
    }
  }

  /** How a part is written again. */
  private interface Form {
    String of(LocalDate date);
  }

  /**
   * @param written as it stands in the note, folded to ASCII digits
   * @return empty where no surrogate can be made
   */
  Optional<String> of(String written, String rule) {
    if (dates instanceof Dates.Shift
        && (rule.equals("date-ago") || rule.equals("date-hours") || rule.equals("date-relative"))) {
      // Counted from the note's own day, which moves with all the others.
      return Optional.of(written);
    }
    if (rule.equals("date-holiday") || rule.equals("date-lunar")) {
      return Optional.empty();
    }
    return chinese(written)
        .or(() -> digits(written))
        .or(() -> words(written));
  }

  private Optional<String> chinese(String written) {
    Matcher m = CHINESE.matcher(written);
    if (!m.matches() || m.group(1) == null && m.group(3) == null && m.group(5) == null) {
      return Optional.empty();
    }
    boolean marked = m.group(2) != null || m.group(4) != null || m.group(6) != null && !m.group(6).isEmpty();
    if (!marked || leftOver(m.group(7))) {
      return Optional.empty();
    }
    Optional<Integer> year = number(m.group(1)).map(y -> y < 100 ? century(y) : y);
    Parts parts = new Parts(year, number(m.group(3)), number(m.group(5)));
    String y = m.group(1);
    String mo = m.group(3);
    String d = m.group(5);
    return written(
        parts,
        date ->
            (y == null ? "" : year(date, y) + m.group(2))
                + (mo == null ? "" : like(date.getMonthValue(), mo) + m.group(4))
                + (d == null ? "" : like(date.getDayOfMonth(), d) + m.group(6))
                + m.group(7),
        date ->
            (y == null ? "" : year(date, y) + m.group(2))
                + (mo == null ? "" : like(date.getMonthValue(), mo) + m.group(4).strip()));
  }

  private Optional<String> digits(String written) {
    Matcher m = YEAR_FIRST.matcher(written);
    if (m.matches() && !leftOver(m.group(6))) {
      Optional<Integer> day = number(m.group(5));
      return written(
          new Parts(number(m.group(1)), number(m.group(3)), day),
          date ->
              date.getYear()
                  + m.group(2)
                  + like(date.getMonthValue(), m.group(3))
                  + (day.isEmpty()
                      ? ""
                      : m.group(4) + like(date.getDayOfMonth(), m.group(5)))
                  + m.group(6),
          date -> date.getYear() + m.group(2) + like(date.getMonthValue(), m.group(3)));
    }
    Matcher c = COMPACT.matcher(written);
    if (c.matches() && !leftOver(c.group(4))) {
      return written(
          new Parts(number(c.group(1)), number(c.group(2)), number(c.group(3))),
          date -> date.toString().replace("-", "") + c.group(4),
          date -> date.toString().replace("-", "").substring(0, 6));
    }
    return yearLast(written)
        .or(() -> monthDay(written))
        .or(() -> yearAlone(written));
  }

  private Optional<String> yearLast(String written) {
    Matcher s = SHORT_YEAR_FIRST.matcher(written);
    // 23-05-06 could be any order; 87-05-06 can only begin with the year.
    boolean yearFirst = s.matches() && number(s.group(1)).orElse(0) > 31;
    if (yearFirst && !leftOver(s.group(6))) {
      return written(
          new Parts(number(s.group(1)).map(DateSurrogate::century), number(s.group(3)), number(s.group(5))),
          date ->
              two(date.getYear()) + s.group(2) + like(date.getMonthValue(), s.group(3))
                  + s.group(4) + like(date.getDayOfMonth(), s.group(5)) + s.group(6),
          date -> two(date.getYear()) + s.group(2) + like(date.getMonthValue(), s.group(3)));
    }
    Matcher m = YEAR_LAST.matcher(written);
    if (!m.matches() || leftOver(m.group(6))) {
      return Optional.empty();
    }
    int first = number(m.group(1)).orElse(0);
    int second = number(m.group(3)).orElse(0);
    boolean monthFirst = first <= 12;
    int month = monthFirst ? first : second;
    int day = monthFirst ? second : first;
    Optional<Integer> year = number(m.group(5)).map(y -> y < 100 ? century(y) : y);
    return written(
        new Parts(year, Optional.of(month), Optional.of(day)),
        date -> {
          String mo = like(date.getMonthValue(), monthFirst ? m.group(1) : m.group(3));
          String d = like(date.getDayOfMonth(), monthFirst ? m.group(3) : m.group(1));
          return (monthFirst ? mo + m.group(2) + d : d + m.group(2) + mo)
              + m.group(4)
              + year(date, m.group(5))
              + m.group(6);
        },
        date -> like(date.getMonthValue(), "00") + m.group(2) + year(date, m.group(5)));
  }

  private Optional<String> monthDay(String written) {
    Matcher m = MONTH_DAY.matcher(written);
    return m.matches() && !leftOver(m.group(4))
        ? written(
            new Parts(Optional.empty(), number(m.group(1)), number(m.group(3))),
            date ->
                like(date.getMonthValue(), m.group(1))
                    + m.group(2)
                    + like(date.getDayOfMonth(), m.group(3))
                    + m.group(4),
            date -> like(date.getMonthValue(), m.group(1)))
        : Optional.empty();
  }

  private Optional<String> yearAlone(String written) {
    Matcher m = YEAR.matcher(written);
    return m.matches() && !leftOver(m.group(2))
        ? written(
            new Parts(number(m.group(1)), Optional.empty(), Optional.empty()),
            date -> date.getYear() + m.group(2),
            date -> Integer.toString(date.getYear()))
        : Optional.empty();
  }

  /** May 6th, 2023; 6 May 2023; May 2023: a month by name, numbers by their size. */
  private Optional<String> words(String written) {
    Matcher m = WORDS.matcher(written);
    String month = null;
    String day = null;
    String year = null;
    java.util.List<String> tokens = new java.util.ArrayList<>();
    while (m.find()) {
      String token = m.group();
      tokens.add(token);
      Optional<Integer> value = Character.isDigit(token.charAt(0)) ? number(token) : Optional.empty();
      if (MONTHS.containsKey(token.toLowerCase(Locale.ROOT)) && month == null) {
        month = token;
      } else if (value.isPresent() && token.length() == 4 && year == null) {
        year = token;
      } else if (value.isPresent() && value.get() >= 1 && value.get() <= 31 && day == null) {
        day = token;
      }
    }
    if (month == null) {
      return Optional.empty();
    }
    String mo = month;
    String d = day;
    String y = year;
    Parts parts =
        new Parts(
            number(y),
            Optional.ofNullable(MONTHS.get(mo.toLowerCase(Locale.ROOT))),
            number(d));
    return written(
        parts,
        date -> {
          StringBuilder out = new StringBuilder();
          for (String token : tokens) {
            if (token.equals(mo)) {
              TextStyle style = mo.length() > 4 || mo.equalsIgnoreCase("may") ? TextStyle.FULL : TextStyle.SHORT;
              out.append(date.getMonth().getDisplayName(style, Locale.ENGLISH));
            } else if (token.equals(d)) {
              out.append(like(date.getDayOfMonth(), d));
            } else if (token.equals(y)) {
              out.append(date.getYear());
            } else {
              out.append(token);
            }
          }
          return out.toString().replaceAll("(?<=\\d)(?:st|nd|rd|th)\\b", "");
        },
        date ->
            date.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH)
                + (y == null ? "" : " " + date.getYear()));
  }

  /** The date by the policy, in full or to the month. */
  private Optional<String> written(Parts parts, Form whole, Form toMonth) {
    if (dates instanceof Dates.Shift) {
      return parts.moved(days).map(whole::of);
    }
    return parts.moved(0)
        .flatMap(
            date ->
                switch (((Dates.Keep) dates).precision()) {
                  case DAY -> Optional.of(whole.of(date));
                  case MONTH ->
                      parts.month().isPresent()
                          ? Optional.of(parts.day().isPresent() ? toMonth.of(date) : whole.of(date))
                          : parts.year().map(y -> Integer.toString(y));
                  case YEAR -> parts.year().map(y -> Integer.toString(y));
                  case NONE -> Optional.empty();
                });
  }

  /** Whether what follows a date holds more of one than a time of day. */
  private static boolean leftOver(String rest) {
    return rest.matches("(?s).*(?:\\d{4}|[年月]|\\d\\s*[-/]\\s*\\d).*");
  }

  private static int century(int year) {
    return year > 40 ? 1900 + year : 2000 + year;
  }

  private static String two(int year) {
    return String.format(Locale.ROOT, "%02d", year % 100);
  }

  /** The year in as many digits, or in numerals, as {@code model} has. */
  private static String year(LocalDate date, String model) {
    String digits = model.length() == 2 ? two(date.getYear()) : Integer.toString(date.getYear());
    if (Note.isDigit(model.charAt(0))) {
      return digits;
    }
    StringBuilder numerals = new StringBuilder();
    for (char digit : digits.toCharArray()) {
      char zero = model.indexOf('零') >= 0 ? '零' : model.indexOf('○') >= 0 ? '○' : '〇';
      numerals.append(digit == '0' ? zero : NUMERALS.charAt(digit - '0'));
    }
    return numerals.toString();
  }

  /** A month or day in the form of {@code model}: 05, 5, 五, 二十一. */
  private static String like(int value, String model) {
    if (Note.isDigit(model.charAt(0))) {
      boolean padded = model.length() == 2 && model.charAt(0) == '0' || model.equals("00");
      return padded || model.length() == 2 ? String.format(Locale.ROOT, "%02d", value) : Integer.toString(value);
    }
    String ones = value % 10 == 0 ? "" : NUMERALS.substring(value % 10, value % 10 + 1);
    String tens =
        value < 10 ? "" : value < 20 ? "十" : NUMERALS.charAt(value / 10) + "十";
    return tens + ones;
  }

  private static Optional<Integer> number(@org.jspecify.annotations.Nullable String written) {
    if (written == null || written.isEmpty()) {
      return Optional.empty();
    }
    if (Note.isDigit(written.charAt(0))) {
      return Optional.of(Integer.parseInt(written));
    }
    int ten = written.indexOf('十');
    if (ten >= 0) {
      int tens = ten == 0 ? 1 : NUMERALS.indexOf(written.charAt(0));
      int ones = ten + 1 < written.length() ? NUMERALS.indexOf(written.charAt(ten + 1)) : 0;
      return Optional.of(tens * 10 + ones);
    }
    int value = 0;
    for (char c : written.toCharArray()) {
      value = value * 10 + Math.max(0, NUMERALS.indexOf(c));
    }
    return Optional.of(value);
  }
}
