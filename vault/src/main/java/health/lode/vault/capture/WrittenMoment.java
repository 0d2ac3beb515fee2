package health.lode.vault.capture;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A date or time as a source wrote it, at the precision it was written with.
 *
 * @param text as written
 * @param date the day; first day of the month or year where only those were written
 * @param dateTime local wall clock, or midnight of {@link #date} where no time was written
 * @param precision how much of it was written
 */
public record WrittenMoment(
    String text, LocalDate date, @Nullable LocalDateTime dateTime, Precision precision) {
  /** The smallest written unit. */
  public enum Precision {
    YEAR,
    MONTH,
    DAY,
    TIME
  }
}
