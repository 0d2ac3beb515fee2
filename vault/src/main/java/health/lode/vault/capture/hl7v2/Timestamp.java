package health.lode.vault.capture.hl7v2;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.WrittenMoment.Precision;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HL7 v2 dates and times (DT, TS, DTM): {@code YYYY[MM[DD[HH[MM[SS[.S...]]]]]][+/-ZZZZ]}, local
 * wall clock as written. Punctuated forms that leave no doubt ({@code 2026-01-31 08:15:00}), which
 * many senders write, are read too.
 */
final class Timestamp {
  private static final Pattern WRITTEN =
      Pattern.compile(
          "(\\d{4})(?:[-/]?(\\d{2})(?:[-/]?(\\d{2})"
              + "(?:[T ]?(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.\\d{1,9})?)?)?)?)?)?"
              + "\\s*(?:[+-]\\d{2}:?\\d{2}|Z)?");

  private Timestamp() {}

  /**
   * The moment in a field's first component; null where nothing was sent.
   *
   * @throws QuarantinedException naming the field where it cannot be read
   */
  static @Nullable WrittenMoment read(Segment segment, int field) throws QuarantinedException {
    return read(segment.value(field), segment.place(field));
  }

  static @Nullable WrittenMoment read(String written, String place) throws QuarantinedException {
    String text = written.strip();
    // A date of all noughts is how some systems write "none".
    if (text.isEmpty() || text.matches("0+")) {
      return null;
    }
    Matcher m = WRITTEN.matcher(text);
    try {
      if (m.matches()) {
        return moment(text, m);
      }
    } catch (DateTimeException e) {
      // Falls through: the thirteenth month is as unreadable as a word.
    }
    throw Quarantine.of("DATE_UNREADABLE", place, "This is no HL7 date or time", "此处不是 HL7 日期或时间")
        .asException();
  }

  private static WrittenMoment moment(String text, Matcher m) {
    LocalDate date = LocalDate.of(number(m, 1, 0), number(m, 2, 1), number(m, 3, 1));
    if (m.group(4) != null) {
      // Hour 24 and second 60 are written by some senders; neither can be stored as such.
      LocalDateTime time = date.atTime(number(m, 4, 0), number(m, 5, 0), number(m, 6, 0));
      return new WrittenMoment(text, date, time, Precision.TIME);
    }
    Precision precision =
        m.group(3) != null ? Precision.DAY : m.group(2) != null ? Precision.MONTH : Precision.YEAR;
    LocalDateTime midnight = precision == Precision.DAY ? date.atStartOfDay() : null;
    return new WrittenMoment(text, date, midnight, precision);
  }

  /** A moment as a version: later written wins. Zones are left aside, as everywhere. */
  static long version(@Nullable WrittenMoment moment) {
    if (moment == null) {
      return 0;
    }
    LocalDateTime time =
        moment.dateTime() == null ? moment.date().atStartOfDay() : moment.dateTime();
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static int number(Matcher m, int group, int otherwise) {
    return m.group(group) == null ? otherwise : Integer.parseInt(m.group(group));
  }
}
