package health.lode.deidentify.table;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Generalises class by class. A class is split by taking one column down one level, wherever each
 * part keeps the privacy models: parts that do not stay behind together at the old level, joined by
 * the smallest of the others until they do. Each step takes the column that saves most; a step that
 * splits nothing is free and taken at once. The recoding may end with labels of different levels in
 * one column.
 */
final class LocalRecoding {
  private final List<Ladder> ladders;
  private final int[] lowest;
  private final Classes tuples;
  private final Checks checks;
  private final Costs costs;
  private final int[][][] up;

  /** Tuples that share labels at these levels. */
  record Cell(int[] members, int[] levels) {}

  LocalRecoding(List<Ladder> ladders, int[] lowest, Classes tuples, Checks checks, Costs costs) {
    this.ladders = ladders;
    this.lowest = lowest;
    this.tuples = tuples;
    this.checks = checks;
    this.costs = costs;
    this.up = new int[ladders.size()][][];
    for (int c = 0; c < up.length; c++) {
      up[c] = new int[ladders.get(c).levels()][];
      for (int level = 0; level < up[c].length; level++) {
        up[c][level] = ladders.get(c).codes(level);
      }
    }
  }

  /** Splits cells, each of which keeps the models, until none can be split further. */
  List<Cell> specialised(List<Cell> start) {
    List<Cell> done = new ArrayList<>();
    Deque<Cell> open = new ArrayDeque<>(start);
    Groups groups = new Groups(tuples, checks);
    while (!open.isEmpty()) {
      Cell cell = open.pop();
      takeFreeSteps(cell);
      Split best = null;
      for (int c = 0; c < up.length; c++) {
        if (cell.levels()[c] > lowest[c]) {
          Split split = split(cell, c, groups);
          if (split != null && split.gain() > 0 && (best == null || split.gain() > best.gain())) {
            best = split;
          }
        }
      }
      if (best == null) {
        done.add(cell);
      } else {
        open.addAll(parts(cell, best));
      }
    }
    return done;
  }

  /** Takes columns down while all members stay together. */
  private void takeFreeSteps(Cell cell) {
    for (int c = 0; c < up.length; c++) {
      while (cell.levels()[c] > lowest[c]) {
        int[] below = up[c][cell.levels()[c] - 1];
        int first = below[tuples.code(cell.members()[0], c)];
        for (int member : cell.members()) {
          if (below[tuples.code(member, c)] != first) {
            first = -1;
            break;
          }
        }
        if (first < 0) {
          break;
        }
        cell.levels()[c]--;
      }
    }
  }

  /**
   * A column taken down one level.
   *
   * @param stays for each code below whether its members stay behind
   */
  private record Split(int column, boolean[] stays, double gain) {}

  private @Nullable Split split(Cell cell, int column, Groups groups) {
    int level = cell.levels()[column];
    int[] below = up[column][level - 1];
    int size = ladders.get(column).size(level - 1);
    groups.gather(cell.members(), column, below, size);
    boolean[] stays = new boolean[size];
    boolean left = false;
    boolean moves = false;
    for (int code = 0; code < size; code++) {
      stays[code] = groups.rows(code) > 0 && !groups.hold(code);
      left |= stays[code];
      moves |= groups.rows(code) > 0 && !stays[code];
    }
    if (left && moves) {
      moves = groups.leaveEnough(stays);
    }
    if (!moves) {
      return null;
    }
    return new Split(column, stays, gain(cell, column, stays, groups));
  }

  private double gain(Cell cell, int column, boolean[] stays, Groups groups) {
    int level = cell.levels()[column];
    if (costs.squares()) {
      double all = 0;
      double parts = 0;
      double left = 0;
      for (int code = 0; code < stays.length; code++) {
        double rows = groups.rows(code);
        all += rows;
        left += stays[code] ? rows : 0;
        parts += stays[code] ? 0 : rows * rows;
      }
      return all * all - parts - left * left;
    }
    int above = up[column][level][tuples.code(cell.members()[0], column)];
    double before = costs.cell(column, level, above);
    double gain = 0;
    for (int code = 0; code < stays.length; code++) {
      if (!stays[code]) {
        gain += groups.rows(code) * (before - costs.cell(column, level - 1, code));
      }
    }
    return gain;
  }

  private List<Cell> parts(Cell cell, Split split) {
    int column = split.column();
    int[] below = up[column][cell.levels()[column] - 1];
    int[] counts = new int[split.stays().length + 1];
    for (int member : cell.members()) {
      counts[place(split, below[tuples.code(member, column)])]++;
    }
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, i -> new int[counts[i]]);
    int[] at = new int[counts.length];
    for (int member : cell.members()) {
      int place = place(split, below[tuples.code(member, column)]);
      members[place][at[place]++] = member;
    }
    List<Cell> parts = new ArrayList<>();
    for (int i = 0; i < members.length; i++) {
      if (members[i].length > 0) {
        int[] levels = cell.levels().clone();
        levels[column] -= i == 0 ? 0 : 1;
        parts.add(new Cell(members[i], levels));
      }
    }
    return parts;
  }

  private static int place(Split split, int code) {
    return split.stays()[code] ? 0 : code + 1;
  }
}
