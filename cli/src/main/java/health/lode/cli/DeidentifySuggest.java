package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.suggest.ColumnSuggestion;
import health.lode.deidentify.suggest.Suggestion;
import health.lode.deidentify.table.TableReader;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify suggest IN}: a proposed policy, with reasons. */
@Command(
    name = "suggest",
    description = "Propose a role and a hierarchy for each column of a table, with the reasons.")
final class DeidentifySuggest extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      descriptionKey = "IN",
      description = "A delimited text file with a header line.")
  Path in = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write the proposal to a new policy file.")
  Optional<Path> out = Optional.empty();

  @Mixin TableCharset charset = new TableCharset();

  @Override
  JsonNode result() {
    Suggestion suggestion = Suggestion.of(TableReader.read(in, charset.options()));
    ObjectNode json = arguments();
    suggestion.person().ifPresentOrElse(p -> json.put("person", p), () -> json.putNull("person"));
    ArrayNode columns = json.putArray("columns");
    for (ColumnSuggestion column : suggestion.columns()) {
      ObjectNode one =
          columns
              .addObject()
              .put("column", column.finding().column())
              .put("role", column.role().word())
              .put("settings", column.settings())
              .put(
                  "kind", column.finding().kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
              .put("distinct", column.finding().distinct())
              .put("filled", column.finding().filled())
              .put("because", console.say(column.because()));
      column.singlesOut().ifPresent(persons -> one.put("singlesOut", persons));
    }
    json.put("policy", suggestion.yaml());
    out.ifPresent(
        file -> {
          write(file, suggestion.yaml());
          json.put("file", file.toString());
        });
    return json;
  }

  @Override
  void tell(JsonNode result) {
    Table table =
        new Table(
            console.say("column", "列"),
            console.say("role", "角色"),
            console.say("settings", "设置"),
            console.say("singles out", "单独识别"),
            console.say("because", "理由"));
    for (JsonNode column : result.path("columns")) {
      table.row(
          column.path("column").asText(),
          column.path("role").asText(),
          column.path("settings").asText(),
          column.path("singlesOut").asText(),
          column.path("because").asText());
    }
    table.print(console.out());
    if (out.isPresent()) {
      line("Policy: " + out.get(), "策略文件：" + out.get());
    } else {
      line("Write it to a file with --out FILE.", "用 --out FILE 写入文件。");
    }
  }
}
