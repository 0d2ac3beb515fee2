package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The whole lattice, node by node, row by row, with text for keys: what the search must agree with.
 * Shares nothing with it but the hierarchies' text.
 */
final class BruteForce {
  /** A node's loss, or empty where it suppresses too much. */
  record Node(List<Integer> levels, double loss, int suppressed) {}

  private final Worlds.World world;
  private final Table table;

  BruteForce(Worlds.World world) {
    this.world = world;
    this.table = world.table();
  }

  /** The least loss that any node allows. */
  Optional<Node> best(
      boolean person, List<PrivacyModel> models, double suppress, LossMeasure measure) {
    Optional<Node> best = Optional.empty();
    for (List<Integer> levels : nodes()) {
      Node node = node(levels, person, models, measure);
      if (node.suppressed() <= Math.floor(suppress * table.rows() + 1e-9)
          && (best.isEmpty() || node.loss() < best.get().loss())) {
        best = Optional.of(node);
      }
    }
    return best;
  }

  private List<List<Integer>> nodes() {
    List<List<Integer>> nodes = List.of(List.of());
    for (int c = 0; c < world.columns(); c++) {
      List<List<Integer>> longer = new ArrayList<>();
      for (List<Integer> node : nodes) {
        for (int level = 0; level < world.levels(c); level++) {
          List<Integer> next = new ArrayList<>(node);
          next.add(level);
          longer.add(next);
        }
      }
      nodes = longer;
    }
    return nodes;
  }

  private Node node(
      List<Integer> levels, boolean person, List<PrivacyModel> models, LossMeasure measure) {
    Map<List<String>, List<Integer>> classes = new HashMap<>();
    for (int r = 0; r < table.rows(); r++) {
      List<String> key = new ArrayList<>();
      for (int c = 0; c < levels.size(); c++) {
        key.add(world.label(c, value(r, c), levels.get(c)));
      }
      classes.computeIfAbsent(key, k -> new ArrayList<>()).add(r);
    }
    Set<Integer> suppressed = new HashSet<>();
    classes
        .values()
        .forEach(
            rows -> {
              if (!holds(table, rows, person, models)) {
                suppressed.addAll(rows);
              }
            });
    return new Node(levels, loss(levels, classes, suppressed, measure), suppressed.size());
  }

  private String value(int row, int column) {
    return table.column("q" + column).at(row);
  }

  /** Whether rows of any table with columns s and p keep the models. */
  static boolean holds(Table table, List<Integer> rows, boolean person, List<PrivacyModel> models) {
    for (PrivacyModel model : models) {
      if (model instanceof PrivacyModel.K k) {
        Set<String> who = new HashSet<>();
        rows.forEach(r -> who.add(person ? table.column("p").at(r) : r.toString()));
        if (who.size() < k.k()) {
          return false;
        }
      }
      if (model instanceof PrivacyModel.LDiversity l) {
        Map<String, Integer> counts = counts(table, rows);
        double entropy = 0;
        for (int n : counts.values()) {
          entropy -= (double) n / rows.size() * Math.log((double) n / rows.size());
        }
        boolean holds =
            l.kind() == PrivacyModel.LDiversity.Kind.DISTINCT
                ? counts.size() >= l.l()
                : Math.exp(entropy) >= l.l() - 1e-9;
        if (!holds) {
          return false;
        }
      }
    }
    return true;
  }

  static Map<String, Integer> counts(Table table, List<Integer> rows) {
    Map<String, Integer> counts = new HashMap<>();
    rows.forEach(r -> counts.merge(table.column("s").at(r), 1, Integer::sum));
    return counts;
  }

  private double loss(
      List<Integer> levels,
      Map<List<String>, List<Integer>> classes,
      Set<Integer> suppressed,
      LossMeasure measure) {
    int rows = table.rows();
    if (measure == LossMeasure.DISCERNIBILITY) {
      double sum = 0;
      for (List<Integer> each : classes.values()) {
        double size = each.size();
        sum += suppressed.contains(each.get(0)) ? size * rows : size * size;
      }
      return sum;
    }
    double total = measure == LossMeasure.LOSS_GEOMETRIC ? 1 : 0;
    for (int c = 0; c < levels.size(); c++) {
      double column =
          measure == LossMeasure.LOSS || measure == LossMeasure.LOSS_GEOMETRIC
              ? share(c, levels.get(c), suppressed)
              : bits(c, levels.get(c), suppressed, measure == LossMeasure.ENTROPY);
      total =
          measure == LossMeasure.LOSS_GEOMETRIC
              ? total * Math.pow(1 + column, 1.0 / levels.size())
              : total + column / (measure == LossMeasure.LOSS ? levels.size() : 1);
    }
    return measure == LossMeasure.LOSS_GEOMETRIC ? total - 1 : total;
  }

  private double share(int c, int level, Set<Integer> suppressed) {
    List<String[]> domain = world.paths().get(c);
    double sum = 0;
    for (int r = 0; r < table.rows(); r++) {
      String label = world.label(c, value(r, c), level);
      double share =
          domain.stream().filter(path -> path[level].equals(label)).count()
              / (double) domain.size();
      sum += suppressed.contains(r) ? 1 : share;
    }
    double least = (double) table.rows() / domain.size();
    return (sum - least) / (table.rows() - least);
  }

  private double bits(int c, int level, Set<Integer> suppressed, boolean ofSuppressed) {
    double bits = 0;
    for (int r = 0; r < table.rows(); r++) {
      String value = value(r, c);
      String label = world.label(c, value, level);
      double same = 0;
      double under = 0;
      double suppressedUnder = 0;
      for (int other = 0; other < table.rows(); other++) {
        boolean alike = world.label(c, value(other, c), level).equals(label);
        same += value(other, c).equals(value) ? 1 : 0;
        under += alike ? 1 : 0;
        suppressedUnder += alike && suppressed.contains(other) ? 1 : 0;
      }
      bits += Math.log(under / same) / Math.log(2);
      if (ofSuppressed && suppressed.contains(r)) {
        bits += Math.log(suppressed.size() / suppressedUnder) / Math.log(2);
      }
    }
    return bits;
  }
}
