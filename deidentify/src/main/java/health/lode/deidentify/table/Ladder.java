package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A generalisation hierarchy laid over one column's values: for each level the code of each value,
 * the labels, and the share of the hierarchy's domain that a label stands for (1 / domain at level
 * 0, 1 where one label stands for everything).
 */
final class Ladder {
  /** What stands in a suppressed cell, and at the top of built hierarchies. */
  static final String STAR = "*";

  private final String column;
  private final int[][] codes;
  private final String[][] labels;
  private final double[][] shares;
  private final int domain;

  private Ladder(String column, int[][] codes, String[][] labels, double[][] shares, int domain) {
    this.column = column;
    this.codes = codes;
    this.labels = labels;
    this.shares = shares;
    this.domain = domain;
  }

  String column() {
    return column;
  }

  /** How many levels there are, the untouched values included. */
  int levels() {
    return codes.length;
  }

  /** Code at {@code level} for each code of a value. */
  int[] codes(int level) {
    return codes[level];
  }

  int size(int level) {
    return labels[level].length;
  }

  String label(int level, int code) {
    return labels[level][code];
  }

  /** Each value's code, by its text. */
  Map<String, Integer> codesByValue() {
    Map<String, Integer> byValue = new HashMap<>();
    for (int code = 0; code < labels[0].length; code++) {
      byValue.put(labels[0][code], codes[0][code]);
    }
    return byValue;
  }

  /** The share of the domain that the label stands for, in (0, 1]. */
  double share(int level, int code) {
    return shares[level][code];
  }

  /** How many values the hierarchy knows. */
  int domain() {
    return domain;
  }

  /** For each code at {@code from} the code at {@code to}, which is not lower. */
  int[] steps(int from, int to) {
    int[] steps = new int[labels[from].length];
    for (int value = 0; value < codes[from].length; value++) {
      steps[codes[from][value]] = codes[to][value];
    }
    return steps;
  }

  /**
   * Lays paths over values.
   *
   * @param values the column's distinct values
   * @param paths one for each value of the domain: the value itself and its labels upwards, all of
   *     one length
   */
  static Ladder of(String column, List<String> values, List<String[]> paths) {
    int levels = paths.isEmpty() ? 1 : paths.get(0).length;
    Map<String, String[]> byValue = new HashMap<>();
    for (String[] path : paths) {
      String[] before = byValue.put(path[0], path);
      if (path.length != levels || before != null) {
        throw contradictory(column);
      }
    }
    List<String[]> known = new ArrayList<>(values.size());
    int unknown = 0;
    for (String value : values) {
      String[] path = byValue.get(value);
      unknown += path == null ? 1 : 0;
      known.add(path == null ? new String[0] : path);
    }
    if (unknown > 0) {
      throw TableRefusals.refused(
          TableReason.HIERARCHY_INCOMPLETE,
          unknown + " distinct values of column '" + column + "' are not in its hierarchy.",
          "列 '" + column + "' 有 " + unknown + " 个不同取值不在其泛化层级中。",
          "Add them to the hierarchy's file, or correct the values.",
          "请在层级文件中补充这些取值，或更正数据。");
    }
    int[][] codes = new int[levels][values.size()];
    String[][] labels = new String[levels][];
    double[][] shares = new double[levels][];
    for (int level = 0; level < levels; level++) {
      Map<String, Integer> stands = new HashMap<>();
      Map<String, String> above = new HashMap<>();
      for (String[] path : paths) {
        stands.merge(path[level], 1, Integer::sum);
        // A class of a higher level is made of whole classes of the level below.
        String before = level + 1 < levels ? above.put(path[level], path[level + 1]) : null;
        if (before != null && !before.equals(path[level + 1])) {
          throw contradictory(column);
        }
      }
      Map<String, Integer> places = new HashMap<>();
      List<String> seen = new ArrayList<>();
      for (int value = 0; value < codes[level].length; value++) {
        String label = known.get(value)[level];
        Integer place = places.putIfAbsent(label, seen.size());
        codes[level][value] = place == null ? seen.size() : place;
        if (place == null) {
          seen.add(label);
        }
      }
      labels[level] = seen.toArray(String[]::new);
      shares[level] = new double[seen.size()];
      for (int code = 0; code < shares[level].length; code++) {
        shares[level][code] = stands.getOrDefault(seen.get(code), 0) / (double) paths.size();
      }
    }
    return new Ladder(column, codes, labels, shares, paths.size());
  }

  private static health.lode.refusal.RefusedException contradictory(String column) {
    return TableRefusals.refused(
        TableReason.HIERARCHY_UNREADABLE,
        "The hierarchy of column '"
            + column
            + "' repeats a value, is ragged, or puts one label under two others.",
        "列 '" + column + "' 的泛化层级存在重复取值、层数不一致或同一标签归入两个上级。",
        "Give each value one line, with as many levels as the others; each label belongs under one.",
        "每个取值一行，层数相同，每个标签只归入一个上级。");
  }
}
