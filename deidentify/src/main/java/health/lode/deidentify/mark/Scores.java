package health.lode.deidentify.mark;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

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
    Map<Kind, Integer> kinds = new HashMap<>();
    for (int j = 0; j < MarkKey.POSITIONS; j++) {
      if (votes.ones(j) + votes.zeros(j) > 0) {
        kinds.merge(Kind.of(votes, key, j), 1, Integer::sum);
      }
    }
    double best = Double.NEGATIVE_INFINITY;
    Model model = new Model(1, WRONG[WRONG.length - 1]);
    for (int leakers = 1; leakers <= MOST_LEAKERS; leakers++) {
      for (double wrong : WRONG) {
        Model tried = new Model(leakers, wrong);
        double evidence = 0;
        for (Map.Entry<Kind, Integer> kind : kinds.entrySet()) {
          evidence += kind.getValue() * kind.getKey().likelihood(tried).any();
        }
        if (evidence > best) {
          best = evidence;
          model = tried;
        }
      }
    }
    Linear likelihood = new Linear();
    Linear tardos = new Linear();
    Map<Kind, double[]> scores = new HashMap<>();
    for (Map.Entry<Kind, Integer> each : kinds.entrySet()) {
      Kind kind = each.getKey();
      double p = kind.bias();
      Likelihood log = kind.likelihood(model);
      double agreed = (kind.ones() - kind.zeros()) / (kind.ones() + kind.zeros() + 1.0);
      double[] of = {
        log.zero() - log.any(),
        log.one() - log.any(),
        -agreed * Math.sqrt(p / (1 - p)),
        agreed * Math.sqrt((1 - p) / p)
      };
      scores.put(kind, of);
      likelihood.count(each.getValue(), p, of[0], of[1]);
      tardos.count(each.getValue(), p, of[2], of[3]);
    }
    for (int j = 0; j < MarkKey.POSITIONS; j++) {
      double[] of = scores.get(Kind.of(votes, key, j));
      if (of != null) {
        likelihood.set(j, of[0], of[1]);
        tardos.set(j, of[2], of[3]);
      }
    }
    return new Scores(model.leakers(), model.wrong(), likelihood, tardos);
  }

  /** How a copy came about: {@code leakers} copies mixed, {@code wrong} of the votes spoilt. */
  private record Model(int leakers, double wrong) {}

  /** Log-likelihood of a position's votes: the codeword has 0 there, has 1, or is not known. */
  private record Likelihood(double zero, double one, double any) {}

  /** Positions that say the same; a table has few kinds of them. */
  private record Kind(int ones, int zeros, double bias) {
    static Kind of(Votes votes, MarkKey key, int position) {
      return new Kind(votes.ones(position), votes.zeros(position), key.bias(position));
    }

    Likelihood likelihood(Model model) {
      double zero = likelihood(0, model);
      double one = likelihood(1, model);
      double oddly = Math.log(ODD) + sum(zero, one) - Math.log(2);
      double evenly = Math.log1p(-ODD);
      zero = sum(evenly + zero, oddly);
      one = sum(evenly + one, oddly);
      return new Likelihood(zero, one, sum(Math.log1p(-bias) + zero, Math.log(bias) + one));
    }

    /** Sums over how many of the other leakers, whose codewords are not known, have a one. */
    private double likelihood(int bit, Model model) {
      double all = Double.NEGATIVE_INFINITY;
      for (int others = 0; others < model.leakers(); others++) {
        double share = (bit + others) / (double) model.leakers();
        double q = model.wrong() + (1 - 2 * model.wrong()) * share;
        double weight =
            others * Math.log(bias)
                + (model.leakers() - 1 - others) * Math.log1p(-bias)
                + (model.leakers() == 3 && others == 1 ? Math.log(2) : 0);
        all = sum(all, weight + ones * Math.log(q) + zeros * Math.log1p(-q));
      }
      return all;
    }
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

  /**
   * Natural logarithm of the bound for a codeword that every reading fits; no codeword has a lower
   * one. Where it is not low enough, nobody can be named from these votes.
   */
  double reach() {
    double bound = Math.min(likelihood.bound(likelihood.most()), tardos.bound(tardos.most()));
    return Math.min(0, bound + Math.log(2));
  }

  /** A score that is a sum over positions, and what it is for an innocent codeword. */
  private static final class Linear {
    private final double[] gain = new double[MarkKey.POSITIONS];
    private final double[] cumulant = new double[TILTS.length];
    private double base;

    Linear() {
      // Sums of some thousand terms are right to about 1e-10; the bound errs to the safe side.
      Arrays.fill(cumulant, 1e-6);
    }

    void set(int position, double zero, double one) {
      base += zero;
      gain[position] = one - zero;
    }

    /**
     * So many positions whose score is {@code one} with probability {@code p}, else {@code zero}.
     */
    void count(int positions, double p, double zero, double one) {
      double low = Math.log1p(-p);
      double high = Math.log(p);
      for (int i = 0; i < TILTS.length; i++) {
        cumulant[i] += positions * sum(low + TILTS[i] * zero, high + TILTS[i] * one);
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

    /** The highest score of any codeword. */
    double most() {
      double score = base;
      for (double each : gain) {
        score += Math.max(0, each);
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
