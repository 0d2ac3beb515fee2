package health.lode.deidentify.risk;

/** Logarithm of the gamma function and its derivative, for arguments above 0. */
final class Gamma {
  private static final double SHIFT = 12;
  private static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  private Gamma() {}

  /**
   * ln Γ(x), by Stirling's series (Abramowitz and Stegun 6.1.41) from 12 up, by recurrence below.
   */
  static double log(double x) {
    double below = 0;
    double at = x;
    while (at < SHIFT) {
      below += Math.log(at);
      at++;
    }
    double inverse = 1 / at;
    double square = inverse * inverse;
    double series =
        inverse
            * (1.0 / 12
                - square
                    * (1.0 / 360 - square * (1.0 / 1260 - square * (1.0 / 1680 - square / 1188))));
    return (at - 0.5) * Math.log(at) - at + HALF_LOG_TWO_PI + series - below;
  }

  /** ψ(x) (Abramowitz and Stegun 6.3.18). */
  static double digamma(double x) {
    double below = 0;
    double at = x;
    while (at < SHIFT) {
      below += 1 / at;
      at++;
    }
    double inverse = 1 / at;
    double square = inverse * inverse;
    return Math.log(at)
        - inverse / 2
        - square
            * (1.0 / 12
                - square * (1.0 / 120 - square * (1.0 / 252 - square * (1.0 / 240 - square / 132))))
        - below;
  }
}
