package health.lode.deidentify.mark;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Values as they are compared: however a program wrote the number or the date again. */
final class Plain {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}(\\.[0-9]{0,12})?");
  private static final Pattern DATE =
      Pattern.compile("([0-9]{4})([-/.]?)([0-9]{1,2})\\2([0-9]{1,2})(?![0-9])(.*)");

  private Plain() {}

  /**
   * A date with what stood around it.
   *
   * @param separator between year, month and day; may be empty
   * @param rest what follows, for example a time
   */
  record Day(LocalDate date, String separator, String rest) {
    String with(LocalDate other) {
      return String.format(
          Locale.ROOT,
          "%04d%s%02d%s%02d%s",
          other.getYear(),
          separator,
          other.getMonthValue(),
          separator,
          other.getDayOfMonth(),
          rest);
    }
  }

  static Optional<BigDecimal> number(String value) {
    String text = value.strip();
    return NUMBER.matcher(text).matches()
        ? Optional.of(new BigDecimal(text.endsWith(".") ? text + "0" : text))
        : Optional.empty();
  }

  /** A date that begins {@code value}; a time may follow. */
  static Optional<Day> day(String value) {
    Matcher match = DATE.matcher(value.strip());
    if (!match.matches() || (match.group(2).isEmpty() && match.group(3).length() != 2)) {
      return Optional.empty();
    }
    String rest = match.group(5);
    if (!rest.isEmpty() && rest.charAt(0) != 'T' && rest.charAt(0) != ' ') {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Day(
              LocalDate.of(
                  Integer.parseInt(match.group(1)),
                  Integer.parseInt(match.group(3)),
                  Integer.parseInt(match.group(4))),
              match.group(2),
              rest));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The same text for the same value, however it is written. */
  static String of(String value) {
    Optional<BigDecimal> number = number(value);
    if (number.isPresent()) {
      return plain(number.get());
    }
    Optional<Day> day = day(value);
    if (day.isPresent()) {
      return day.get().date().toString();
    }
    return Normalizer.normalize(value, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
  }

  /** As {@link #of}, keeping only a number's first significant digits. */
  static String of(String value, int digits) {
    return number(value)
        .map(n -> plain(n.round(new MathContext(digits, RoundingMode.HALF_UP))))
        .orElseGet(() -> of(value));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
