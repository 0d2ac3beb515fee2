package health.lode.deidentify.table;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes of any node, computed from the smallest classes known below it. Classes of nodes that
 * fix the first columns and leave the others untouched are kept, within a budget of bytes. Safe for
 * several threads, each with its own scratch.
 */
final class Nodes {
  private final List<Ladder> ladders;
  private final int[] lowest;
  private final Classes bottom;
  private final long budget;
  private final Map<Long, Classes> kept = new LinkedHashMap<>(64, 0.75f, true);
  private long held;
  private final int[] order;
  private final long[] factor;

  Nodes(List<Ladder> ladders, int[] lowest, Classes bottom, long budget) {
    this.ladders = ladders;
    this.lowest = lowest;
    this.bottom = bottom;
    this.budget = budget;
    this.order = order();
    this.factor = new long[lowest.length];
    long all = 1;
    for (int c = 0; c < factor.length; c++) {
      factor[c] = all;
      all *= ladders.get(c).levels();
    }
  }

  Classes bottom() {
    return bottom;
  }

  /** Columns with the longest hierarchies first: their prefixes shrink the most. */
  private int[] order() {
    Integer[] columns = new Integer[lowest.length];
    Arrays.setAll(columns, c -> c);
    Arrays.sort(
        columns,
        (a, b) -> Integer.compare(ladders.get(b).size(lowest[b]), ladders.get(a).size(lowest[a])));
    return Arrays.stream(columns).mapToInt(Integer::intValue).toArray();
  }

  Classes at(int[] levels, Classes.Scratch scratch) {
    int[] from = lowest.clone();
    Classes source = bottom;
    int next = 0;
    // The longest prefix that is kept.
    int[] prefix = levels.clone();
    for (int fixed = order.length; fixed > 0; fixed--) {
      Classes known = kept(number(prefix));
      if (known != null) {
        source = known;
        from = prefix.clone();
        next = fixed;
        break;
      }
      prefix[order[fixed - 1]] = lowest[order[fixed - 1]];
    }
    for (int fixed = next; fixed < order.length; fixed++) {
      int column = order[fixed];
      if (levels[column] == from[column]) {
        continue;
      }
      boolean keep = fixed < order.length / 2 + 1;
      if (!keep) {
        break;
      }
      int[] to = from.clone();
      to[column] = levels[column];
      source = rolledUp(source, from, to, scratch);
      from = to;
      keep(number(from), source);
    }
    return Arrays.equals(from, levels) ? source : rolledUp(source, from, levels, scratch);
  }

  private Classes rolledUp(Classes source, int[] from, int[] to, Classes.Scratch scratch) {
    int[][] steps = new int[from.length][];
    for (int c = 0; c < from.length; c++) {
      steps[c] = from[c] == to[c] ? null : ladders.get(c).steps(from[c], to[c]);
    }
    return source.rolledUp(steps, scratch);
  }

  private long number(int[] levels) {
    long number = 0;
    for (int c = 0; c < levels.length; c++) {
      number += levels[c] * factor[c];
    }
    return number;
  }

  private synchronized @Nullable Classes kept(long number) {
    return kept.get(number);
  }

  private synchronized void keep(long number, Classes classes) {
    if (classes.bytes() > budget / 4 || kept.put(number, classes) != null) {
      return;
    }
    held += classes.bytes();
    var oldest = kept.entrySet().iterator();
    while (held > budget && oldest.hasNext()) {
      held -= oldest.next().getValue().bytes();
      oldest.remove();
    }
  }
}
