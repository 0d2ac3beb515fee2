package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lode pseudonym undo|rotate}. */
@Command(
    name = "pseudonym",
    description = "The pseudonyms of releases.",
    subcommands = {PseudonymCommands.Undo.class, PseudonymCommands.Rotate.class})
final class PseudonymCommands extends Group {

  @Command(
      name = "undo",
      description =
          "Find the patient behind a pseudonym. Only an office of the hospital that signed the"
              + " release's permit may; the act is signed and entered in the ledger first.")
  static final class Undo extends HomeCommand {
    @Option(
        names = "--release",
        paramLabel = "ID",
        required = true,
        description = "The release that the pseudonym is from.")
    String release = "";

    @Option(
        names = "--pseudonym",
        paramLabel = "VALUE",
        required = true,
        description = "As it stands in the release: person_id or person_source_value.")
    String pseudonym = "";

    @Option(
        names = "--as",
        paramLabel = "OFFICE",
        required = true,
        description = "The office that acts: ethics means hospital/ethics.")
    String office = "";

    @Option(
        names = "--why",
        paramLabel = "WORDS",
        required = true,
        description = "The reason, which is entered in the ledger; without a patient's name.")
    String why = "";

    @Option(
        names = "--key",
        paramLabel = "FILE",
        description = "The office's private key, where it does not lie in the home.")
    Optional<Path> key = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode arguments =
          arguments()
              .put("release", release)
              .put("pseudonym", pseudonym)
              .put("office", office)
              .put("why", why);
      key.ifPresent(file -> arguments.put("key", file.toAbsolutePath().toString()));
      return work("pseudonym.undo", arguments);
    }

    @Override
    void tell(JsonNode result) {
      line(
          "Person " + result.path("person") + ", known by:",
          "患者 " + result.path("person") + "，院内标识：");
      Fields.table(console, result.path("known"));
    }
  }

  @Command(
      name = "rotate",
      description =
          "Use a new key for the pseudonyms of releases from now on; earlier ones can still be undone.")
  static final class Rotate extends HomeCommand {
    @Override
    JsonNode result() {
      return work("pseudonym.rotate", arguments());
    }

    @Override
    void tell(JsonNode result) {
      line(
          "Pseudonyms are made with version " + result.path("version") + " from now on.",
          "此后使用第 " + result.path("version") + " 版假名密钥。");
    }
  }
}
