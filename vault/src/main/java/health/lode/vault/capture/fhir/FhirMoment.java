package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.WrittenMoment.Precision;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * FHIR's date, dateTime and instant ({@code YYYY}, {@code YYYY-MM}, {@code YYYY-MM-DD}, {@code
 * YYYY-MM-DDThh:mm:ss.sss+zz:zz}): the wall clock as written, whatever the zone.
 */
final class FhirMoment {
  private FhirMoment() {}

  static @Nullable WrittenMoment of(JsonNode node) {
    String text = Resource.textOf(node);
    return text == null ? null : of(text);
  }

  /** Null where the text is no date at all. */
  static @Nullable WrittenMoment of(String text) {
    try {
      return switch (text.length()) {
        case 4 -> day(text, LocalDate.of(number(text, 0, 4), 1, 1), Precision.YEAR);
        case 7 ->
            day(text, LocalDate.of(number(text, 0, 4), number(text, 5, 7), 1), Precision.MONTH);
        case 10 -> day(text, date(text), Precision.DAY);
        default -> text.length() < 13 || text.charAt(10) != 'T' ? null : time(text);
      };
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  private static WrittenMoment day(String text, LocalDate date, Precision precision) {
    return new WrittenMoment(
        text, date, precision == Precision.DAY ? date.atStartOfDay() : null, precision);
  }

  private static LocalDate date(String text) {
    if (text.charAt(4) != '-' || text.charAt(7) != '-') {
      throw new DateTimeException(text);
    }
    return LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
  }

  private static WrittenMoment time(String text) {
    int end = 11;
    while (end < text.length() && "+-Z".indexOf(text.charAt(end)) < 0) {
      end++;
    }
    LocalTime time = LocalTime.parse(text.substring(11, end).replace("24:00", "00:00"));
    return new WrittenMoment(text, date(text), LocalDateTime.of(date(text), time), Precision.TIME);
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
