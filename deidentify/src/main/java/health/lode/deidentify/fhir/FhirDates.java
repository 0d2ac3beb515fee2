package health.lode.deidentify.fhir;

import health.lode.deidentify.policy.Dates;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates, dateTimes and instants (FHIR R4, data types). A shift keeps the precision: of a month the
 * 15th is moved, of a year the 1st of July, and what was not said stays unsaid; so the order of a
 * patient's dates of one precision is kept. Time of day and zone stay.
 */
public final class FhirDates {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})"
              + "(T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]{1,9})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)?");

  private FhirDates() {}

  /** How much a date says. */
  private enum Said {
    YEAR,
    MONTH,
    DAY,
    TIME
  }

  private record Parts(LocalDate day, Said said, String time) {
    String written() {
      String text = day.toString();
      return switch (said) {
        case YEAR -> text.substring(0, 4);
        case MONTH -> text.substring(0, 7);
        case DAY -> text;
        case TIME -> text + time;
      };
    }
  }

  private static Optional<Parts> parts(String text) {
    Matcher matcher = FORM.matcher(text);
    if (text.length() > 40 || !matcher.matches()) {
      return Optional.empty();
    }
    try {
      int year = Integer.parseInt(matcher.group(1));
      if (matcher.group(2) == null) {
        return Optional.of(new Parts(LocalDate.of(year, 7, 1), Said.YEAR, ""));
      }
      int month = Integer.parseInt(matcher.group(2));
      if (matcher.group(3) == null) {
        return Optional.of(new Parts(LocalDate.of(year, month, 15), Said.MONTH, ""));
      }
      LocalDate day = LocalDate.of(year, month, Integer.parseInt(matcher.group(3)));
      String time = matcher.group(4);
      return Optional.of(
          new Parts(day, time == null ? Said.DAY : Said.TIME, time == null ? "" : time));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public static boolean isDate(String text) {
    return parts(text).isPresent();
  }

  /**
   * What the policy makes of a date.
   *
   * @param shift the patient's days; empty where no one patient is told, and then only the year
   *     stays
   * @param type the FHIR type; an {@code instant} that would lose its time is gone
   */
  public static Optional<String> apply(Dates dates, OptionalInt shift, String type, String text) {
    return parts(text)
        .flatMap(
            p -> {
              if (dates instanceof Dates.Keep keep) {
                return kept(p, keep.precision());
              }
              return shift.isEmpty() ? kept(p, Dates.Precision.YEAR) : shifted(p, shift.getAsInt());
            })
        .map(
            p ->
                type.equals("instant") && p.said() == Said.DAY
                    ? p.day() + "T00:00:00Z"
                    : p.written())
        .filter(t -> !type.equals("instant") || t.length() > 10);
  }

  private static Optional<Parts> shifted(Parts parts, int days) {
    LocalDate day = parts.day().plusDays(days);
    return day.getYear() < 1 || day.getYear() > 9999
        ? Optional.empty()
        : Optional.of(new Parts(day, parts.said(), parts.time()));
  }

  private static Optional<Parts> kept(Parts parts, Dates.Precision precision) {
    Said most =
        switch (precision) {
          case DAY -> Said.DAY;
          case MONTH -> Said.MONTH;
          case YEAR, NONE -> Said.YEAR;
        };
    if (precision == Dates.Precision.NONE) {
      return Optional.empty();
    }
    Said said = parts.said().compareTo(most) < 0 ? parts.said() : most;
    return Optional.of(new Parts(parts.day(), said, ""));
  }

  /** To the year or the month. */
  public static Optional<String> truncated(String text, boolean month) {
    return parts(text)
        .flatMap(p -> kept(p, month ? Dates.Precision.MONTH : Dates.Precision.YEAR))
        .map(Parts::written);
  }

  /**
   * The year of a birth date after its shift; who is older than 89 on {@code today} was born 90
   * years ago.
   */
  public static Optional<String> birthYear(OptionalInt shift, String text, LocalDate today) {
    return parts(text)
        .flatMap(p -> shifted(p, shift.orElse(0)))
        .map(p -> Math.max(p.day().getYear(), today.getYear() - 90))
        .map(y -> String.format(java.util.Locale.ROOT, "%04d", y));
  }
}
