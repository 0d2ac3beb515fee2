package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.time.LocalDate;

/**
 * Dates moved by the patient's days, in the form in which they are written, or cut to a precision.
 * A date without a year is moved within the last year that the note names before it.
 */
final class DateSurrogates {
  private static final int ORDINARY_YEAR = 2023;
  private final Note note;
  private final Dates dates;
  private final int days;
  private int year = ORDINARY_YEAR;

  DateSurrogates(Note note, Dates dates, Pseudonyms pseudonyms, String patient) {
    this.note = note;
    this.dates = dates;
    this.days = dates instanceof Dates.Shift shift ? pseudonyms.shiftDays(shift, patient) : 0;
  }

  /** Whether dates are left as they are. */
  boolean stays() {
    return dates instanceof Dates.Keep keep && keep.precision() == Dates.Precision.DAY;
  }

  /** Empty where the form is not understood or nothing of it may stay. */
  String of(Finding finding, String plain) {
    DateForm form = DateForm.read(plain, note.chinese);
    if (form == null) {
      return "";
    }
    if (dates instanceof Dates.Keep keep) {
      return form.cut(keep.precision(), note.chinese);
    }
    int given = form.year();
    if (given > 0) {
      year = given;
    }
    LocalDate moved;
    try {
      moved =
          LocalDate.of(
                  given > 0 ? given : year,
                  form.month() > 0 ? form.month() : 7,
                  form.day() > 0 ? form.day() : form.month() > 0 ? 15 : 1)
              .plusDays(days);
    } catch (java.time.DateTimeException noSuchDay) {
      return "";
    }
    String made = form.with(moved);
    return made.equals(plain) ? "" : made;
  }
}
