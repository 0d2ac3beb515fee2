package health.lode.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.ParameterException;

/** The root of the command tree, and the one place where outcomes become exit codes. */
@Command(
    name = "lode",
    versionProvider = Lode.Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Puts hospital data to work without giving it away.",
      "Every command takes --json and returns 0 (done), 1 (refused or failed) or 2 (wrong usage)."
    },
    subcommands = {
      HelpCommand.class,
      InitCommands.class,
      PartyCommands.class,
      KeyCommands.class,
      ServeCommands.Join.class,
      ServeCommands.Node.class,
      ServeCommands.HubServer.class,
      ServeCommands.Token.class,
      CaptureCommands.Capture.class,
      CaptureCommands.Sources.class,
      CaptureCommands.Replay.class,
      CaptureCommands.MappingFiles.class,
      CaptureCommands.Quality.class,
      CaptureCommands.Link.class,
      CaptureCommands.Quarantined.class,
      RulebookCommands.class,
      PermitCommands.class,
      ConsentCommands.class,
      AskCommand.class,
      DeidentifyCommands.class,
      ReleaseCommand.class,
      TraceCommand.class,
      PseudonymCommands.class,
      RiskCommand.class,
      ExitsCommand.class,
      LedgerCommands.class,
      DemoCommand.class,
    })
final class Lode implements Runnable {
  @CommandLine.Spec CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

  @CommandLine.Option(
      names = "--lang",
      scope = CommandLine.ScopeType.INHERIT,
      paramLabel = "en|zh",
      descriptionKey = "lang",
      description = "Language of words for people; the environment's LANG otherwise.")
  void lang(String ignored) {
    // Read before parsing, see language(): help texts need it before any option is applied.
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  static int run(String[] args, Console given) {
    Locale locale = language(args, given.locale());
    Console console = given.in(locale);
    boolean json = Arrays.asList(args).contains("--json");
    CommandLine line = new CommandLine(new Lode(), new Commands(console));
    line.setResourceBundle(
        ResourceBundle.getBundle(
            "health.lode.cli.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    line.setOut(writer(console.out()));
    line.setErr(writer(console.err()));
    line.setUsageHelpWidth(100);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler(
        (e, a) -> {
          wrongUsage(e, json, console);
          return 2;
        });
    line.setExecutionExceptionHandler((e, l, parsed) -> failed(e, json, console));
    return line.execute(args);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  private static Locale language(String[] args, Locale otherwise) {
    List<String> words = Arrays.asList(args);
    int at = words.indexOf("--lang");
    String value = at >= 0 && at + 1 < words.size() ? words.get(at + 1) : "";
    for (String word : words) {
      value = word.startsWith("--lang=") ? word.substring("--lang=".length()) : value;
    }
    return value.isEmpty()
        ? otherwise
        : value.startsWith("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
  }

  private static void wrongUsage(ParameterException e, boolean json, Console console) {
    if (json) {
      print(
          console,
          "USAGE",
          Words.of(String.valueOf(e.getMessage()), String.valueOf(e.getMessage())),
          Words.of("See --help.", "请查看 --help。"));
      return;
    }
    console.err().println(e.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(e, writer(console.err()));
    e.getCommandLine().usage(console.err());
  }

  private static int failed(Exception e, boolean json, Console console) {
    Refusal refusal =
        e instanceof RefusedException refused
            ? refused.refusal()
            : Refusal.of(
                CliReason.UNEXPECTED,
                Words.of(
                    "An error of the program itself: " + e.getClass().getSimpleName() + ".",
                    "程序自身出错：" + e.getClass().getSimpleName() + "。"),
                Words.of(
                    "Run again with LODE_OPTS=-Dlode.trace=true and report what is printed.",
                    "请用 LODE_OPTS=-Dlode.trace=true 重新运行，并报告输出内容。"));
    if (!(e instanceof RefusedException) && Boolean.getBoolean("lode.trace")) {
      e.printStackTrace(console.err());
    }
    if (json) {
      print(console, refusal.code().name(), refusal.reason(), refusal.remedy());
    } else {
      console.err().println(refusal.code().name() + ": " + console.say(refusal.reason()));
      console
          .err()
          .println(console.say("What would help: ", "解决办法：") + console.say(refusal.remedy()));
    }
    return 1;
  }

  private static void print(Console console, String code, Words reason, Words remedy) {
    ObjectNode document = new ObjectMapper().createObjectNode();
    document.put("code", code);
    document.put("reason", console.say(reason));
    document.put("remedy", console.say(remedy));
    console.out().println(document);
  }

  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Lode.class.getPackage().getImplementationVersion();
      return new String[] {"lode " + (version == null ? "development" : version)};
    }
  }
}
