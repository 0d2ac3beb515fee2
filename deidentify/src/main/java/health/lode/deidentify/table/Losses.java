package health.lode.deidentify.table;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
    Map<LossMeasure, Double> by = new EnumMap<>(LossMeasure.class);
    for (LossMeasure kind : LossMeasure.values()) {
      if (kind != LossMeasure.DISCERNIBILITY) {
        Measure measure = new Measure(kind, ladders, weights, tuples);
        double[] penalty = measure.penalty(node.levels(), node.classes(), node.failing());
        by.put(kind, measure.total(node.levels(), node.classes(), penalty));
      }
    }
    double all = rows(tuples);
    double squares = 0;
    for (int i = 0; i < node.classes().size(); i++) {
      double rows = node.classes().rows(i);
      squares += rows * (node.failing()[i] ? all : rows);
    }
    by.put(LossMeasure.DISCERNIBILITY, squares);
    return of(by);
  }

  static Losses ofRecoding(
      List<Ladder> ladders, double[] weights, Classes tuples, Recoding recoding) {
    Map<LossMeasure, Double> by = new EnumMap<>(LossMeasure.class);
    double all = rows(tuples);
    for (LossMeasure kind : LossMeasure.values()) {
      if (kind == LossMeasure.DISCERNIBILITY) {
        double squares = 0;
        for (int i = 0; i < recoding.levels().length; i++) {
          squares += (double) recoding.classes().rows(i) * recoding.classes().rows(i);
        }
        by.put(kind, squares + all * recoding.suppressedRows());
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
      by.put(kind, new Measure(kind, ladders, weights, tuples).joined(columns));
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

  private static Losses of(Map<LossMeasure, Double> by) {
    return new Losses(
        by.getOrDefault(LossMeasure.LOSS, 0.0),
        by.getOrDefault(LossMeasure.LOSS_GEOMETRIC, 0.0),
        by.getOrDefault(LossMeasure.DISCERNIBILITY, 0.0),
        by.getOrDefault(LossMeasure.ENTROPY, 0.0),
        by.getOrDefault(LossMeasure.ENTROPY_MONOTONIC, 0.0));
  }
}
