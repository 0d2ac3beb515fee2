package health.lode.deidentify.risk;

/**
 * The superpopulation model of Pitman (1995) with parameters {@code alpha} in (0, 1) and {@code
 * theta} above {@code -alpha}, fitted to the class sizes of a sample by maximum likelihood as
 * Hoshino (2001, "Applying Pitman's sampling formula to microdata disclosure risk assessment",
 * Journal of Official Statistics 17) does. Given the sample, the persons of the population still
 * unseen join a class of f seen persons by a beta-binomial draw; that gives the chance that a
 * sample unique is unique in the population, and the mean of one over a class's size there.
 */
record Pitman(double alpha, double theta, long sample) {
  private static final double SMALLEST_ALPHA = 1e-6;
  private static final int STEPS = 80;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int MOST_TERMS = 200_000;

  /** Fits the model; needs classes of at least two sizes, as the likelihood has no summit else. */
  static Pitman fit(ClassSizes sizes) {
    double low = SMALLEST_ALPHA;
    double high = 1 - SMALLEST_ALPHA;
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = likelihood(sizes, left, theta(sizes, left));
    double atRight = likelihood(sizes, right, theta(sizes, right));
    for (int i = 0; i < STEPS && high - low > 1e-9; i++) {
      if (atLeft > atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = likelihood(sizes, left, theta(sizes, left));
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = likelihood(sizes, right, theta(sizes, right));
      }
    }
    double alpha = (low + high) / 2;
    return new Pitman(alpha, theta(sizes, alpha), sizes.persons());
  }

  /** The theta at which the likelihood's derivative in theta vanishes, by bisection. */
  private static double theta(ClassSizes sizes, double alpha) {
    double low = Math.log(1e-9);
    double high = Math.log(1e15);
    for (int i = 0; i < 120; i++) {
      double middle = (low + high) / 2;
      if (slope(sizes, alpha, Math.exp(middle) - alpha) > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.exp((low + high) / 2) - alpha;
  }

  private static double slope(ClassSizes sizes, double alpha, double theta) {
    double u = sizes.count();
    double n = sizes.persons();
    return (Gamma.digamma(theta / alpha + u) - Gamma.digamma(theta / alpha + 1)) / alpha
        - Gamma.digamma(theta + n)
        + Gamma.digamma(theta + 1);
  }

  /** The logarithm of Pitman's sampling formula, without what does not depend on the parameters. */
  private static double likelihood(ClassSizes sizes, double alpha, double theta) {
    double u = sizes.count();
    double n = sizes.persons();
    double sum =
        (u - 1) * Math.log(alpha)
            + Gamma.log(theta / alpha + u)
            - Gamma.log(theta / alpha + 1)
            - Gamma.log(theta + n)
            + Gamma.log(theta + 1);
    double one = Gamma.log(1 - alpha);
    for (int i = 0; i < sizes.distinctSizes(); i++) {
      sum += sizes.classesAt(i) * (Gamma.log(sizes.size(i) - alpha) - one);
    }
    return sum;
  }

  /** The chance that a class of {@code f} in the sample gains nobody in the population. */
  double staysSo(int f, long population) {
    return Math.exp(logStaysSo(f, (double) population - sample));
  }

  private double logStaysSo(int f, double unseen) {
    double b = theta + sample - f + alpha;
    return Gamma.log(b + unseen)
        - Gamma.log(b)
        - Gamma.log(theta + sample + unseen)
        + Gamma.log(theta + sample);
  }

  /**
   * The mean of one over the class's size in the population, where it has {@code f} in the sample.
   */
  double meanRisk(int f, long population) {
    double unseen = population - sample;
    if (unseen == 0) {
      return 1.0 / f;
    }
    double a = f - alpha;
    double b = theta + sample - a;
    double log = logStaysSo(f, unseen);
    if (log < -600) {
      // Many unseen members: two moments of the beta-binomial draw are enough.
      double mean = f + unseen * a / (a + b);
      double variance = unseen * a * b * (a + b + unseen) / ((a + b) * (a + b) * (a + b + 1));
      return Math.min(1.0 / f, (1 + variance / (mean * mean)) / mean);
    }
    double chance = Math.exp(log);
    double seen = 0;
    double risk = 0;
    for (int x = 0; x <= unseen && x < MOST_TERMS; x++) {
      seen += chance;
      risk += chance / (f + x);
      if (1 - seen < 1e-10) {
        return risk;
      }
      chance *= (unseen - x) / (x + 1.0) * (a + x) / (b + unseen - x - 1);
    }
    // What is left lies beyond the last term, so this bounds it from above.
    return risk + Math.max(0, 1 - seen) / (f + Math.min(MOST_TERMS, unseen));
  }
}
