package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything that ever left a node. */
@Command(
    name = "exits",
    description = "Everything that ever left: to whom, under which permit, when.")
final class ExitsCommand extends HomeCommand {
  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "100",
      description = "At most so many.")
  int limit;

  @Override
  JsonNode result() {
    return work("exits", arguments().put("limit", limit));
  }

  @Override
  void tell(JsonNode result) {
    Fields.table(console, result.path("exits"));
  }
}
