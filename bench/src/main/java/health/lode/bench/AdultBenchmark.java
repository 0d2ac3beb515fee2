package health.lode.bench;

import health.lode.deidentify.Progress;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.table.Anonymization;
import health.lode.deidentify.table.Anonymized;
import health.lode.deidentify.table.LossMeasure;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableChoices;
import health.lode.deidentify.table.TablePolicy;
import health.lode.deidentify.table.TableReader;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tables: UCI Adult with the hierarchies that ARX ships, where its folder is given, and synthetic
 * rows like it from file to file.
 */
final class AdultBenchmark implements Benchmark {
  private static final int WARM = 8;
  private static final int ROUNDS = 9;
  private static final int MILLION = 1_000_000;
  private static final Dates NO_DATES = new Dates.Keep(Dates.Precision.NONE);

  @Override
  public String name() {
    return "adult";
  }

  @Override
  public String describe() {
    return "adult [DIR] [ROWS]: k=5, 9 quasi-identifiers, 4% suppression; DIR has adult.csv and its"
        + " hierarchies, ROWS synthetic rows (1,000,000)";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    int rows = MILLION;
    for (String argument : arguments) {
      if (argument.matches("[0-9]+")) {
        rows = Integer.parseInt(argument);
      } else {
        adult(Path.of(argument), out);
      }
    }
    synthetic(rows, scratch, out);
  }

  private static void adult(Path folder, PrintStream out) {
    Table table = TableReader.read(folder.resolve("adult.csv"), TableReader.Options.STANDARD);
    out.printf("Adult: %,d rows, in memory, search and rewriting%n", table.rows());
    for (LossMeasure measure : LossMeasure.values()) {
      measure(table, policy(folder, table, measure, TablePolicy.Method.FULL_DOMAIN), out);
    }
    measure(table, policy(folder, table, LossMeasure.LOSS, TablePolicy.Method.LOCAL), out);
  }

  private static TablePolicy policy(
      Path folder, Table table, LossMeasure measure, TablePolicy.Method method) {
    TableChoices choices =
        new TableChoices(
            Optional.empty(),
            Map.of("qi", table.names()),
            Optional.of(5),
            Optional.of(0.04),
            Optional.of(folder),
            Optional.of(method),
            Optional.of(measure),
            Optional.empty());
    return choices.over(Policy.standard().section(Policy.Section.TABLE, TablePolicy::read));
  }

  private static void measure(Table table, TablePolicy policy, PrintStream out) {
    String name = policy.method() == TablePolicy.Method.LOCAL ? "local, loss" : policy.loss().key();
    Figures seconds = new Figures("adult " + name, "s");
    Anonymized last = null;
    for (int round = 0; round < WARM + ROUNDS; round++) {
      long began = System.nanoTime();
      last = run(table, policy);
      if (round >= WARM) {
        seconds.add((System.nanoTime() - began) / 1e9);
      }
    }
    out.println(seconds);
    if (last != null) {
      tell(last, out);
    }
  }

  private static Anonymized run(Table table, TablePolicy policy) {
    return Anonymization.run(
        table, policy, PseudonymKey.of(new byte[32]).pseudonyms(), NO_DATES, Progress.NONE);
  }

  private static void tell(Anonymized done, PrintStream out) {
    out.printf(
        "  %s %.8f (loss %.5f), levels %s, suppressed %,d, smallest class %d, %,d of %,d nodes%s%n",
        done.measure().key(),
        done.loss(),
        done.losses().loss(),
        done.levels().values(),
        done.suppressedRows(),
        done.smallestClass(),
        done.visited(),
        done.lattice(),
        done.optimal() ? ", optimal" : "");
  }

  private static void synthetic(int rows, Path scratch, PrintStream out) throws Exception {
    Path in = scratch.resolve("adult-like.csv");
    new AdultLike().write(in, rows, 42);
    TablePolicy policy =
        Policy.read(AdultLike.resource("adult-like.yaml"))
            .section(Policy.Section.TABLE, TablePolicy::read);
    out.printf("Like Adult: %,d rows, %,d bytes, from file to file%n", rows, Files.size(in));
    for (TablePolicy.Method method : TablePolicy.Method.values()) {
      TablePolicy chosen =
          new TableChoices(
                  Optional.empty(),
                  Map.of(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.of(method),
                  Optional.empty(),
                  Optional.empty())
              .over(policy);
      Figures seconds = new Figures("like adult, " + method, "s");
      Anonymized last = null;
      for (int round = 0; round < (rows > MILLION ? 1 : 3); round++) {
        Path to = scratch.resolve("out-" + method + round + ".csv");
        Heap.resetPeaks();
        long began = System.nanoTime();
        last =
            Anonymization.run(
                in,
                TableReader.Options.STANDARD,
                to,
                chosen,
                PseudonymKey.of(new byte[32]).pseudonyms(),
                NO_DATES,
                Progress.NONE);
        seconds.add((System.nanoTime() - began) / 1e9);
        Files.delete(to);
      }
      out.println(seconds);
      if (last != null) {
        tell(last, out);
      }
      out.printf(
          "  peak of the heap's pools %,d MB of %,d MB%n",
          Heap.peak() >> 20, Runtime.getRuntime().maxMemory() >> 20);
    }
  }
}
