package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.table.Column;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Tries what would lift the grade, over distinct combinations rather than rows. */
final class Lifting {
  static final Words LEFT_OUT = Words.of("left out", "去掉该列");

  /** Beyond this many cells the search over several columns at once is not tried. */
  private static final long MOST_CELLS = 2_000_000;

  private static final long WORTH_THREADS = 100_000;
  private static final double SUPPRESSED_AT_MOST = 0.05;
  private static final int WORST = 10;

  private final Profiles profiles;
  private final List<RiskTable> tables;
  private final RiskQuestion question;
  private final List<Map<String, ColumnKind>> kinds;

  /** One change of one column of one part. */
  private record Change(int part, int column, String name, Words what, int[] to) {
    boolean leavesOut() {
      return to.length == 0;
    }
  }

  /** What each change does. */
  private record Tried(Change change, Profiles.Classes classes) {}

  /**
   * What was found.
   *
   * @param worst the smallest classes, described without values
   */
  record Found(Lift lift, List<WorstClass> worst) {}

  Lifting(
      Profiles profiles,
      List<RiskTable> tables,
      List<Map<String, ColumnKind>> kinds,
      RiskQuestion question) {
    this.profiles = profiles;
    this.tables = tables;
    this.kinds = kinds;
    this.question = question;
  }

  /**
   * @param first what must be done before any number counts: direct identifiers, doubts
   */
  Found find(Profiles.Classes now, IntUnaryOperator rowsOf, List<Words> first) {
    List<Change> changes = new ArrayList<>();
    for (int part = 0; part < tables.size(); part++) {
      List<String> columns = tables.get(part).quasiIdentifiers();
      for (int column = 0; column < columns.size(); column++) {
        changes.addAll(changes(part, column));
      }
    }
    // Independent of one another; each holds a few arrays of its own size.
    IntStream each = IntStream.range(0, changes.size());
    List<Tried> tried =
        (cells() > WORTH_THREADS ? each.parallel() : each)
            .mapToObj(i -> new Tried(changes.get(i), classes(List.of(changes.get(i)))))
            .toList();
    List<Tried> left = tried.stream().filter(t -> t.change.leavesOut()).toList();
    Lift.Suppression suppress = suppress(now, profiles.asTheyAre(), rowsOf);
    boolean reached = reaches(now.sizes());
    Optional<Lift.Together> together = reached ? Optional.empty() : together(changes, now, rowsOf);
    Comparator<Lift.Effect> strongest =
        Comparator.comparingLong(Lift.Effect::personsAtRisk)
            .thenComparingDouble(Lift.Effect::averageRisk);
    List<Lift.Effect> leaveOut = left.stream().map(this::effect).sorted(strongest).toList();
    List<Lift.Effect> coarsen =
        tried.stream()
            .filter(t -> !t.change.leavesOut())
            .map(this::effect)
            .sorted(strongest)
            .toList();
    Lift lift =
        new Lift(
            needs(),
            inWords(first, reached, leaveOut, coarsen, suppress, together),
            leaveOut,
            coarsen,
            suppress,
            together);
    return new Found(lift, worst(now, left));
  }

  private int needs() {
    Limits limits = question.limits();
    return Math.max(limits.smallest(), (int) Math.ceil(limits.attack() / limits.overall() - 1e-9));
  }

  private boolean reaches(ClassSizes sizes) {
    return Judgement.within(sizes, question.limits());
  }

  private List<Change> changes(int part, int at) {
    RiskTable table = tables.get(part);
    String name = table.quasiIdentifiers().get(at);
    Column column = table.table().column(name);
    List<Change> changes = new ArrayList<>();
    for (Coarsening step :
        Coarsening.of(column, kinds.get(part).getOrDefault(name, ColumnKind.OTHER))) {
      changes.add(new Change(part, at, shown(part, name), step.what(), step.to()));
    }
    changes.add(new Change(part, at, shown(part, name), LEFT_OUT, Profiles.LEFT_OUT));
    return changes;
  }

  private String shown(int part, String column) {
    return tables.size() == 1 ? column : tables.get(part).name() + "." + column;
  }

  private Profiles.Classes classes(List<Change> changes) {
    return profiles.classes(variant(changes), question.knows(), new BitSet());
  }

