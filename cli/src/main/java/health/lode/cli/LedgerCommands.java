package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.node.LedgerCheck;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode ledger verify|prove|checkpoint}. */
@Command(
    name = "ledger",
    description = "The log that nobody can quietly change.",
    subcommands = {
      LedgerCommands.Verify.class,
      LedgerCommands.Prove.class,
      LedgerCommands.CheckpointNow.class
    })
final class LedgerCommands extends Group {

  @Command(
      name = "verify",
      description =
          "Read every file of the ledger and check each byte against the signed checkpoint.")
  static final class Verify extends HomeCommand {
    @Override
    JsonNode result() {
      return LedgerCheck.verify(home);
    }

    @Override
    boolean failed(JsonNode result) {
      return !result.path("verified").asBoolean();
    }

    @Override
    void tell(JsonNode result) {
      console
          .out()
          .println(
              result.path("size").asText()
                  + "  "
                  + result.path("root").asText()
                  + "  "
                  + (failed(result)
                      ? console.say("NOT VERIFIED", "校验失败")
                      : console.say("verified", "校验通过")));
      result.path("problems").forEach(problem -> console.out().println("  " + problem.asText()));
    }
  }

  @Command(
      name = "prove",
      description = "Prove that an entry is in the ledger, for anyone to check.")
  static final class Prove extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "INDEX",
        descriptionKey = "INDEX",
        description = "The entry's number.")
    long index;

    @Option(names = "--size", paramLabel = "N", description = "Against the tree of this size.")
    Optional<Long> size = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode arguments = arguments().put("index", index);
      size.ifPresent(n -> arguments.put("size", n));
      return work("ledger.prove", arguments);
    }

    @Override
    void tell(JsonNode result) {
      Fields.lines(console, result);
    }
  }

  @Command(name = "checkpoint", description = "Print the signed checkpoint.")
  static final class CheckpointNow extends HomeCommand {
    @Override
    JsonNode result() {
      return work("ledger.checkpoint", arguments());
    }

    @Override
    void tell(JsonNode result) {
      console.out().print(result.path("checkpoint").asText());
    }
  }
}
