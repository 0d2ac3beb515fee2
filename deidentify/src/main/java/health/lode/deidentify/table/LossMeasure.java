package health.lode.deidentify.table;

/** What the search makes small. */
public enum LossMeasure {
  /**
   * Iyengar 2002, as ARX 3.9 normalises it: for each column the mean share of the domain that a
   * cell's label stands for, stretched so that untouched is 0 and everything suppressed is 1; the
   * columns' weighted arithmetic mean.
   */
  LOSS("loss"),
  /** The same columns' losses joined by the geometric mean of 1 + loss, less 1: ARX's default. */
  LOSS_GEOMETRIC("loss-geometric"),
  /** Bayardo and Agrawal 2005: the sum of squared class sizes; a suppressed row counts as rows. */
  DISCERNIBILITY("discernibility"),
  /**
   * De Waal and Willenborg 1999, non-uniform entropy: bits needed to get the values back from the
   * labels, summed over rows and columns; of the suppressed rows also the bits to get their labels
   * back.
   */
  ENTROPY("entropy"),
  /** The same without the suppressed rows' labels: ARX's monotonic variant. */
  ENTROPY_MONOTONIC("entropy-monotonic");

  private final String key;

  LossMeasure(String key) {
    this.key = key;
  }

  /** As the policy and the JSON name it. */
  public String key() {
    return key;
  }
}
