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
    if (result.path("exits").isEmpty() && result.path("releases").isEmpty()) {
      line("Nothing has left.", "没有任何内容离开。");
      return;
    }
    part(result.path("exits"), "Answers:", "回答：");
    part(result.path("releases"), "Releases of rows:", "逐行数据发布：");
  }

  private void part(JsonNode rows, String en, String zh) {
    if (!rows.isEmpty()) {
      line(en, zh);
      Fields.table(console, rows);
    }
  }
}
