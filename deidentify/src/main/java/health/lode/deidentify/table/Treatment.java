package health.lode.deidentify.table;

import java.util.Optional;

/** What becomes of a column's values one by one, besides generalisation. */
sealed interface Treatment {

  /** A keyed pseudonym in a domain; the domain {@code patient} agrees with every kind of data. */
  record Pseudonym(Form form, String domain) implements Treatment {
    enum Form {
      CODE,
      NUMBER,
      DIGITS
    }
  }

  /** As the policy's {@code dates} say: moved by the person's own days, or kept to a precision. */
  record DatePolicy() implements Treatment {}

  /** To the nearest multiple. */
  record Round(double step) implements Treatment {}

  /** Values below and above become {@code <bottom} and {@code >top}. */
  record Limits(Optional<Double> bottom, Optional<Double> top) implements Treatment {}

  /**
   * Groups of at least {@code k} rows of neighbouring values become their mean or median; the
   * groups are those with the least squared error (Hansen and Mukherjee 2003).
   */
  record Microaggregate(int k, Centre centre) implements Treatment {
    enum Centre {
      MEAN,
      MEDIAN
    }
  }
}
