package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.deidentify.text.Evaluation;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify evaluate GOLD}: how well identifiers are found in texts. */
@Command(
    name = "evaluate",
    description = "Measure how well identifiers are found, against a gold file of marked texts.")
final class DeidentifyEvaluate extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "GOLD",
      descriptionKey = "GOLD",
      description = "JSON Lines {text, spans: [{start, end, type}]}, or presidio-research's JSON.")
  Path gold = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "1",
      description = "First note that counts.")
  int from;

  @Option(
      names = "--to",
      paramLabel = "N",
      defaultValue = "2147483647",
      description = "Last note that counts.")
  int to;

  @Override
  JsonNode result() {
    if (from < 1 || to < from) {
      throw usage("--from and --to count notes from 1.", "--from 与 --to 从 1 计数。");
    }
    return Evaluation.of(gold, from, to).json();
  }

  @Override
  void tell(JsonNode result) {
    Table table = new Table("TYPE", "GOLD", "RECALL", "PRECISION", "F1");
    result
        .path("byType")
        .properties()
        .forEach(
            type ->
                row(
                    table,
                    type.getKey(),
                    type.getValue().path("gold").asText(),
                    type.getValue().path("overlap")));
    row(table, "overlap", "", result.path("overall").path("overlap"));
    row(table, "exact", "", result.path("overall").path("exact"));
    table.print(console.out());
    JsonNode notes = result.path("notesWithMiss");
    line(
        notes.path("withMiss")
            + " of "
            + notes.path("notes")
            + " notes with a miss; share at most "
            + notes.path("upper95")
            + " (95%).",
        notes.path("notes")
            + " 份文书中 "
            + notes.path("withMiss")
            + " 份有遗漏；比例不超过 "
            + notes.path("upper95")
            + "（95%）。");
  }

  private static void row(Table table, String name, String gold, JsonNode figures) {
    table.row(
        name,
        gold,
        String.format(Locale.ROOT, "%.4f", figures.path("recall").asDouble()),
        String.format(Locale.ROOT, "%.4f", figures.path("precision").asDouble()),
        String.format(Locale.ROOT, "%.4f", figures.path("f1").asDouble()));
  }
}
