package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lode key move}. */
@Command(
    name = "key",
    description = "Private keys of offices.",
    subcommands = {KeyCommands.Move.class})
final class KeyCommands extends Group {

  @Command(
      name = "move",
      description =
          "Take an office's private key out of the home into FILE, so that only its holder signs.")
  static final class Move extends HomeCommand {
    @Parameters(
        index = "1",
        paramLabel = "OFFICE",
        descriptionKey = "OFFICE",
        description = "The office.")
    String office = "";

    @Parameters(
        index = "2",
        paramLabel = "FILE",
        descriptionKey = "FILE",
        description = "Where the key goes; must not exist.")
    Path file = Path.of("");

    @Override
    JsonNode result() {
      return work(
          "key.move",
          arguments().put("office", office).put("file", file.toAbsolutePath().toString()));
    }

    @Override
    void tell(JsonNode result) {
      line(
          "The key of " + office + " is now in " + file + " and nowhere else. Sign with --key.",
          office + " 的密钥现只在 " + file + " 中。签字时请使用 --key。");
    }
  }
}
