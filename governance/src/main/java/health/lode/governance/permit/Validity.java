package health.lode.governance.permit;

import java.time.LocalDate;

/** First and last day of a permit, both included, in the hospital's own time. */
public record Validity(LocalDate from, LocalDate until) {
  public Validity {
    if (until.isBefore(from)) {
      throw new IllegalArgumentException("a permit ends before it begins");
    }
  }
}