  /** All changes at once; they may lie in several parts. */
  private Profiles.Variant variant(List<Change> changes) {
    Profiles.Variant variant = profiles.asTheyAre();
    for (int part = 0; part < tables.size(); part++) {
      int[][] recode = new int[tables.get(part).quasiIdentifiers().size()][];
      boolean changed = false;
      for (Change change : changes) {
        if (change.part == part) {
          recode[change.column] = change.to;
          changed = true;
        }
      }
      if (changed) {
        Profiles.Variant one = profiles.variant(part, recode);
        variant.numbers()[part] = one.numbers()[part];
        variant.counts()[part] = one.counts()[part];
      }
    }
    return variant;
  }

  private Lift.Effect effect(Tried tried) {
    ClassSizes sizes = tried.classes.sizes();
    return new Lift.Effect(
        tried.change.name,
        tried.change.what,
        sizes.smallest(),
        sizes.uniques(),
        sizes.personsBelow(question.limits().smallest()),
        sizes.averageRisk(),
        reaches(sizes));
  }

  /** Leaves persons out until no class is too small; more than once where classes overlap. */
  private Lift.Suppression suppress(
      Profiles.Classes now, Profiles.Variant variant, IntUnaryOperator rowsOf) {
    int k = needs();
    int persons = profiles.persons();
    BitSet out = new BitSet(persons);
    Profiles.Classes classes = now;
    long before = -1;
    while (classes.sizes().smallest() < k && out.cardinality() != before) {
      before = out.cardinality();
      for (int person = 0; person < persons; person++) {
        if (!out.get(person) && classes.smallest().of(person) < k) {
          out.set(person);
        }
      }
      classes = profiles.classes(variant, question.knows(), out);
    }
    long records = 0;
    for (int person = out.nextSetBit(0); person >= 0; person = out.nextSetBit(person + 1)) {
      records += rowsOf.applyAsInt(person);
    }
    long gone = out.cardinality();
    return new Lift.Suppression(
        gone,
        records,
        persons == 0 ? 0 : (double) gone / persons,
        classes.sizes().averageRisk(),
        gone < persons && reaches(classes.sizes()));
  }

  /**
   * Takes the change that leaves fewest persons at risk, again and again, until enough are safe.
   */
  private Optional<Lift.Together> together(
      List<Change> changes, Profiles.Classes now, IntUnaryOperator rowsOf) {
    if (cells() > MOST_CELLS || profiles.differ()) {
      return Optional.empty();
    }
    List<Change> taken = new ArrayList<>();
    long persons = profiles.persons();
    ClassSizes sizes = now.sizes();
    while (sizes.personsBelow(needs()) > SUPPRESSED_AT_MOST * persons) {
      List<Tried> tried =
          (cells() > WORTH_THREADS ? changes.parallelStream() : changes.stream())
              .filter(change -> coarser(taken, change))
              .map(change -> new Tried(change, classes(with(taken, change))))
              .toList();
      // Once several would do, the one that keeps most distinct values; until then the one that
      // helps most, leaving a column out only where no coarser step helps nearly as much.
      Optional<Tried> enough =
          tried.stream()
              .filter(t -> t.classes.sizes().personsBelow(needs()) <= SUPPRESSED_AT_MOST * persons)
              .max(Comparator.comparingInt(t -> largest(t.change.to)));
      Optional<Tried> best =
          enough.isPresent()
              ? enough
              : tried.stream()
                  .min(
                      Comparator.comparingDouble(
                          t ->
                              t.classes.sizes().personsBelow(needs())
                                  * (t.change.leavesOut() ? 1.25 : 1.0)));
      if (best.isEmpty()) {
        return Optional.empty();
      }
      List<Change> next = with(taken, best.get().change);
      taken.clear();
      taken.addAll(next);
      sizes = best.get().classes.sizes();
    }
    Profiles.Variant variant = variant(taken);
    Lift.Suppression suppress =
        suppress(profiles.classes(variant, question.knows(), new BitSet()), variant, rowsOf);
    if (!suppress.reachesL3() || taken.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Lift.Together(
            taken.stream().map(change -> new Lift.Step(change.name, change.what)).toList(),
            suppress));
  }

