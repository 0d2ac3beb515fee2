package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lode ask}: one question under one permit, to one home or to a hub. */
@Command(
    name = "ask",
    description = "Ask one SQL question under a permit; only groups large enough are told.")
final class AskCommand extends LodeCommand {
  @ArgGroup(multiplicity = "1")
  Whom whom = new Whom();

  static final class Whom {
    @Option(names = "--home", paramLabel = "HOME", description = "A node's home.")
    Optional<Path> home = Optional.empty();

    @Option(names = "--hub", paramLabel = "URL", description = "A hub's address.")
    Optional<String> hub = Optional.empty();
  }

  @Option(
      names = "--permit",
      paramLabel = "ID",
      required = true,
      description = "The permit's id, or enough of its beginning to be clear.")
  String permit = "";

  @ArgGroup(multiplicity = "1")
  What what = new What();

  static final class What {
    @Option(names = "--sql", paramLabel = "SQL", description = "One SELECT over OMOP CDM tables.")
    Optional<String> sql = Optional.empty();

    @Option(
        names = "--question",
        paramLabel = "FILE",
        description = "A file that holds the SELECT.")
    Optional<Path> question = Optional.empty();
  }

  @Option(
      names = "--format",
      paramLabel = "table|csv|json",
      defaultValue = "table",
      description = "How rows are printed.")
  Format format = Format.TABLE;

  @Mixin HubLogin login = new HubLogin();

  enum Format {
    TABLE,
    CSV,
    JSON
  }

  @Override
  JsonNode result() {
    String sql = what.sql.orElseGet(() -> read(what.question.orElseThrow()));
    ObjectNode arguments = arguments().put("permit", permit).put("sql", sql);
    if (whom.home.isPresent()) {
      return work(whom.home.get(), "ask", arguments);
    }
    return login.at(whom.hub.orElseThrow()).call("/api/v1/ask", arguments);
  }

  @Override
  void tell(JsonNode answer) {
    switch (format) {
      case JSON -> console.out().println(answer);
      case CSV -> csv(answer);
      case TABLE -> table(answer);
    }
  }

  private void table(JsonNode answer) {
    Table table = new Table(texts(answer.path("columns")));
    answer.path("rows").forEach(row -> table.row(texts(row)));
    table.print(console.out());
    if (answer.path("suppressed").asInt() > 0) {
      line(
          answer.path("suppressed").asText() + " groups too small to be told.",
          "有 " + answer.path("suppressed").asText() + " 组人数过少，不予显示。");
    }
    if (!answer.path("receipt").isMissingNode()) {
      line("Receipt: " + answer.path("receipt"), "回执：" + answer.path("receipt"));
    }
  }

  private void csv(JsonNode answer) {
    console.out().println(csvLine(texts(answer.path("columns"))));
    answer.path("rows").forEach(row -> console.out().println(csvLine(texts(row))));
  }

  private static String csvLine(String[] cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < cells.length; i++) {
      // A leading =, +, - or @ would run as a formula where the file is opened in a spreadsheet.
      String cell = cells[i].matches("(?s)[=+@].*|-(?![0-9]).*") ? "'" + cells[i] : cells[i];
      boolean quote = cell.matches("(?s).*[\",\r\n].*");
      line.append(i == 0 ? "" : ",").append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
    }
    return line.toString();
  }

  private static String[] texts(JsonNode array) {
    String[] texts = new String[array.size()];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = Fields.text(array.get(i));
    }
    return texts;
  }
}
