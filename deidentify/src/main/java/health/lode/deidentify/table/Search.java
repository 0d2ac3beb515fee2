package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the node of the lattice that loses least among those that suppress no more than allowed.
 * Exact: a node is left out only where its loss cannot be less than one already found, or where a
 * more general node already suppresses too much by the monotone models alone.
 *
 * <p>Nodes are visited from the most general down. What a node suppresses is suppressed at every
 * more specific one too, so its penalty is inherited as a bound; what generalisation gives up is
 * known beforehand from the marginals. Ties go to the node of lower height, then of lower levels
 * from the first column on, whatever the threads do.
 */
final class Search {
  /** Up to so many nodes the whole lattice is searched; beyond, by descent. */
  static final long EXACT_LIMIT = 1L << 22;

  private static final double SLACK = 1e-12;
  private final Lattice lattice;
  private final Nodes nodes;
  private final Measure measure;
  private final Checks checks;
  private final long mostSuppressed;
  private final int threads;
  private final AtomicInteger visited = new AtomicInteger();
  private volatile @Nullable Node best;

  /**
   * A node that was looked at.
   *
   * @param suppressed rows in classes that fail
   */
  record Node(
      int[] levels,
      Classes classes,
      boolean[] failing,
      long suppressed,
      double loss,
      boolean admissible,
      boolean hopeless,
      double @Nullable [] penalty) {}

  /**
   * What was found.
   *
   * @param optimal whether no other node can lose less
   * @param visited how many nodes were looked at
   */
  record Found(@Nullable Node node, boolean optimal, int visited) {}

  Search(
      Lattice lattice,
      Nodes nodes,
      Measure measure,
      Checks checks,
      long mostSuppressed,
      int threads) {
    this.lattice = lattice;
    this.nodes = nodes;
    this.measure = measure;
    this.checks = checks;
    this.mostSuppressed = mostSuppressed;
    this.threads = threads;
  }

  Found run() {
    Worker worker = new Worker();
    descend(worker);
    boolean exact = lattice.size() <= EXACT_LIMIT;
    if (exact) {
      everywhere();
    }
    return new Found(best, exact, visited.get());
  }

  /** From the top, always to the neighbour below that loses least, while one is admissible. */
  private void descend(Worker worker) {
    int[] levels = lattice.highest().clone();
    worker.visit(levels);
    while (true) {
      Node chosen = null;
      for (int c = 0; c < levels.length; c++) {
        if (levels[c] > lattice.lowest()[c]) {
          int[] below = levels.clone();
          below[c]--;
          Node node = worker.visit(below);
          if (node.admissible() && (chosen == null || node.loss() < chosen.loss())) {
            chosen = node;
          }
        }
      }
      if (chosen == null) {
        return;
      }
      levels = chosen.levels();
    }
  }

  private void everywhere() {
    int size = (int) lattice.size();
    boolean[] hopeless = new boolean[size];
    double[][] penalties = new double[size][];
    List<List<Integer>> byHeight = new ArrayList<>();
    for (int number = 0; number < size; number++) {
      int height = lattice.height(lattice.levels(number));
      while (byHeight.size() <= height) {
        byHeight.add(new ArrayList<>());
      }
      byHeight.get(height).add(number);
    }
    for (int height = byHeight.size() - 1; height >= 0; height--) {
      List<Integer> open = new ArrayList<>();
      for (int number : byHeight.get(height)) {
        inherit(number, hopeless, penalties);
        if (!hopeless[number]) {
          open.add(number);
        }
      }
      together(open, hopeless, penalties);
    }
  }

  private void inherit(int number, boolean[] hopeless, double[][] penalties) {
    int[] levels = lattice.levels(number);
    for (int c = 0; c < levels.length; c++) {
      int above = lattice.above(number, levels, c);
      if (above >= 0) {
        hopeless[number] |= hopeless[above];
        double[] penalty = penalties[above];
        if (penalty != null
            && (penalties[number] == null || sum(penalty) > sum(penalties[number]))) {
          penalties[number] = penalty;
        }
      }
    }
  }

  private static double sum(double[] values) {
    return Arrays.stream(values).sum();
  }

  private void together(List<Integer> open, boolean[] hopeless, double[][] penalties) {
    AtomicInteger next = new AtomicInteger();
    Parallel.run(
        threads,
        () -> {
          Worker worker = new Worker();
          for (int i = next.getAndIncrement(); i < open.size(); i = next.getAndIncrement()) {
            int number = open.get(i);
            int[] levels = lattice.levels(number);
            Node known = best;
            double bound = measure.bound(levels, penalties[number]);
            if (known != null && bound > known.loss() + Math.abs(known.loss()) * SLACK) {
              continue;
            }
            Node node = worker.visit(levels);
            hopeless[number] = node.hopeless();
            if (node.penalty() != null) {
              penalties[number] = node.penalty();
            }
          }
        });
  }

  private synchronized void offer(Node node) {
    Node known = best;
    if (known == null || better(node, known)) {
      best = node;
    }
  }

  private boolean better(Node one, Node other) {
    double slack = Math.abs(other.loss()) * SLACK;
    if (Math.abs(one.loss() - other.loss()) > slack) {
      return one.loss() < other.loss();
    }
    int heights = lattice.height(one.levels()) - lattice.height(other.levels());
    return heights != 0 ? heights < 0 : Arrays.compare(one.levels(), other.levels()) < 0;
  }

  /** One thread's part. */
  private final class Worker {
    private final Classes.Scratch scratch = new Classes.Scratch();
    private final Check.Tally tally = new Check.Tally();

    Node visit(int[] levels) {
      visited.incrementAndGet();
      Classes classes = nodes.at(levels, scratch);
      boolean[] failing = checks.failing(classes, tally);
      boolean[] monotone = checks.monotone() ? failing : checks.monotoneFailing(classes, tally);
      long suppressed = rows(classes, failing);
      boolean hopeless = rows(classes, monotone) > mostSuppressed;
      boolean admissible = suppressed <= mostSuppressed;
      double[] penalty = hopeless ? null : measure.penalty(levels, classes, monotone);
      double loss = Double.POSITIVE_INFINITY;
      if (admissible) {
        double[] all =
            monotone == failing && penalty != null
                ? penalty
                : measure.penalty(levels, classes, failing);
        loss = measure.total(levels, classes, all);
      }
      Node node =
          new Node(levels, classes, failing, suppressed, loss, admissible, hopeless, penalty);
      if (admissible) {
        offer(node);
      }
      return node;
    }

    private long rows(Classes classes, boolean[] failing) {
      long rows = 0;
      for (int i = 0; i < failing.length; i++) {
        rows += failing[i] ? classes.rows(i) : 0;
      }
      return rows;
    }
  }
}