  private long cells() {
    long cells = 0;
    for (int part = 0; part < tables.size(); part++) {
      cells += (long) profiles.combinations(part) * tables.get(part).quasiIdentifiers().size();
    }
    return cells;
  }

  private static boolean coarser(List<Change> taken, Change change) {
    return taken.stream()
        .noneMatch(
            t ->
                t.part == change.part
                    && t.column == change.column
                    && (t.leavesOut() || largest(change.to) >= largest(t.to)));
  }

  private static int largest(int[] codes) {
    int largest = 0;
    for (int code : codes) {
      largest = Math.max(largest, code + 1);
    }
    return largest;
  }

  private static List<Change> with(List<Change> taken, Change change) {
    List<Change> all = new ArrayList<>(taken);
    all.removeIf(t -> t.part == change.part && t.column == change.column);
    all.add(change);
    return all;
  }

  private List<WorstClass> worst(Profiles.Classes now, List<Tried> leftOut) {
    int smallest = now.sizes().smallest();
    List<WorstClass> worst = new ArrayList<>();
    for (int person = 0; person < profiles.persons() && worst.size() < WORST; person++) {
      if (now.smallest().of(person) != smallest) {
        continue;
      }
      int one = person;
      List<WorstClass.Without> without =
          leftOut.stream()
              .map(t -> new WorstClass.Without(t.change.name, t.classes.smallest().of(one)))
              .filter(w -> w.persons() > smallest)
              .sorted(Comparator.comparingInt(WorstClass.Without::persons).reversed())
              .toList();
      WorstClass found = new WorstClass(smallest, without);
      if (smallest == 1 || !worst.contains(found)) {
        worst.add(found);
      }
    }
    return worst;
  }

  private List<Words> inWords(
      List<Words> first,
      boolean reached,
      List<Lift.Effect> leaveOut,
      List<Lift.Effect> coarsen,
      Lift.Suppression suppress,
      Optional<Lift.Together> together) {
    List<Words> words = new ArrayList<>(first);
    if (reached) {
      return words;
    }
    int k = needs();
    if (suppress.reachesL3()) {
      words.add(
          Words.of(
              String.format(
                  "Suppress %s (%.2f%%) whose classes have fewer than %d.",
                  persons(suppress.persons()), suppress.share() * 100, k),
              String.format(
                  "抑制等价类不足 %d 人的 %d 人（%.2f%%）。", k, suppress.persons(), suppress.share() * 100)));
    }
    for (List<Lift.Effect> effects : List.of(coarsen, leaveOut)) {
      effects.stream()
          .filter(Lift.Effect::reachesL3)
          .findFirst()
          .ifPresent(
              effect ->
                  words.add(
                      Words.of(
                          "Column '"
                              + effect.column()
                              + "', "
                              + effect.step().en()
                              + ": reaches L3 alone.",
                          "列“" + effect.column() + "”" + effect.step().zh() + "：仅此一步即达 3 级。")));
    }
    together.ifPresent(
        steps -> {
          StringBuilder en = new StringBuilder("Together: ");
          StringBuilder zh = new StringBuilder("合并使用：");
          for (Lift.Step step : steps.steps()) {
            en.append("'").append(step.column()).append("' ").append(step.what().en()).append("; ");
            zh.append("“").append(step.column()).append("”").append(step.what().zh()).append("；");
          }
          words.add(
              Words.of(
                  en
                      + String.format(
                          "then suppress %s (%.2f%%).",
                          persons(steps.suppress().persons()), steps.suppress().share() * 100),
                  zh
                      + String.format(
                          "再抑制 %d 人（%.2f%%）。",
                          steps.suppress().persons(), steps.suppress().share() * 100)));
        });
    if (words.size() == first.size()) {
      words.add(
          Words.of(
              "No single step reaches k = "
                  + k
                  + ": leave out the columns that single out most, or use lode deidentify table.",
              "任何单独一步都达不到 k = " + k + "：请去掉最具识别性的列，或使用 lode deidentify table。"));
    }
    return words;
  }

  private static String persons(long count) {
    return count == 1 ? "1 person" : count + " persons";
  }
}
