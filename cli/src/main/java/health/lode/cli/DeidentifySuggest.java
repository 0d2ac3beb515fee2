package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.StagedOutput;
import health.lode.deidentify.suggest.ColumnSuggestion;
import health.lode.deidentify.suggest.Suggestion;
import health.lode.deidentify.table.TableReader;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
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

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      defaultValue = "UTF-8",
      descriptionKey = "risk.charset",
      description = "The file's character set, for example GB18030. Default: UTF-8.")
  Charset charset = StandardCharsets.UTF_8;

  @Override
  JsonNode result() {
    Suggestion suggestion =
        Suggestion.of(TableReader.read(in, new TableReader.Options(charset, Optional.empty())));
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

  private static void write(Path file, String yaml) {
    try (StagedOutput staged = StagedOutput.at(file)) {
      Files.writeString(staged.path(), yaml);
      staged.publish();
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.OUTPUT_REFUSED,
              Words.of(file + " cannot be written.", file + " 无法写入。"),
              Words.of("Name a folder that may be written and has room.", "请指定可写且有空间的目录。")),
          e);
    }
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
