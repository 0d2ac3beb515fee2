package health.lode.deidentify.table;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LossMeasure} over the data at hand. The loss of a node is made of what generalisation
 * gives up, known from the columns' marginals alone, and a penalty for what is suppressed. The
 * penalty of a node is never more than that of a more specific one, which is what the search prunes
 * by. All sums run over values in order, so that a loss does not depend on how classes were found.
 */
final class Measure {
  private final LossMeasure kind;
  private final List<Ladder> ladders;
  private final double[] weights;
  private final double rows;

  /** For each column and level what generalisation alone gives up. */
  private final double[][] parts;

  Measure(LossMeasure kind, List<Ladder> ladders, double[] weights, Classes tuples) {
    this.kind = kind;
    this.ladders = ladders;
    this.weights = weights;
    long sum = 0;
    for (int i = 0; i < tuples.size(); i++) {
      sum += tuples.rows(i);
    }
    this.rows = sum;
    this.parts = new double[ladders.size()][];
    for (int c = 0; c < parts.length; c++) {
      Ladder ladder = ladders.get(c);
      long[] marginal = new long[ladder.size(0)];
      for (int i = 0; i < tuples.size(); i++) {
        marginal[tuples.code(i, c)] += tuples.rows(i);
      }
      parts[c] = new double[ladder.levels()];
      for (int level = 0; level < parts[c].length; level++) {
        parts[c][level] =
            kind == LossMeasure.DISCERNIBILITY
                ? squares(tuples, c, level)
                : part(ladder, level, marginal);
      }
    }
  }

  LossMeasure kind() {
    return kind;
  }

  double[] weights() {
    return weights;
  }

  double rows() {
    return rows;
  }

  private double part(Ladder ladder, int level, long[] marginal) {
    long[] merged = merged(ladder, level, marginal);
    double sum = 0;
    if (kind == LossMeasure.LOSS || kind == LossMeasure.LOSS_GEOMETRIC) {
      for (int code = 0; code < merged.length; code++) {
        sum += merged[code] * ladder.share(level, code);
      }
      return Math.max(0, (sum - rows / ladder.domain()) / span(ladder));
    }
    for (int value = 0; value < marginal.length; value++) {
      if (marginal[value] > 0) {
        sum +=
            marginal[value] * log2(merged[ladder.codes(level)[value]] / (double) marginal[value]);
      }
    }
    return sum;
  }

  private static long[] merged(Ladder ladder, int level, long[] marginal) {
    long[] merged = new long[ladder.size(level)];
    for (int value = 0; value < marginal.length; value++) {
      merged[ladder.codes(level)[value]] += marginal[value];
    }
    return merged;
  }

  /** Sum of squares with this column alone generalised: no node with it so high has less. */
  private double squares(Classes tuples, int column, int level) {
    int[][] steps = new int[ladders.size()][];
    steps[column] = level == 0 ? null : ladders.get(column).steps(0, level);
    return squares(level == 0 ? tuples : tuples.rolledUp(steps, new Classes.Scratch()));
  }

  private static double squares(Classes classes) {
    double sum = 0;
    for (int i = 0; i < classes.size(); i++) {
      sum += (double) classes.rows(i) * classes.rows(i);
    }
    return sum;
  }

  private double span(Ladder ladder) {
    return ladder.domain() < 2 ? Double.POSITIVE_INFINITY : rows - rows / ladder.domain();
  }

  static double log2(double x) {
    return Math.log(x) / Math.log(2);
  }

  /** No node at these levels, or with a higher penalty, loses less. */
  double bound(int[] levels, double @Nullable [] penalty) {
    if (kind == LossMeasure.DISCERNIBILITY) {
      double most = 0;
      for (int c = 0; c < levels.length; c++) {
        most = Math.max(most, parts[c][levels[c]]);
      }
      return most + (penalty == null ? 0 : penalty[0]);
    }
    double[] losses = new double[levels.length];
    for (int c = 0; c < levels.length; c++) {
      losses[c] = parts[c][levels[c]] + (penalty == null ? 0 : penalty[c]);
    }
    return joined(losses);
  }

  /** What the columns' losses come to. */
  double joined(double[] losses) {
    double sum = 0;
    double weight = 0;
    double heaviest = 0;
    for (double each : weights) {
      heaviest = Math.max(heaviest, each);
    }
    for (int c = 0; c < losses.length; c++) {
      double w = weights[c] / heaviest;
      weight += w;
      sum += kind == LossMeasure.LOSS_GEOMETRIC ? Math.log1p(losses[c] * w) : losses[c] * w;
    }
    return switch (kind) {
      case LOSS -> weight == 0 ? 0 : sum / weight;
      case LOSS_GEOMETRIC -> losses.length == 0 ? 0 : Math.expm1(sum / losses.length);
      case DISCERNIBILITY, ENTROPY, ENTROPY_MONOTONIC -> sum;
    };
  }

  /** The loss at this node where the failing classes are suppressed. */
  double total(int[] levels, Classes classes, double[] penalty) {
    if (kind != LossMeasure.DISCERNIBILITY) {
      return bound(levels, penalty);
    }
    return squares(classes) + penalty[0];
  }

  /** For each column what suppressing the failing classes adds. */
  double[] penalty(int[] levels, Classes classes, boolean[] failing) {
    if (kind == LossMeasure.DISCERNIBILITY) {
      double sum = 0;
      for (int i = 0; i < failing.length; i++) {
        sum += failing[i] ? classes.rows(i) * (rows - classes.rows(i)) : 0;
      }
      return new double[] {sum};
    }
    double[] penalty = new double[levels.length];
    if (kind == LossMeasure.ENTROPY_MONOTONIC) {
      return penalty;
    }
    long[][] suppressed = new long[levels.length][];
    Arrays.setAll(suppressed, c -> new long[ladders.get(c).size(levels[c])]);
    long all = 0;
    for (int i = 0; i < failing.length; i++) {
      if (failing[i]) {
        all += classes.rows(i);
        for (int c = 0; c < levels.length; c++) {
          suppressed[c][classes.code(i, c)] += classes.rows(i);
        }
      }
    }
    for (int c = 0; c < levels.length; c++) {
      penalty[c] = columnPenalty(ladders.get(c), levels[c], suppressed[c], (double) all);
    }
    return penalty;
  }

  private double columnPenalty(Ladder ladder, int level, long[] suppressed, double all) {
    double sum = 0;
    for (int code = 0; code < suppressed.length; code++) {
      if (suppressed[code] > 0) {
        sum +=
            kind == LossMeasure.ENTROPY
                ? suppressed[code] * log2(all / suppressed[code])
                : suppressed[code] * (1 - ladder.share(level, code)) / span(ladder);
      }
    }
    return sum;
  }
}
