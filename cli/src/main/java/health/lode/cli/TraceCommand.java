package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.mark.Register;
import health.lode.deidentify.mark.Trace;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.table.TableReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode trace FILE}: whose copy this is. */
@Command(
    name = "trace",
    description = {
      "Name the recipient whose copy of a release a table is, or a part of it.",
      "Says the odds of naming an innocent one, and names nobody where they are too high."
    })
final class TraceCommand extends LodeCommand {
  private static final int OTHERS = 5;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      descriptionKey = "FILE",
      description = "The table that was found.")
  Path file = Path.of("");

  @Option(
      names = "--home",
      paramLabel = "HOME",
      description = "The node's home that made the releases.")
  Optional<Path> home = Optional.empty();

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description =
          "Without a home: the pseudonym key that was used when the releases were marked.")
  Optional<Path> key = Optional.empty();

  @Option(
      names = "--releases",
      paramLabel = "REGISTER.json",
      description = "Without a home: the register of releases.")
  Optional<Path> releases = Optional.empty();

  @Option(
      names = "--column",
      paramLabel = "RELEASED=NOW",
      description = "What a released column is called in the file, where that is not found alone.")
  Map<String, String> columns = Map.of();

  @Option(
      names = "--odds",
      paramLabel = "CHANCE",
      defaultValue = "1e-6",
      description = "Highest accepted chance of naming any innocent recipient; 1e-6 otherwise.")
  double odds;

  @Mixin TableCharset charset = new TableCharset();

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description =
          "With --home: who traces, entered in the ledger; the machine's account otherwise.")
  Optional<String> by = Optional.empty();

  @Override
  JsonNode result() {
    if (!(odds > 0 && odds < 1)) {
      throw usage("--odds must be between 0 and 1", "--odds 应在 0 与 1 之间");
    }
    if (home.isPresent() && key.isEmpty() && releases.isEmpty()) {
      return inHome(home.get());
    }
    if (home.isEmpty() && key.isPresent() && releases.isPresent()) {
      return alone(key.get(), releases.get());
    }
    throw usage("give --home, or --key and --releases", "请给出 --home，或同时给出 --key 与 --releases");
  }

  private JsonNode inHome(Path folder) {
    ObjectNode arguments =
        arguments()
            .put("file", file.toAbsolutePath().toString())
            .put("odds", odds)
            .put("charset", charset.options().charset().name())
            .put("by", by.orElseGet(() -> System.getProperty("user.name", "?")));
    columns.forEach(arguments.putObject("columns")::put);
    return work(folder, "trace", arguments);
  }

  private JsonNode alone(Path keyFile, Path register) {
    PseudonymKey pseudonyms = PseudonymKey.read(keyFile);
    List<byte[]> secrets = new ArrayList<>();
    for (int version = 1; version <= pseudonyms.version(); version++) {
      secrets.add(DeidentifyMark.secret(pseudonyms, version));
    }
    return Trace.of(
            TableReader.read(file, charset.options()),
            Register.read(register),
            secrets,
            new Trace.Options(odds, columns))
        .json(OTHERS);
  }

  @Override
  void tell(JsonNode result) {
    TraceWords.say(console, result);
  }
}
