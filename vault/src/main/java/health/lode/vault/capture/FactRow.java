package health.lode.vault.capture;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * One row on its way into an intake table. Columns are named as in OMOP; a column that the table
 * does not have is a programming error ({@link IllegalArgumentException}). A null value leaves the
 * column empty.
 */
public interface FactRow {
  /** The source's key of the patient this row is about; unknown patients get a placeholder. */
  FactRow patient(String patientKey);

  /** The fact key of the {@code visit_occurrence} this row belongs to. */
  FactRow visit(@Nullable String visitKey);

  /** Later versions win over earlier ones; default 0. For example epoch milliseconds. */
  FactRow version(long version);

  /** The source takes this fact back (entered in error, cancelled, deleted). */
  FactRow retracted();

  /**
   * The row whose generated id goes into {@code column}; must be of the same record, made before.
   */
  FactRow parent(String column, FactRow row);

  FactRow text(String column, @Nullable String value);

  FactRow integer(String column, @Nullable Long value);

  FactRow number(String column, @Nullable BigDecimal value);

  FactRow date(String column, @Nullable LocalDate value);

  FactRow dateTime(String column, @Nullable LocalDateTime value);

  /**
   * A moment as the source wrote it, into a date and a date-time column; local wall clock, never
   * shifted. Year or month alone fill the first day and leave the time empty; see {@link
   * WrittenMoment}.
   */
  default FactRow moment(
      String dateColumn, @Nullable String dateTimeColumn, @Nullable WrittenMoment m) {
    if (m != null) {
      date(dateColumn, m.date());
      if (dateTimeColumn != null) {
        dateTime(dateTimeColumn, m.dateTime());
      }
    }
    return this;
  }
}
