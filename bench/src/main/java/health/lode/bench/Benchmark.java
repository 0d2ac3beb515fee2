package health.lode.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** One benchmark: does its work several times and prints medians. */
interface Benchmark {
  /** What follows {@code lode bench}. */
  String name();

  /** One line for the list. */
  String describe();

  /**
   * @param arguments what follows the name
   * @param scratch an empty folder, removed afterwards
   * @param out where the figures go
   */
  void run(List<String> arguments, Path scratch, PrintStream out) throws Exception;
}
