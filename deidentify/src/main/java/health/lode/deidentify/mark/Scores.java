package health.lode.deidentify.mark;

/**
 * Scores codewords against what a table says, with a bound on an innocent recipient's score.
 *
 * <p>Everything here is fixed by the table and the key before any codeword is looked at. An
 * innocent recipient's codeword had no part in the table, so that its bits are independent draws of
 * the biases; the chance that it scores {@code s} or more is at most {@code exp(K(t) - t s)} for
 * every {@code t > 0}, where {@code K} is the sum of the positions' exact cumulant functions
 * (Chernoff). Nothing is assumed of the data, of what the leaker did to it, or of noise.
 *
 * <p>Two scores, each with its bound: the log-likelihood ratio under the best fitting of a few
 * models of the leak (one leaker or two or three who mixed their copies; some share of votes
 * wrong), and the symmetric Tardos score (Škorić, Katzenbeisser, Celik: Symmetric Tardos
 * fingerprinting codes for arbitrary alphabet sizes, 2008), which holds against colluders who
 * choose value by value.
 */
final class Scores {
  private static final int MOST_LEAKERS = 3;
  private static final double[] WRONG = {
    0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.44, 0.47
  };

  /** Share of positions that say anything whatever; bounds what one position may weigh. */
  private static final double ODD = 0.02;

  private static final double[] TILTS = tilts();

  private final int leakers;
  private final double wrong;
  private final Linear likelihood;
  private final Linear tardos;

  private Scores(int leakers, double wrong, Linear likelihood, Linear tardos) {
    this.leakers = leakers;
    this.wrong = wrong;
    this.likelihood = likelihood;
    this.tardos = tardos;
  }

  private static double[] tilts() {
    double[] tilts = new double[64];
    for (int i = 0; i < tilts.length; i++) {
      tilts[i] = Math.pow(2, (i - 44) / 4.0);
    }
    return tilts;
  }

  static Scores of(Votes votes, MarkKey key) {
    double best = Double.NEGATIVE_INFINITY;
    int leakers = 1;
    double wrong = WRONG[WRONG.length - 1];
    for (int c = 1; c <= MOST_LEAKERS; c++) {
      for (double w : WRONG) {
        double evidence = 0;
        for (int j = 0; j < MarkKey.POSITIONS; j++) {
          if (votes.ones(j) + votes.zeros(j) > 0) {
            evidence += position(votes, key, j, c, w)[2];
          }
        }
        if (evidence > best) {
          best = evidence;
          leakers = c;
          wrong = w;
        }
      }
    }
    Linear likelihood = new Linear();
    Linear tardos = new Linear();
    for (int j = 0; j < MarkKey.POSITIONS; j++) {
      int heard = votes.ones(j) + votes.zeros(j);
      if (heard == 0) {
        continue;
      }
      double p = key.bias(j);
      double[] log = position(votes, key, j, leakers, wrong);
      likelihood.set(j, p, log[0] - log[2], log[1] - log[2]);
      double agreed = (votes.ones(j) - votes.zeros(j)) / (heard + 1.0);
      tardos.set(j, p, -agreed * Math.sqrt(p / (1 - p)), agreed * Math.sqrt((1 - p) / p));
    }
    likelihood.finish();
    tardos.finish();
    return new Scores(leakers, wrong, likelihood, tardos);
  }

  /** Log-likelihood of a position's votes: the codeword has 0 there, has 1, or is not known. */
  private static double[] position(Votes votes, MarkKey key, int j, int leakers, double wrong) {
    int a = votes.ones(j);
    int b = votes.zeros(j);
    double p = key.bias(j);
    double zero = likelihood(a, b, 0, p, leakers, wrong);
    double one = likelihood(a, b, 1, p, leakers, wrong);
    double any = sum(zero, one) - Math.log(2);
    double oddly = Math.log(ODD) + any;
    double evenly = Math.log1p(-ODD);
    zero = sum(evenly + zero, oddly);
    one = sum(evenly + one, oddly);
    return new double[] {zero, one, sum(Math.log1p(-p) + zero, Math.log(p) + one)};
  }

  private static double likelihood(int a, int b, int bit, double p, int leakers, double wrong) {
    double all = Double.NEGATIVE_INFINITY;
    for (int others = 0; others < leakers; others++) {
      double share = (bit + others) / (double) leakers;
      double q = wrong + (1 - 2 * wrong) * share;
      double weight =
          others * Math.log(p)
              + (leakers - 1 - others) * Math.log1p(-p)
              + (leakers == 3 && others == 1 ? Math.log(2) : 0);
      all = sum(all, weight + a * Math.log(q) + b * Math.log1p(-q));
    }
    return all;
  }

  /** log(e^x + e^y). */
  private static double sum(double x, double y) {
    double high = Math.max(x, y);
    return high == Double.NEGATIVE_INFINITY
        ? high
        : high + Math.log1p(Math.exp(Math.min(x, y) - high));
  }

  /** How many leakers the best model has. */
  int leakers() {
    return leakers;
  }

  /** The share of wrong votes in the best model. */
  double wrong() {
    return wrong;
  }

  /**
   * A codeword's score.
   *
   * @param ratio natural logarithm of the likelihood ratio: this recipient leaked it, against some
   *     other whose codeword is not known
   * @param bound natural logarithm of a bound on the chance that one innocent recipient scores as
   *     high in either way; 0 at most
   */
  record Score(double ratio, double bound) {}

  Score score(long[] codeword) {
    double ratio = likelihood.of(codeword);
    double bound = Math.min(likelihood.bound(ratio), tardos.bound(tardos.of(codeword)));
    return new Score(ratio, Math.min(0, bound + Math.log(2)));
  }

  /** A score that is a sum over positions, and what it is for an innocent codeword. */
  private static final class Linear {
    private final double[] gain = new double[MarkKey.POSITIONS];
    private final double[] cumulant = new double[TILTS.length];
    private double base;

    void set(int position, double p, double zero, double one) {
      base += zero;
      gain[position] = one - zero;
      double low = Math.log1p(-p);
      double high = Math.log(p);
      for (int i = 0; i < TILTS.length; i++) {
        cumulant[i] += sum(low + TILTS[i] * zero, high + TILTS[i] * one);
      }
    }

    void finish() {
      // Sums of some thousand terms are right to about 1e-10; the bound errs to the safe side.
      for (int i = 0; i < TILTS.length; i++) {
        cumulant[i] += 1e-6;
      }
    }

    double of(long[] codeword) {
      double score = base;
      for (int w = 0; w < codeword.length; w++) {
        for (long left = codeword[w]; left != 0; left &= left - 1) {
          score += gain[w << 6 | Long.numberOfTrailingZeros(left)];
        }
      }
      return score;
    }

    double bound(double score) {
      double bound = 0;
      for (int i = 0; i < TILTS.length; i++) {
        bound = Math.min(bound, cumulant[i] - TILTS[i] * score);
      }
      return bound;
    }
  }
}
