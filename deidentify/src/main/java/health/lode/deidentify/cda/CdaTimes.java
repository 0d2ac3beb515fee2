package health.lode.deidentify.cda;

import health.lode.deidentify.fhir.FhirDates;
import health.lode.deidentify.policy.Dates;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Points in time of HL7 v3 (TS: {@code YYYYMMDDHHMMSS.UUUU±ZZZZ}); shifted at the precision they
 * have.
 */
final class CdaTimes {
  private static final Pattern FORM =
      Pattern.compile(
          "([0-9]{4})(?:([0-9]{2})(?:([0-9]{2})((?:[0-9]{2}){0,3}(?:\\.[0-9]{1,6})?))?)?"
              + "([+-][0-9]{2,4})?");

  private CdaTimes() {}

  static Optional<String> apply(Dates dates, OptionalInt shift, String value) {
    return split(value)
        .flatMap(
            parts -> {
              Optional<String> day = FhirDates.apply(dates, shift, "dateTime", parts[0]);
              return day.map(d -> d.replace("-", ""))
                  .map(d -> d.length() < 8 || isCut(dates, shift) ? d : d + parts[1]);
            });
  }

  /** Whether the time of day goes because only a precision of the date stays. */
  private static boolean isCut(Dates dates, OptionalInt shift) {
    return dates instanceof Dates.Keep || shift.isEmpty();
  }

  static Optional<String> truncated(String value, boolean month) {
    return split(value).flatMap(p -> FhirDates.truncated(p[0], month)).map(d -> d.replace("-", ""));
  }

  static Optional<String> birthYear(OptionalInt shift, String value, LocalDate today) {
    return split(value).flatMap(p -> FhirDates.birthYear(shift, p[0], today));
  }

  static boolean isTime(String value) {
    return split(value).filter(p -> FhirDates.isDate(p[0])).isPresent();
  }

  /** The date as FHIR writes it, and the time of day with its zone as it stands. */
  private static Optional<String[]> split(String value) {
    Matcher matcher = FORM.matcher(value);
    if (value.length() > 32 || !matcher.matches()) {
      return Optional.empty();
    }
    StringBuilder date = new StringBuilder(matcher.group(1));
    for (int group = 2; group <= 3; group++) {
      if (matcher.group(group) != null) {
        date.append('-').append(matcher.group(group));
      }
    }
    String time = matcher.group(4) == null ? "" : matcher.group(4);
    String zone = matcher.group(5) == null || time.isEmpty() ? "" : matcher.group(5);
    return Optional.of(new String[] {date.toString(), time + zone});
  }
}
