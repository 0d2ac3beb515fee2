package health.lode.deidentify.dicom;

import health.lode.deidentify.dicom.part10.Vr;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One patient's dates under the policy's rule. Times of day stay under a shift by whole days. Not
 * safe for several threads.
 */
final class DateChange {
  private final Dates dates;
  private final int days;
  private String lastDigits = "";
  private Optional<String> last = Optional.empty();

  DateChange(Dates dates, Pseudonyms pseudonyms, String patient) {
    this.dates = dates;
    this.days = dates instanceof Dates.Shift shift ? pseudonyms.shiftDays(shift, patient) : 0;
  }

  /** The changed values of a DA, TM or DT; empty where they are no dates. */
  Optional<String> changed(Vr vr, String text) {
    List<String> out = new ArrayList<>();
    for (String value : text.split("\\\\", -1)) {
      String plain = Values.trimmed(value).strip();
      Optional<String> one = plain.isEmpty() ? Optional.of("") : one(vr, plain);
      if (one.isEmpty()) {
        return Optional.empty();
      }
      out.add(one.get());
    }
    return Optional.of(String.join("\\", out));
  }

  private Optional<String> one(Vr vr, String value) {
    if (!Values.wellFormed(vr, value)) {
      return Optional.empty();
    }
    if (dates instanceof Dates.Keep keep) {
      return kept(vr, value, keep.precision());
    }
    return switch (vr) {
      case TM -> Optional.of(value);
      case DA -> date(value.replace(".", ""));
      default -> dateTime(value);
    };
  }

  private Optional<String> date(String digits) {
    if (digits.equals(lastDigits)) {
      return last; // a file says its few dates many times
    }
    lastDigits = digits;
    last = shifted(digits);
    return last;
  }

  private Optional<String> shifted(String digits) {
    if (digits.length() != 8) {
      return Optional.empty(); // a range: not a date to shift
    }
    try {
      int number = Integer.parseInt(digits);
      LocalDate date =
          LocalDate.of(number / 10_000, number / 100 % 100, number % 100).plusDays(days);
      if (date.getYear() < 0 || date.getYear() > 9999) {
        return Optional.empty();
      }
      number = date.getYear() * 10_000 + date.getMonthValue() * 100 + date.getDayOfMonth();
      return Optional.of(Integer.toString(100_000_000 + number).substring(1));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty(); // no such day
    }
  }

  private Optional<String> dateTime(String value) {
    if (value.length() < 8 || !value.substring(0, 8).chars().allMatch(Character::isDigit)) {
      return Optional.empty(); // a month or a year cannot be shifted by days
    }
    return date(value.substring(0, 8)).map(day -> day + value.substring(8));
  }

  private static Optional<String> kept(Vr vr, String value, Dates.Precision precision) {
    String digits = value.replace(".", "");
    int length = precision == Dates.Precision.YEAR ? 4 : 6;
    return switch (vr) {
      case DA ->
          digits.length() < 8
              ? Optional.empty()
              : Optional.of((digits.substring(0, length) + "0101").substring(0, 8));
      case DT -> Optional.of(value.substring(0, Math.min(length, value.length())));
      default -> Optional.of(""); // the time of day is finer than what is kept
    };
  }
}
