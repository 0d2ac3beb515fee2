package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import picocli.CommandLine.Parameters;

/** A command whose first word is the home that it works on. */
abstract class HomeCommand extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "HOME",
      descriptionKey = "HOME",
      description = "The home's folder.")
  Path home = Path.of("");

  final JsonNode work(String verb, ObjectNode arguments) {
    return work(home, verb, arguments);
  }
}
