package health.lode.deidentify.table;

import java.util.Arrays;

/** Counts pairs of a tuple (upper 32 bits) and a value (lower), by open addressing. */
final class PairCounts {
  private static final long NONE = -1L;
  private long[] pairs = new long[4096];
  private int[] counts = new int[4096];
  private int size;

  PairCounts() {
    Arrays.fill(pairs, NONE);
  }

  long bytes() {
    return pairs.length * 12L;
  }

  void add(long pair) {
    int slot = slot(pairs, pair);
    if (pairs[slot] == NONE) {
      pairs[slot] = pair;
      size++;
    }
    counts[slot]++;
    if (size > pairs.length / 8 * 5) {
      grow();
    }
  }

  private static int slot(long[] pairs, long pair) {
    int slot = Layout.hash(pair) & (pairs.length - 1);
    while (pairs[slot] != pair && pairs[slot] != NONE) {
      slot = slot + 1 & (pairs.length - 1);
    }
    return slot;
  }

  private void grow() {
    long[] wider = new long[pairs.length * 2];
    int[] widerCounts = new int[wider.length];
    Arrays.fill(wider, NONE);
    for (int i = 0; i < pairs.length; i++) {
      if (pairs[i] != NONE) {
        int slot = slot(wider, pairs[i]);
        wider[slot] = pairs[i];
        widerCounts[slot] = counts[i];
      }
    }
    pairs = wider;
    counts = widerCounts;
  }

  Distributions distributions(int tuples, int domain) {
    int[] start = new int[tuples + 1];
    for (long pair : pairs) {
      if (pair != NONE) {
        start[(int) (pair >>> Integer.SIZE) + 1]++;
      }
    }
    for (int t = 0; t < tuples; t++) {
      start[t + 1] += start[t];
    }
    int[] at = start.clone();
    int[] values = new int[size];
    int[] sums = new int[size];
    for (int i = 0; i < pairs.length; i++) {
      if (pairs[i] != NONE) {
        int place = at[(int) (pairs[i] >>> Integer.SIZE)]++;
        values[place] = (int) pairs[i];
        sums[place] = counts[i];
      }
    }
    return new Distributions(domain, start, values, sums);
  }
}
