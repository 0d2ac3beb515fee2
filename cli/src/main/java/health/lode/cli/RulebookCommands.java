package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.RecipientKind;
import health.lode.governance.rulebook.Rulebook;
import health.lode.governance.rulebook.RulebookCheck;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode rulebook show|adopt|check|explain|diff}. */
@Command(
    name = "rulebook",
    description = "What may be used for what, by whom, on whose authority.",
    subcommands = {
      RulebookCommands.Show.class,
      RulebookCommands.Adopt.class,
      RulebookCommands.Check.class,
      RulebookCommands.Explain.class,
      RulebookCommands.Diff.class
    })
final class RulebookCommands extends Group {

  @Command(name = "show", description = "Print the rulebook in force.")
  static final class Show extends HomeCommand {
    @Override
    JsonNode result() {
      return work("rulebook.show", arguments());
    }

    @Override
    void tell(JsonNode result) {
      console.out().print(result.path("text").asText());
    }
  }

  @Command(name = "adopt", description = "Put a rulebook into force, signed by an office.")
  static final class Adopt extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "The rulebook.")
    Path file = Path.of("");

    @Option(
        names = "--as",
        paramLabel = "OFFICE",
        defaultValue = "information",
        description = "The office that signs: information means hospital/information.")
    String office = "";

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "The office's private key, where it does not lie in the home.")
    Optional<Path> key = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode arguments = arguments().put("text", read(file)).put("office", office);
      key.ifPresent(path -> arguments.put("key", path.toAbsolutePath().toString()));
      return work("rulebook.adopt", arguments);
    }

    @Override
    void tell(JsonNode result) {
      line("In force: " + result.path("hash").asText(), "已生效：" + result.path("hash").asText());
    }
  }

  @Command(
      name = "check",
      description = "Read a rulebook to the last word: unknown words, dead rules, gaps.")
  static final class Check extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "The rulebook.")
    Path file = Path.of("");

    @Override
    JsonNode result() {
      RulebookCheck check = Rulebook.check(read(file));
      check
          .refusal()
          .ifPresent(
              refusal -> {
                throw refusal.asException();
              });
      return check.toJson();
    }

    @Override
    void tell(JsonNode result) {
      line(
          result.path("ruled") + " of " + result.path("combinations") + " combinations are ruled.",
          "共 " + result.path("combinations") + " 种组合，其中 " + result.path("ruled") + " 种有规则。");
      Rulebook.check(read(file))
          .remarks()
          .forEach(remark -> console.out().println("  " + console.say(remark)));
    }
  }

  @Command(name = "explain", description = "What the rules say of one use, and on which law.")
  static final class Explain extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "The rulebook.")
    Path file = Path.of("");

    @Option(
        names = "--data",
        paramLabel = "CATEGORY",
        required = true,
        description = "Kind of data.")
    String data = "";

    @Option(names = "--purpose", paramLabel = "PURPOSE", required = true, description = "Purpose.")
    String purpose = "";

    @Option(
        names = "--recipient",
        paramLabel = "KIND",
        defaultValue = "HOSPITAL",
        description = "Kind of recipient: ${COMPLETION-CANDIDATES}.")
    RecipientKind recipient = RecipientKind.HOSPITAL;

    @Option(
        names = "--form",
        paramLabel = "FORM",
        defaultValue = "AGGREGATE",
        description = "Form of use: ${COMPLETION-CANDIDATES}.")
    Form form = Form.AGGREGATE;

    @Override
    JsonNode result() {
      return Rulebook.parse(read(file)).explain(data, purpose, recipient, form).toJson();
    }

    @Override
    void tell(JsonNode result) {
      JsonNode summary = result.path("summary");
      line(summary.path("en").asText(), summary.path("zh").asText());
      for (JsonNode rule : result.path("rules")) {
        String at = rule.path("line").asText() + ": ";
        line(
            at
                + rule.path("says").path("en").asText()
                + "  ("
                + rule.path("because").path("law").asText()
                + ")",
            at
                + rule.path("says").path("zh").asText()
                + "（"
                + rule.path("because").path("law").asText()
                + "）");
      }
    }
  }

  @Command(name = "diff", description = "How the meaning of two rulebooks differs.")
  static final class Diff extends LodeCommand {
    @Parameters(
        index = "0",
        paramLabel = "BEFORE",
        descriptionKey = "BEFORE",
        description = "The one rulebook.")
    Path before = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "AFTER",
        descriptionKey = "AFTER",
        description = "The other.")
    Path after = Path.of("");

    @Override
    JsonNode result() {
      ObjectNode result = arguments();
      ArrayNode changes = result.putArray("changes");
      Rulebook.diff(Rulebook.parse(read(before)), Rulebook.parse(read(after)))
          .forEach(
              change ->
                  changes
                      .addObject()
                      .put("what", change.what())
                      .put("before", change.before())
                      .put("after", change.after()));
      return result;
    }

    @Override
    void tell(JsonNode result) {
      Fields.table(console, result.path("changes"));
    }
  }
}
