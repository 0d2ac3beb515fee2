package health.lode.simulator;

/**
 * Persons with and without cough (R05) who have a disease, in one hospital or by nature.
 *
 * @param coughWith persons with cough and the disease
 */
public record Association(
    long coughWith, long coughWithout, long noCoughWith, long noCoughWithout) {

  Association plus(boolean cough, boolean disease) {
    return new Association(
        coughWith + (cough && disease ? 1 : 0),
        coughWithout + (cough && !disease ? 1 : 0),
        noCoughWith + (!cough && disease ? 1 : 0),
        noCoughWithout + (!cough && !disease ? 1 : 0));
  }

  /** The crude odds ratio; infinite or not a number where a cell is empty. */
  public double oddsRatio() {
    return (double) coughWith * noCoughWithout / ((double) coughWithout * noCoughWith);
  }
}
