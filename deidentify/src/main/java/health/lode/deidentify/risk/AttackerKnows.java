package health.lode.deidentify.risk;

import java.util.Locale;

/** What the attacker is taken to know of a person who has several rows. */
public enum AttackerKnows {
  /**
   * One row, and no one knows which: a class is the persons who have such a row, and a person's
   * risk is that of their worst row. Rows of tables that have one row a person are known besides.
   */
  ONE_ROW,

  /**
   * All rows, as a set: a class is the persons with the very same set of different rows. Nobody who
   * knows only some of the rows can do better; this is the default.
   */
  ALL_ROWS,

  /** All rows and how many there are of each person: 40 admissions are another class than two. */
  ALL_ROWS_AND_THEIR_NUMBER;

  /** How it is written on a command line and in JSON: {@code one-row}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
