package health.lode.deidentify.mark;

import java.util.ArrayList;
import java.util.List;

/** Choices of {@code k} among {@code n}, in the order of their members. */
final class Subsets {
  private Subsets() {}

  static List<int[]> of(int n, int k) {
    List<int[]> all = new ArrayList<>();
    add(all, new int[k], 0, 0, n);
    return all;
  }

  private static void add(List<int[]> all, int[] chosen, int filled, int from, int n) {
    if (filled == chosen.length) {
      all.add(chosen.clone());
      return;
    }
    for (int next = from; next < n; next++) {
      chosen[filled] = next;
      add(all, chosen, filled + 1, next + 1, n);
    }
  }

  /** How many there are; {@code Integer.MAX_VALUE} where that is more than a billion. */
  static int count(int n, int k) {
    long count = 1;
    for (int i = 1; i <= k; i++) {
      count = count * (n - k + i) / i;
      if (count > 1_000_000_000) {
        return Integer.MAX_VALUE;
      }
    }
    return (int) count;
  }
}
