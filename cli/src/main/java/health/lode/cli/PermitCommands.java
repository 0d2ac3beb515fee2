package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode permit request|sign|show|return|suspend|resume|revoke|close|list}. */
@Command(
    name = "permit",
    description = "Permits: who may use what, for which purpose, signed by whom.",
    subcommands = {
      PermitCommands.Request.class,
      PermitCommands.Sign.class,
      PermitCommands.Show.class,
      PermitActs.Return.class,
      PermitActs.Suspend.class,
      PermitActs.Resume.class,
      PermitActs.Revoke.class,
      PermitActs.Close.class,
      PermitCommands.ListThem.class
    })
final class PermitCommands extends Group {

  @Command(
      name = "request",
      description = "Enter a request; tells at once which offices must sign, and why.")
  static final class Request extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "FILE.yaml",
        descriptionKey = "FILE.yaml",
        description = "The permit's text.")
    Path file = Path.of("");

    @Override
    JsonNode result() {
      return work("permit.request", arguments().put("text", read(file)));
    }

    @Override
    void tell(JsonNode result) {
      line("Permit " + result.path("id").asText(), "许可 " + result.path("id").asText());
      for (JsonNode need : result.path("needs")) {
        line(
            "  must sign: " + need.path("office").asText() + "  " + need.path("because").asText(),
            "  需签字：" + need.path("office").asText() + "  " + need.path("because").asText());
      }
    }
  }

  abstract static class OfThePermit extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "ID",
        descriptionKey = "ID",
        description = "The permit's id, or enough of its beginning to be clear.")
    String id = "";
  }

  abstract static class ByOffice extends OfThePermit {
    @Option(
        names = "--as",
        paramLabel = "OFFICE",
        required = true,
        description = "The office that signs: information means hospital/information.")
    String office = "";

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "The office's private key, where it does not lie in the home.")
    Optional<Path> key = Optional.empty();

    final ObjectNode signed() {
      ObjectNode arguments = arguments().put("id", id).put("office", office);
      key.ifPresent(file -> arguments.put("key", file.toAbsolutePath().toString()));
      return arguments;
    }
  }

  @Command(name = "sign", description = "Sign a permit as an office. Read `permit show` first.")
  static final class Sign extends ByOffice {
    @Override
    JsonNode result() {
      return work("permit.sign", signed());
    }

    @Override
    void tell(JsonNode result) {
      line(
          result.path("id").asText() + " is now " + result.path("state").asText() + ".",
          result.path("id").asText() + " 的状态：" + result.path("state").asText() + "。");
      for (JsonNode office : result.path("missing")) {
        line("  still to sign: " + office.asText(), "  尚待签字：" + office.asText());
      }
    }
  }

  @Command(
      name = "show",
      description = "Show a permit, its state and the very text that is signed.")
  static final class Show extends OfThePermit {
    @Option(
        names = "--as",
        paramLabel = "OFFICE",
        description = "The office whose text to show; the first that has yet to sign otherwise.")
    Optional<String> office = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode arguments = arguments().put("id", id);
      office.ifPresent(value -> arguments.put("office", value));
      return work("permit.show", arguments);
    }

    @Override
    void tell(JsonNode result) {
      console
          .out()
          .println(
              console.say(
                  result.path("text").path("en").asText(),
                  result.path("text").path("zh").asText()));
      line("State: " + result.path("state").asText(), "状态：" + result.path("state").asText());
      Fields.table(console, result.path("signatures"));
    }
  }

  @Command(name = "list", description = "List the permits on this node's ledger.")
  static final class ListThem extends HomeCommand {
    @Override
    JsonNode result() {
      return work("permit.list", arguments());
    }

    @Override
    void tell(JsonNode result) {
      Fields.table(console, result.path("permits"));
    }
  }
}
