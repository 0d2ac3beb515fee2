package health.lode.deidentify.table;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How well a column is predicted from the quasi-identifiers before and after: naive Bayes with
 * Laplace smoothing, ten-fold cross-validation. All rows of one combination of values lie in the
 * same fold, and the folds are the same before and after, so that the two figures compare and
 * nothing is drawn at random.
 *
 * @param classes distinct values of the target
 * @param baseline share of rows of the commonest class
 * @param before share predicted right from the values
 * @param after share predicted right from the labels; suppressed rows count as stars
 */
public record Prediction(String target, int classes, double baseline, double before, double after) {
  static final int MOST_CLASSES = 100;
  private static final int FOLDS = 10;

  /**
   * @param watched the target's place among the sensitive columns of {@code tuples}
   * @param skipped the target's place among the quasi-identifiers, or -1
   */
  static Prediction of(
      String target,
      int watched,
      int skipped,
      List<Ladder> ladders,
      Classes tuples,
      Recoding recoding) {
    Distributions targets = tuples.sensitive(watched);
    int classes = targets.domain();
    if (classes > MOST_CLASSES) {
      throw TableRefusals.refused(
          TableReason.TREATMENT_REFUSED,
          "The target '" + target + "' has more than " + MOST_CLASSES + " values.",
          "目标列 '" + target + "' 的取值超过 " + MOST_CLASSES + " 种。",
          "Name a column with few values.",
          "请指定取值较少的列。");
    }
    long[] all = new long[classes];
    for (int t = 0; t < tuples.size(); t++) {
      for (int e = targets.from(t); e < targets.to(t); e++) {
        all[targets.value(e)] += targets.count(e);
      }
    }
    double rows = Arrays.stream(all).sum();
    int[][] values = new int[ladders.size()][tuples.size()];
    int[][] labels = new int[ladders.size()][tuples.size()];
    int[] fold = new int[tuples.size()];
    for (int t = 0; t < tuples.size(); t++) {
      long mixed = 17;
      for (int c = 0; c < ladders.size(); c++) {
        values[c][t] = tuples.code(t, c);
        mixed =
            c == skipped ? mixed : mixed * 31 + ladders.get(c).label(0, values[c][t]).hashCode();
      }
      fold[t] = Math.floorMod(Layout.hash(mixed), FOLDS);
    }
    for (int c = 0; c < ladders.size(); c++) {
      labels[c] = labels(ladders.get(c), c, tuples, recoding);
    }
    return new Prediction(
        target,
        classes,
        Arrays.stream(all).max().orElse(0) / rows,
        right(values, skipped, fold, targets, tuples.size(), classes) / rows,
        right(labels, skipped, fold, targets, tuples.size(), classes) / rows);
  }

  private static int[] labels(Ladder ladder, int c, Classes tuples, Recoding recoding) {
    Map<String, Integer> places = new HashMap<>();
    int[] labels = new int[tuples.size()];
    for (int t = 0; t < labels.length; t++) {
      String label = Ladder.STAR;
      if (!recoding.suppressed(t)) {
        int level = recoding.levels()[recoding.classOf()[t]][c];
        label = ladder.label(level, ladder.codes(level)[tuples.code(t, c)]);
      }
      Integer place = places.putIfAbsent(label, places.size());
      labels[t] = place == null ? places.size() - 1 : place;
    }
    return labels;
  }

  /** Rows predicted right over all folds. */
  private static double right(
      int[][] features, int skipped, int[] fold, Distributions targets, int tuples, int classes) {
    int columns = features.length;
    int[] sizes = new int[columns];
    for (int c = 0; c < columns; c++) {
      sizes[c] = Arrays.stream(features[c]).max().orElse(0) + 1;
    }
    // Counts of each fold, and of all together in the last place.
    double[][][] counts = new double[FOLDS + 1][columns][];
    double[][] priors = new double[FOLDS + 1][classes];
    for (int f = 0; f <= FOLDS; f++) {
      for (int c = 0; c < columns; c++) {
        counts[f][c] = new double[sizes[c] * classes];
      }
    }
    for (int t = 0; t < tuples; t++) {
      for (int e = targets.from(t); e < targets.to(t); e++) {
        for (int f : new int[] {fold[t], FOLDS}) {
          priors[f][targets.value(e)] += targets.count(e);
          for (int c = 0; c < columns; c++) {
            counts[f][c][features[c][t] * classes + targets.value(e)] += targets.count(e);
          }
        }
      }
    }
    double right = 0;
    double[] score = new double[classes];
    for (int t = 0; t < tuples; t++) {
      int f = fold[t];
      for (int k = 0; k < classes; k++) {
        double prior = priors[FOLDS][k] - priors[f][k];
        score[k] = Math.log(prior + 1);
        for (int c = 0; c < columns; c++) {
          if (c != skipped) {
            int at = features[c][t] * classes + k;
            score[k] +=
                Math.log((counts[FOLDS][c][at] - counts[f][c][at] + 1) / (prior + sizes[c]));
          }
        }
      }
      int guess = 0;
      for (int k = 1; k < classes; k++) {
        guess = score[k] > score[guess] ? k : guess;
      }
      for (int e = targets.from(t); e < targets.to(t); e++) {
        right += targets.value(e) == guess ? targets.count(e) : 0;
      }
    }
    return right;
  }
}
