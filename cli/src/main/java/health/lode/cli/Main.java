package health.lode.cli;

/** The entry point of the {@code lode} command. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    prepare();
    System.exit(run(args, Console.standard()));
  }

  /** Runs one command and returns its exit code: 0 done, 1 refused or failed, 2 wrong usage. */
  public static int run(String[] args, Console console) {
    prepare();
    return Lode.run(args, console);
  }

  /**
   * Calcite reads these once, when its first class loads; without them no Chinese literal parses.
   */
  private static void prepare() {
    System.setProperty("calcite.default.charset", "UTF-8");
    System.setProperty("calcite.default.nationalcharset", "UTF-8");
    System.setProperty("calcite.default.collation.name", "UTF-8$en_US$primary");
    System.setProperty("java.awt.headless", "true");
    // From JDK 22 on a console is there even where none is; this keeps the old meaning.
    System.setProperty("jdk.console", "java.base");
  }
}
