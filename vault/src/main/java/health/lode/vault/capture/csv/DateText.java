package health.lode.vault.capture.csv;

import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.WrittenMoment.Precision;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Dates as people and systems write them, year first, so that day and month cannot be confused.
 * Anything else needs a pattern in the mapping file. Local wall clock; a zone is left aside.
 */
final class DateText {
  private static final Pattern YEAR_FIRST =
      Pattern.compile(
          "(\\d{4})(?:[-/.年](\\d{1,2})(?:[-/.月](\\d{1,2})日?)?|年)?月?"
              + "(?:[T\\s]\\s*(\\d{1,2})(?:[:时点](?:(\\d{1,2})(?:[:分](?:(\\d{1,2})(?:[.,]\\d{1,9})?秒?)?)?)?)?)?"
              + "\\s*(?:Z|[+-]\\d{2}:?\\d{2})?");

  private static final Pattern DIGITS =
      Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:\\s?(\\d{2})(\\d{2})(\\d{2})?(?:\\.\\d+)?)?");

  private final List<DateTimeFormatter> formats;

  DateText(List<String> patterns) {
    formats = patterns.stream().map(p -> DateTimeFormatter.ofPattern(p, Locale.ROOT)).toList();
  }

  /** Whether {@code pattern} is one of {@code java.time}. */
  static boolean isPattern(String pattern) {
    try {
      return !DateTimeFormatter.ofPattern(pattern, Locale.ROOT).toString().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The moment that {@code text} writes; null where it cannot be read. */
  @Nullable WrittenMoment read(String text) {
    try {
      Matcher m = DIGITS.matcher(text);
      if (!m.matches()) {
        m = YEAR_FIRST.matcher(text);
      }
      if (m.matches()) {
        return moment(text, m);
      }
    } catch (DateTimeException e) {
      return null;
    }
    for (DateTimeFormatter format : formats) {
      WrittenMoment moment = formatted(text, format);
      if (moment != null) {
        return moment;
      }
    }
    return null;
  }

  private static WrittenMoment moment(String text, Matcher m) {
    LocalDate date = LocalDate.of(number(m, 1, 0), number(m, 2, 1), number(m, 3, 1));
    if (m.group(4) != null) {
      LocalDateTime time = date.atTime(number(m, 4, 0), number(m, 5, 0), number(m, 6, 0));
      return new WrittenMoment(text, date, time, Precision.TIME);
    }
    Precision precision =
        m.group(3) != null ? Precision.DAY : m.group(2) != null ? Precision.MONTH : Precision.YEAR;
    return new WrittenMoment(
        text, date, precision == Precision.DAY ? date.atStartOfDay() : null, precision);
  }

  private static @Nullable WrittenMoment formatted(String text, DateTimeFormatter format) {
    try {
      TemporalAccessor parsed = format.parse(text);
      LocalDate date = parsed.query(TemporalQueries.localDate());
      LocalTime time = parsed.query(TemporalQueries.localTime());
      if (date == null) {
        return null;
      }
      boolean timed = time != null && parsed.isSupported(ChronoField.HOUR_OF_DAY);
      return new WrittenMoment(
          text,
          date,
          timed && time != null ? date.atTime(time) : date.atStartOfDay(),
          timed ? Precision.TIME : Precision.DAY);
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A moment as a version: later wins. */
  static long version(WrittenMoment moment) {
    LocalDateTime time =
        moment.dateTime() == null ? moment.date().atStartOfDay() : moment.dateTime();
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static int number(Matcher m, int group, int otherwise) {
    return m.group(group) == null ? otherwise : Integer.parseInt(m.group(group));
  }
}
