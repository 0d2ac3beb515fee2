package health.lode.bench;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code lode bench [NAME [ARGUMENT…]]}: one benchmark, or all of them with their defaults. */
public final class Bench {
  private static final List<Benchmark> ALL =
      List.of(
          new CaptureBenchmark(),
          new QuestionBenchmark(),
          new StartBenchmark(),
          new ConsentBenchmark(),
          new AdultBenchmark(),
          new TextBenchmark(),
          new RiskBenchmark(),
          new FhirBenchmark(),
          new DicomBenchmark(),
          new TraceBenchmark());

  private Bench() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    if (args.length == 0) {
      for (Benchmark each : ALL) {
        run(each, List.of(), out);
      }
      return;
    }
    for (Benchmark each : ALL) {
      if (each.name().equals(args[0])) {
        run(each, List.of(args).subList(1, args.length), out);
        return;
      }
    }
    System.err.println("Benchmarks:");
    ALL.forEach(each -> System.err.println("  " + each.describe()));
    System.exit(2);
  }

  private static void run(Benchmark benchmark, List<String> arguments, PrintStream out)
      throws Exception {
    out.println("# " + benchmark.name());
    Path scratch = Files.createTempDirectory("lode-bench");
    try {
      benchmark.run(arguments, scratch, out);
    } finally {
      Folders.remove(scratch);
    }
  }
}
