package health.lode.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the counts shown in one row of an answer let a reader compute a count of too few
 * patients.
 *
 * <p>The rows of a group fall into cells by their signature; every shown count is a sum over cells.
 * A count of rare cells alone is derivable exactly if the span of the shown counts holds a vector
 * that is zero on every other cell, which is when leaving the rare cells out lowers the rank. Ranks
 * are taken modulo the prime 2^31-1.
 */
final class Derivability {
  private static final long PRIME = (1L << 31) - 1;

  private Derivability() {}

  /**
   * @param counts one row per shown count, one column per cell, 1 where the count takes the cell in
   * @param rare per cell whether it holds too few patients
   */
  static boolean safe(List<long[]> counts, boolean[] rare) {
    List<long[]> common = new ArrayList<>();
    for (long[] count : counts) {
      long[] kept = count.clone();
      for (int cell = 0; cell < kept.length; cell++) {
        if (rare[cell]) {
          kept[cell] = 0;
        }
      }
      common.add(kept);
    }
    return rank(counts) == rank(common);
  }

  static int rank(List<long[]> given) {
    List<long[]> rows = new ArrayList<>();
    given.forEach(row -> rows.add(row.clone()));
    int rank = 0;
    int width = rows.isEmpty() ? 0 : rows.get(0).length;
    for (int column = 0; column < width && rank < rows.size(); column++) {
      int pivot = rank;
      while (pivot < rows.size() && rows.get(pivot)[column] == 0) {
        pivot++;
      }
      if (pivot == rows.size()) {
        continue;
      }
      long[] swap = rows.get(rank);
      rows.set(rank, rows.get(pivot));
      rows.set(pivot, swap);
      long[] lead = rows.get(rank);
      long inverse = power(lead[column], PRIME - 2);
      for (int r = rank + 1; r < rows.size(); r++) {
        long[] row = rows.get(r);
        if (row[column] == 0) {
          continue;
        }
        long factor = row[column] * inverse % PRIME;
        for (int c = column; c < width; c++) {
          row[c] = Math.floorMod(row[c] - factor * lead[c] % PRIME, PRIME);
        }
      }
      rank++;
    }
    return rank;
  }

  private static long power(long base, long exponent) {
    long result = 1;
    long square = base % PRIME;
    for (long e = exponent; e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        result = result * square % PRIME;
      }
      square = square * square % PRIME;
    }
    return result;
  }
}
