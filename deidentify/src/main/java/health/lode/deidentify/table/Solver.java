package health.lode.deidentify.table;

import health.lode.deidentify.Progress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** From gathered tuples to what each becomes. */
final class Solver {
  private final Plan plan;
  private final Gathered gathered;
  private final Progress progress;
  private final TablePolicy policy;
  private final List<Ladder> ladders = new ArrayList<>();
  private final int[] lowest;
  private final int[] highest;
  private final double[] weights;
  private final Classes tuples;

  Solver(Plan plan, Gathered gathered, Progress progress) {
    this.plan = plan;
    this.gathered = gathered;
    this.progress = progress;
    this.policy = plan.policy();
    this.tuples = gathered.tuples();
    int columns = plan.quasi().size();
    lowest = new int[columns];
    highest = new int[columns];
    weights = new double[columns];
    for (int q = 0; q < columns; q++) {
      ColumnPolicy column = plan.column(plan.quasi().get(q));
      ladders.add(ladder(q, column));
      int top = ladders.get(q).levels() - 1;
      // Level 0 of a treated column is the untreated value.
      lowest[q] = Math.min(top, Math.max(column.treatment().isPresent() ? 1 : 0, column.lowest()));
      highest[q] = Math.max(lowest[q], Math.min(top, column.highest()));
      weights[q] = column.weight();
    }
  }

  private Ladder ladder(int place, ColumnPolicy column) {
    String name = plan.header().get(plan.quasi().get(place));
    List<String> values = gathered.values(place).values();
    if (column.treatment().isPresent()) {
      Map<String, String> becomes = treated(place, name, column.treatment().get());
      List<String[]> paths = new ArrayList<>();
      for (String value : values) {
        paths.add(new String[] {value, becomes.getOrDefault(value, Ladder.STAR), Ladder.STAR});
      }
      return Ladder.of(name, values, paths);
    }
    Hierarchy hierarchy = column.hierarchy().orElseGet(Hierarchy.AllOrNothing::new);
    return Ladder.of(name, values, hierarchy.paths(name, values, policy.settings().base()));
  }

  private Map<String, String> treated(int place, String name, Treatment treatment) {
    List<String> values = gathered.values(place).values();
    if (treatment instanceof Treatment.Microaggregate how) {
      Map<String, Integer> counts = new HashMap<>();
      for (int t = 0; t < tuples.size(); t++) {
        counts.merge(values.get(tuples.code(t, place)), tuples.rows(t), Integer::sum);
      }
      return Microaggregation.of(counts, how, name);
    }
    Map<String, String> becomes = new HashMap<>();
    values.forEach(value -> becomes.put(value, Treatments.number(treatment, value)));
    return becomes;
  }

