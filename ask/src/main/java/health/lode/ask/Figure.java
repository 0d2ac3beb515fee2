package health.lode.ask;

import java.util.List;

/**
 * One aggregate of a question: which figures a hospital computes for it, and how they are finished
 * after the merge.
 *
 * @param kind what is computed
 * @param whole true if its values are whole numbers, summed without a fraction
 * @param tokens positions, in the row's signature, of the yes/no facts that it could tell
 */
record Figure(Kind kind, boolean whole, List<Integer> tokens) {
  /** The aggregates a question may use. */
  enum Kind {
    ROWS(false, false),
    VALUES(false, false),
    PERSONS(false, false),
    RECORDS(false, false),
    SUM(true, false),
    AVG(true, false),
    STDDEV_SAMP(true, true),
    STDDEV_POP(true, true),
    VAR_SAMP(true, true),
    VAR_POP(true, true);

    private final boolean sums;
    private final boolean squares;

    Kind(boolean sums, boolean squares) {
      this.sums = sums;
      this.squares = squares;
    }

    boolean sums() {
      return sums;
    }

    boolean squares() {
      return squares;
    }

    /** How many numbers a hospital sends for one cell. */
    int width() {
      return squares ? 3 : this == AVG ? 2 : 1;
    }
  }

  Figure {
    tokens = List.copyOf(tokens);
  }
}
