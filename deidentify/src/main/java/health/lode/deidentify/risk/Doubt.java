package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.Locale;

/**
 * Evidence that the classes were counted over something else than persons. While a doubt stands, no
 * grade above L2 may be claimed, whatever the numbers say.
 *
 * @param because what was seen: columns, counts, never a value
 * @param wayOut what resolves it
 */
public record Doubt(Kind kind, String column, Words because, Words wayOut) {

  /** What is in doubt. */
  public enum Kind {
    /** No person column was named, and a column that tells persons apart has repeats. */
    PERSONS_REPEAT,
    /** More rows share birth date and sex than chance gives. */
    BIRTH_DATES_REPEAT,
    /** Another column has fewer persons than the one that was named. */
    PERSON_COLUMN_TOO_FINE,
    /** Rows have no entry in the person column. */
    PERSON_MISSING;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
