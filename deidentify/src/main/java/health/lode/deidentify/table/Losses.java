package health.lode.deidentify.table;

import java.util.List;

/**
 * What a release gave up, by every measure. Full-domain figures follow {@link LossMeasure} to the
 * letter; for local recoding a suppressed cell counts as one whose label stands for the whole
 * domain, also in the two entropies, so that figures of one method compare with each other.
 *
 * @param loss 0 untouched, 1 all suppressed
 * @param lossGeometric the same, joined by the geometric mean
 * @param discernibility rows squared
 * @param entropy bits
 * @param entropyMonotonic bits
 */
public record Losses(
    double loss,
    double lossGeometric,
    double discernibility,
    double entropy,
    double entropyMonotonic) {

  /** The figure of a measure. */
  public double of(LossMeasure measure) {
    return switch (measure) {
      case LOSS -> loss;
      case LOSS_GEOMETRIC -> lossGeometric;
      case DISCERNIBILITY -> discernibility;
      case ENTROPY -> entropy;
      case ENTROPY_MONOTONIC -> entropyMonotonic;
    };
  }

  static Losses ofNode(List<Ladder> ladders, double[] weights, Classes tuples, Search.Node node) {
    double[] by = new double[LossMeasure.values().length];
    for (LossMeasure kind : LossMeasure.values()) {
      if (kind != LossMeasure.DISCERNIBILITY) {
        Measure measure = new Measure(kind, ladders, weights, tuples);
        double[] penalty = measure.penalty(node.levels(), node.classes(), node.failing());
        by[kind.ordinal()] = measure.total(node.levels(), node.classes(), penalty);
      }
    }
    double all = rows(tuples);
    double squares = 0;
    for (int i = 0; i < node.classes().size(); i++) {
      double rows = node.classes().rows(i);
      squares += rows * (node.failing()[i] ? all : rows);
    }
    by[LossMeasure.DISCERNIBILITY.ordinal()] = squares;
    return of(by);
  }

  static Losses ofRecoding(
      List<Ladder> ladders, double[] weights, Classes tuples, Recoding recoding) {
    double[] by = new double[LossMeasure.values().length];
    double all = rows(tuples);
    for (LossMeasure kind : LossMeasure.values()) {
      if (kind == LossMeasure.DISCERNIBILITY) {
        double squares = 0;
        for (int i = 0; i < recoding.levels().length; i++) {
          squares += (double) recoding.classes().rows(i) * recoding.classes().rows(i);
        }
        by[kind.ordinal()] = squares + all * recoding.suppressedRows();
        continue;
      }
      double[] unit = new double[weights.length];
      java.util.Arrays.fill(unit, 1);
      double[] columns = columns(Costs.of(kind, ladders, unit, tuples), ladders, tuples, recoding);
      if (kind == LossMeasure.LOSS || kind == LossMeasure.LOSS_GEOMETRIC) {
        for (int c = 0; c < columns.length; c++) {
          columns[c] /= all;
        }
      }
      by[kind.ordinal()] = new Measure(kind, ladders, weights, tuples).joined(columns);
    }
    return of(by);
  }

  private static double[] columns(
      Costs costs, List<Ladder> ladders, Classes tuples, Recoding recoding) {
    double[] sums = new double[ladders.size()];
    for (int t = 0; t < tuples.size(); t++) {
      for (int c = 0; c < sums.length; c++) {
        int value = tuples.code(t, c);
        int level = recoding.suppressed(t) ? 0 : recoding.levels()[recoding.classOf()[t]][c];
        double cost =
            recoding.suppressed(t)
                ? costs.suppressed(c)
                : costs.cell(c, level, ladders.get(c).codes(level)[value]);
        sums[c] += tuples.rows(t) * (cost - costs.cell(c, 0, value));
      }
    }
    return sums;
  }

  private static double rows(Classes classes) {
    double rows = 0;
    for (int i = 0; i < classes.size(); i++) {
      rows += classes.rows(i);
    }
    return rows;
  }

  private static Losses of(double[] by) {
    return new Losses(
        by[LossMeasure.LOSS.ordinal()],
        by[LossMeasure.LOSS_GEOMETRIC.ordinal()],
        by[LossMeasure.DISCERNIBILITY.ordinal()],
        by[LossMeasure.ENTROPY.ordinal()],
        by[LossMeasure.ENTROPY_MONOTONIC.ordinal()]);
  }
}
