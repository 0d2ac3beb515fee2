package health.lode.deidentify.table;

import java.util.List;

/** All combinations of levels between a lowest and a highest for each column, numbered. */
final class Lattice {
  private final int[] lowest;
  private final int[] highest;
  private final int[] factor;
  private final long size;

  Lattice(int[] lowest, int[] highest) {
    this.lowest = lowest;
    this.highest = highest;
    this.factor = new int[lowest.length];
    long all = 1;
    for (int c = 0; c < lowest.length; c++) {
      factor[c] = (int) Math.min(Integer.MAX_VALUE, all);
      all = Math.min(Long.MAX_VALUE / 1024, all * (highest[c] - lowest[c] + 1));
    }
    size = all;
  }

  static Lattice of(List<Ladder> ladders, int[] lowest, int[] highest) {
    int[] top = highest.clone();
    int[] bottom = lowest.clone();
    for (int c = 0; c < top.length; c++) {
      top[c] = Math.min(top[c], ladders.get(c).levels() - 1);
      bottom[c] = Math.min(bottom[c], top[c]);
    }
    return new Lattice(bottom, top);
  }

  long size() {
    return size;
  }

  int columns() {
    return lowest.length;
  }

  int[] lowest() {
    return lowest;
  }

  int[] highest() {
    return highest;
  }

  int number(int[] levels) {
    int number = 0;
    for (int c = 0; c < levels.length; c++) {
      number += (levels[c] - lowest[c]) * factor[c];
    }
    return number;
  }

  int[] levels(int number) {
    int[] levels = new int[lowest.length];
    for (int c = 0; c < levels.length; c++) {
      levels[c] = lowest[c] + number / factor[c] % (highest[c] - lowest[c] + 1);
    }
    return levels;
  }

  /** The number of the node one level higher in {@code column}; -1 at the top. */
  int above(int number, int[] levels, int column) {
    return levels[column] < highest[column] ? number + factor[column] : -1;
  }

  /** Sum of levels above the lowest. */
  int height(int[] levels) {
    int height = 0;
    for (int c = 0; c < levels.length; c++) {
      height += levels[c] - lowest[c];
    }
    return height;
  }
}
