package health.lode.deidentify.table;

import health.lode.deidentify.Progress;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** De-identifies one table: a pass to gather it, a search, a pass to rewrite it. */
public final class Anonymization {
  private static final long TOLD_AT = 1 << 15;

  private Anonymization() {}

  /**
   * De-identifies a table in memory.
   *
   * @throws health.lode.refusal.RefusedException with a {@link TableReason}
   */
  public static Anonymized run(
      Table table, TablePolicy policy, Pseudonyms pseudonyms, Dates dates, Progress progress) {
    Work work = Work.of(new RowSource.OfTable(table), policy, dates, progress);
    Rewriter rewriter = work.rewriter(pseudonyms, dates);
    Table.Builder out = new Table.Builder(rewriter.header());
    work.rewrite(rewriter, out::row);
    return work.result(Optional.of(out.build()));
  }

  /**
   * De-identifies a file into a new file, holding distinct combinations of values and never the
   * rows. The output appears whole or not at all.
   *
   * @throws health.lode.refusal.RefusedException with a {@link TableReason}, or {@code
   *     OUTPUT_REFUSED}
   */
  public static Anonymized run(
      Path in,
      TableReader.Options options,
      Path out,
      TablePolicy policy,
      Pseudonyms pseudonyms,
      Dates dates,
      Progress progress) {
    RowSource source = RowSource.OfFile.open(in, options);
    try (StagedOutput staged = StagedOutput.at(out)) {
      Work work = Work.of(source, policy, dates, progress);
      Rewriter rewriter = work.rewriter(pseudonyms, dates);
      try (TableWriter writer =
          TableWriter.open(staged.path(), source.delimiter(), rewriter.header())) {
        work.rewrite(rewriter, writer::row);
      }
      staged.publish();
      return work.result(Optional.empty());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One table on its way. */
  record Work(
      RowSource source, Plan plan, Gathered gathered, Solution solution, Progress progress) {

    static Work of(RowSource source, TablePolicy policy, Dates dates, Progress progress) {
      Plan plan = Plan.of(source.header(), policy, dates);
      plan.released();
      // What is held later, classes and recoding, takes about as much again.
      Gathered gathered = new Gathered(plan, Runtime.getRuntime().maxMemory() / 5 * 2, progress);
      source.each(gathered);
      Solution solution = new Solver(plan, gathered, progress).solve(threads());
      return new Work(source, plan, gathered, solution, progress);
    }

    Rewriter rewriter(Pseudonyms pseudonyms, Dates dates) {
      return new Rewriter(plan, gathered, solution, pseudonyms, dates);
    }

    void rewrite(Rewriter rewriter, RowSource.Rows out) {
      long[] done = new long[1];
      source.each(
          cells -> {
            String[] row = rewriter.row(cells);
            if (row != null) {
              out.row(row);
            }
            if (++done[0] % TOLD_AT == 0) {
              progress.at("writing", done[0], gathered.rows());
            }
          });
    }

    Anonymized result(Optional<Table> table) {
      Recoding recoding = solution.recoding();
      Map<String, Integer> levels = new LinkedHashMap<>();
      for (int q = 0; q < plan.quasi().size(); q++) {
        levels.put(plan.header().get(plan.quasi().get(q)), solution.levels()[q]);
      }
      Optional<Prediction> prediction =
          plan.policy()
              .settings()
              .target()
              .map(
                  target ->
                      Prediction.of(
                          target,
                          plan.watchedPlace(target),
                          plan.quasi().indexOf(plan.header().indexOf(target)),
                          solution.ladders(),
                          solution.tuples(),
                          recoding));
      int suppressed = recoding.suppressedRows();
      return new Anonymized(
          table,
          levels,
          gathered.rows(),
          suppressed,
          recoding.starred() ? 0 : suppressed,
          recoding.smallest(),
          recoding.levels().length + (suppressed > 0 && recoding.starred() ? 1 : 0),
          plan.policy().loss(),
          solution.losses(),
          solution.optimal(),
          solution.lattice(),
          solution.visited(),
          ColumnChange.of(solution.ladders(), solution.tuples(), recoding),
          prediction,
          gathered.repeatedPersons());
    }
  }

  private static int threads() {
    return Math.max(1, Math.min(8, Runtime.getRuntime().availableProcessors()));
  }
}