  Solution solve(int threads) {
    if (gathered.rows() == 0) {
      throw TableRefusals.refused(
          TableReason.TABLE_UNPROTECTABLE,
          "The table has no rows.",
          "表格没有数据行。",
          "Give a table with rows.",
          "请提供有数据行的表格。");
    }
    Checks checks = checks();
    Classes.Scratch scratch = new Classes.Scratch();
    Classes bottom = tuples.rolledUp(steps(new int[lowest.length], lowest), scratch);
    Measure measure = new Measure(policy.loss(), ladders, weights, tuples);
    Lattice lattice = new Lattice(lowest, highest);
    long mostSuppressed = (long) Math.floor(policy.settings().suppress() * rows(tuples) + 1e-9);
    long budget = Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);
    progress.at("searching " + lattice.size() + " generalisations", 0, 0);
    Search search =
        new Search(
            lattice,
            new Nodes(ladders, lowest, bottom, budget),
            measure,
            checks,
            mostSuppressed,
            threads);
    Search.Found found = search.run();
    Search.Node node = Optional.ofNullable(found.node()).orElseThrow(() -> unprotectable(checks));
    int[] levels = node.levels();
    Recoding full = fullDomain(levels, checks, scratch);
    Losses losses = Losses.ofNode(ladders, weights, tuples, node);
    if (policy.method() == TablePolicy.Method.LOCAL) {
      progress.at("recoding class by class", 0, 0);
      Recoding local = local(full, levels, checks);
      return new Solution(
          ladders,
          tuples,
          local,
          local.highest(ladders.size()),
          Losses.ofRecoding(ladders, weights, tuples, local),
          false,
          lattice.size(),
          found.visited());
    }
    return new Solution(
        ladders, tuples, full, levels, losses, found.optimal(), lattice.size(), found.visited());
  }

  private int[][] steps(int[] from, int[] to) {
    int[][] steps = new int[from.length][];
    for (int c = 0; c < from.length; c++) {
      steps[c] = from[c] == to[c] ? null : ladders.get(c).steps(from[c], to[c]);
    }
    return steps;
  }

  private Recoding fullDomain(int[] levels, Checks checks, Classes.Scratch scratch) {
    Classes classes = tuples.rolledUp(steps(new int[levels.length], levels), scratch);
    int[] classOf = Arrays.copyOf(scratch.targets(tuples.size()), tuples.size());
    boolean[] failing = checks.failing(classes, new Check.Tally());
    int[] number = new int[failing.length];
    int kept = 0;
    for (int i = 0; i < failing.length; i++) {
      number[i] = failing[i] ? -1 : kept++;
    }
    for (int t = 0; t < classOf.length; t++) {
      classOf[t] = number[classOf[t]];
    }
    int[][] shared = new int[kept][];
    Arrays.fill(shared, levels);
    return Recoding.of(tuples, classOf, shared, checks);
  }

  /** The best of: from the top; from the optimum's classes, its suppressed rows from the top. */
  private Recoding local(Recoding full, int[] levels, Checks checks) {
    Costs costs = Costs.of(policy.loss(), ladders, weights, tuples);
    LocalRecoding recoding = new LocalRecoding(ladders, lowest, tuples, checks, costs);
    int[] all = IntStream.range(0, tuples.size()).toArray();
    List<LocalRecoding.Cell> start = new ArrayList<>();
    int[][] members = members(full);
    for (int i = 0; i < full.levels().length; i++) {
      start.add(new LocalRecoding.Cell(members[i], levels.clone()));
    }
    int[] suppressed = members[full.levels().length];
    if (suppressed.length > 0) {
      if (checks.hold(tuples.joined(marks(suppressed), 2), 1, new Check.Tally())) {
        start.add(new LocalRecoding.Cell(suppressed, highest.clone()));
      }
    }
    Recoding best = full;
    double least = Losses.ofRecoding(ladders, weights, tuples, full).of(policy.loss());
    List<List<LocalRecoding.Cell>> starts = new ArrayList<>();
    starts.add(start);
    if (checks.hold(tuples.joined(new int[tuples.size()], 1), 0, new Check.Tally())) {
      starts.add(List.of(new LocalRecoding.Cell(all, highest.clone())));
    }
    for (List<LocalRecoding.Cell> each : starts) {
      Recoding made = recoding(recoding.specialised(each), checks);
      double loss = Losses.ofRecoding(ladders, weights, tuples, made).of(policy.loss());
      if (loss < least) {
        least = loss;
        best = made;
      }
    }
    return best;
  }

  private int[] marks(int[] chosen) {
    int[] marks = new int[tuples.size()];
    for (int each : chosen) {
      marks[each] = 1;
    }
    return marks;
  }

  private int[][] members(Recoding recoding) {
    int[] counts = new int[recoding.levels().length + 1];
    for (int each : recoding.classOf()) {
      counts[each]++;
    }
    int[][] members = new int[counts.length][];
    Arrays.setAll(members, i -> new int[counts[i]]);
    for (int t = 0; t < tuples.size(); t++) {
      int of = recoding.classOf()[t];
      members[of][--counts[of]] = t;
    }
    return members;
  }

  private Recoding recoding(List<LocalRecoding.Cell> cells, Checks checks) {
    int[] classOf = new int[tuples.size()];
    Arrays.fill(classOf, -1);
    int[][] levels = new int[cells.size()][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = cells.get(i).levels();
      for (int member : cells.get(i).members()) {
        classOf[member] = i;
      }
    }
    return Recoding.of(tuples, classOf, levels, checks);
  }

  private static long rows(Classes classes) {
    long rows = 0;
    for (int i = 0; i < classes.size(); i++) {
      rows += classes.rows(i);
    }
    return rows;
  }

  private Checks checks() {
    List<Check> all = new ArrayList<>();
    Classes whole = tuples.joined(new int[tuples.size()], 1);
    for (PrivacyModel model : policy.settings().models()) {
      all.add(check(model, whole));
    }
    return new Checks(all);
  }

  private Check check(PrivacyModel model, Classes whole) {
    if (model instanceof PrivacyModel.K k) {
      return new Check.AtLeast(k.k());
    }
    if (model instanceof PrivacyModel.LDiversity l) {
      int place = plan.watchedPlace(l.column());
      return l.kind() == PrivacyModel.LDiversity.Kind.DISTINCT
          ? new Check.DistinctValues(place, (int) l.l())
          : new Check.Entropy(place, l.l());
    }
    PrivacyModel.TCloseness t = (PrivacyModel.TCloseness) model;
    int place = plan.watchedPlace(t.column());
    List<String> values = gathered.watchedValues(place).values();
    int[] sums = new int[Math.max(1, values.size())];
    if (tuples.size() > 0) {
      whole.sensitive(place).addTo(0, sums);
    }
    double rows = Math.max(1, rows(tuples));
    double[] shares = Arrays.stream(sums).mapToDouble(sum -> sum / rows).toArray();
    int[] rank =
        t.distance() == PrivacyModel.TCloseness.Distance.EQUAL
            ? new int[0]
            : Treatments.order(values);
    return new Check.Closeness(place, t.t(), rank, shares);
  }

  private health.lode.refusal.RefusedException unprotectable(Checks checks) {
    boolean whole = checks.hold(tuples.joined(new int[tuples.size()], 1), 0, new Check.Tally());
    return TableRefusals.refused(
        TableReason.TABLE_UNPROTECTABLE,
        whole
            ? "No generalisation within the allowed levels protects this table while suppressing at"
                + " most the allowed share of rows."
            : "This table is too small or too uniform for the policy's models, even as one class.",
        whole ? "在允许的泛化层级和抑制比例内，无法保护此表。" : "即使整表作为一类，也无法满足策略的隐私模型。",
        "Allow higher levels, a larger share of suppressed rows, or drop a column; or ask for less.",
        "请放宽泛化层级或抑制比例、略去某列，或降低要求。");
  }
}
