package health.lode.deidentify.table;

import java.util.List;

/**
 * What one row's cell costs at each level, so that losses of rows add up: the form of a {@link
 * LossMeasure} in which classes with different levels can be compared. A suppressed cell costs what
 * a label for the whole domain would.
 */
final class Costs {
  private final double[][][] cells;
  private final double[] suppressed;
  private final long rows;
  private final boolean squares;

  private Costs(double[][][] cells, double[] suppressed, long rows, boolean squares) {
    this.cells = cells;
    this.suppressed = suppressed;
    this.rows = rows;
    this.squares = squares;
  }

  /** A row's cost in a column whose value has {@code code} at {@code level}; weighted. */
  double cell(int column, int level, int code) {
    return cells[column][level][code];
  }

  /** A suppressed row's cost in a column; weighted. */
  double suppressed(int column) {
    return suppressed[column];
  }

  long rows() {
    return rows;
  }

  /** Whether classes cost their rows squared, whatever their labels. */
  boolean squares() {
    return squares;
  }

  static Costs of(LossMeasure kind, List<Ladder> ladders, double[] weights, Classes tuples) {
    int columns = ladders.size();
    double[][][] cells = new double[columns][][];
    double[] suppressed = new double[columns];
    long rows = 0;
    for (int i = 0; i < tuples.size(); i++) {
      rows += tuples.rows(i);
    }
    for (int c = 0; c < columns; c++) {
      Ladder ladder = ladders.get(c);
      long[] marginal = new long[ladder.size(0)];
      for (int i = 0; i < tuples.size(); i++) {
        marginal[tuples.code(i, c)] += tuples.rows(i);
      }
      cells[c] = new double[ladder.levels()][];
      boolean share = kind == LossMeasure.LOSS || kind == LossMeasure.LOSS_GEOMETRIC;
      double least = 1.0 / ladder.domain();
      for (int level = 0; level < cells[c].length; level++) {
        long[] merged = new long[ladder.size(level)];
        for (int value = 0; value < marginal.length; value++) {
          merged[ladder.codes(level)[value]] += marginal[value];
        }
        cells[c][level] = new double[merged.length];
        for (int code = 0; code < merged.length; code++) {
          cells[c][level][code] =
              weights[c]
                  * (share
                      ? ladder.domain() < 2 ? 0 : (ladder.share(level, code) - least) / (1 - least)
                      : Measure.log2((double) Math.max(1, merged[code])));
        }
      }
      suppressed[c] = weights[c] * (share ? 1 : Measure.log2((double) rows));
    }
    return new Costs(cells, suppressed, rows, kind == LossMeasure.DISCERNIBILITY);
  }
}
