package health.lode.bench;

import health.lode.deidentify.risk.Risk;
import health.lode.deidentify.risk.RiskQuestion;
import health.lode.deidentify.risk.RiskReport;
import health.lode.deidentify.risk.RiskTable;
import health.lode.deidentify.risk.Sharing;
import health.lode.deidentify.table.Table;
import health.lode.deidentify.table.TableReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Risk of rows like Adult, nine quasi-identifiers: each row a person, then four rows a person. The
 * whole report is measured: classes, kinds of columns, doubts, and what would lift the grade.
 */
final class RiskBenchmark implements Benchmark {
  private static final int ROUNDS = 5;
  private static final int MILLION = 1_000_000;
  private static final int ROWS_A_PERSON = 4;

  @Override
  public String name() {
    return "risk";
  }

  @Override
  public String describe() {
    return "risk [ROWS]: re-identification risk, nine quasi-identifiers, by rows and by persons";
  }

  @Override
  public void run(List<String> arguments, Path scratch, PrintStream out) throws Exception {
    int rows = arguments.isEmpty() ? MILLION : Integer.parseInt(arguments.get(0));
    Path file = scratch.resolve("adult-like.csv");
    new AdultLike().write(file, rows, 42);
    long start = System.nanoTime();
    Table table = TableReader.read(file, TableReader.Options.STANDARD);
    out.printf(Locale.ROOT, "read %,d rows in %.2f s%n", rows, (System.nanoTime() - start) / 1e9);
    List<String> quasi = table.names();
    measure("each row a person", roles(table, quasi, Optional.empty()), out);
    measure("four rows a person", roles(byPerson(table), quasi, Optional.of("person")), out);
  }

  private static RiskTable roles(Table table, List<String> quasi, Optional<String> person) {
    return new RiskTable("table", table, quasi, person, List.of(), Set.of());
  }

  private static Table byPerson(Table table) {
    List<String> names = new ArrayList<>(table.names());
    names.add("person");
    Table.Builder builder = new Table.Builder(names);
    for (int row = 0; row < table.rows(); row++) {
      for (String cell : table.row(row)) {
        builder.cell(cell);
      }
      builder.cell("person" + row / ROWS_A_PERSON);
    }
    return builder.build();
  }

  private static void measure(String what, RiskTable table, PrintStream out) {
    Figures seconds = new Figures(what, "s");
    Optional<RiskReport> last = Optional.empty();
    System.gc();
    Heap.resetPeaks();
    long before = heap();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      last = Optional.of(Risk.measure(table, RiskQuestion.of(Sharing.AGREEMENT)));
      seconds.add((System.nanoTime() - start) / 1e9);
    }
    out.println(seconds);
    RiskReport report = last.orElseThrow();
    out.printf(
        Locale.ROOT,
        "  %,d persons, %,d classes, %,d unique, grade %s; heap at its peak, garbage included, %,d MB above the table%n",
        report.persons(),
        report.classes().count(),
        report.classes().uniques(),
        report.grade(),
        (Heap.peak() - before) >> 20);
  }

  private static long heap() {
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
