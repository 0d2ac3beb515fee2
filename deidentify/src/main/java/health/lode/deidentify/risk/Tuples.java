package health.lode.deidentify.risk;

import java.util.Arrays;

/**
 * Rows numbered by what several columns say together: two rows have one number exactly when every
 * column agrees. Columns are packed into 64-bit keys by mixed radix while they fit, and numbered in
 * between where they do not; nothing rests on a hash being unique.
 *
 * @param of number of each row's combination
 * @param first a row that holds combination i: the first
 */
record Tuples(int[] of, int[] first) {

  int count() {
    return first.length;
  }

  /**
   * @param codes one array a column, each {@code rows} long, values from 0
   * @param sizes one more than each column's greatest code
   */
  static Tuples of(int[][] codes, int[] sizes, int rows) {
    if (codes.length == 0) {
      return new Tuples(new int[rows], rows == 0 ? new int[0] : new int[1]);
    }
    long[] keys = new long[rows];
    long span = 1;
    for (int column = 0; column < codes.length; column++) {
      long size = Math.max(1, sizes[column]);
      if (span > Long.MAX_VALUE / size) {
        span = renumber(keys);
      }
      int[] code = codes[column];
      for (int row = 0; row < rows; row++) {
        keys[row] = keys[row] * size + code[row];
      }
      span *= size;
    }
    return of(keys);
  }

  private static long renumber(long[] keys) {
    Dense dense = new Dense(keys.length);
    for (int row = 0; row < keys.length; row++) {
      keys[row] = dense.of(keys[row]);
    }
    return Math.max(1, dense.size());
  }

  /** Rows numbered by one key each. */
  static Tuples of(long[] keys) {
    Dense dense = new Dense(keys.length);
    int[] of = new int[keys.length];
    int[] first = new int[1024];
    for (int row = 0; row < keys.length; row++) {
      int before = dense.size();
      int number = dense.of(keys[row]);
      of[row] = number;
      if (number == before) {
        if (number == first.length) {
          first = Arrays.copyOf(first, (int) Math.min(keys.length, first.length * 2L));
        }
        first[number] = row;
      }
    }
    return new Tuples(of, Arrays.copyOf(first, dense.size()));
  }
}
