package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code lode release}: rows leave the node de-identified, judged, marked and sealed, or not at
 * all.
 */
@Command(
    name = "release",
    description = {
      "Release de-identified data under a permit.",
      "The rows, notes, documents and images that the permit opens are de-identified by the policy,"
          + " judged, marked for their recipient and sealed to the recipient's key. What falls short of"
          + " the grade that the rulebook demands is refused, with what would lift it."
    })
final class ReleaseCommand extends HomeCommand {
  @Option(
      names = "--permit",
      paramLabel = "ID",
      required = true,
      descriptionKey = "permit",
      description = "The permit, or as much of its beginning as is clear.")
  String permit = "";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "A new folder: the sealed release, its receipt and its risk report.")
  Path out = Path.of("");

  @Option(
      names = "--policy",
      paramLabel = "FILE",
      description =
          "De-identification policy; it must be attached to the permit by its hash. The shipped"
              + " policy otherwise.")
  Optional<Path> policy = Optional.empty();

  @Option(
      names = "--format",
      split = ",",
      paramLabel = "FORMAT",
      description = "csv, parquet, fhir; several with commas. csv,parquet otherwise.")
  List<String> formats = List.of("csv", "parquet");

  @Option(
      names = "--dicom",
      paramLabel = "DIR",
      description = "Images to release: those of patients whom permit and choices reach.")
  Optional<Path> dicom = Optional.empty();

  @Option(
      names = "--images-reviewed-by",
      paramLabel = "NAME",
      description =
          "Who has looked at the images that wait for a person (releases/review in the home); entered"
              + " in the ledger. Without it they stay.")
  Optional<String> reviewed = Optional.empty();

  @Override
  JsonNode result() {
    ObjectNode arguments =
        arguments().put("permit", permit).put("out", out.toAbsolutePath().toString());
    policy.ifPresent(file -> arguments.put("policy", read(file)));
    formats.forEach(arguments.putArray("formats")::add);
    dicom.ifPresent(folder -> arguments.put("dicom", folder.toAbsolutePath().toString()));
    reviewed.ifPresent(who -> arguments.put("reviewed", who));
    return work("release", arguments);
  }

  @Override
  void tell(JsonNode result) {
    line(
        "Released "
            + result.path("release").asText()
            + " to "
            + result.path("recipient").asText()
            + ": "
            + result.path("persons")
            + " persons, grade "
            + result.path("grade").asText()
            + ".",
        "已向 "
            + result.path("recipient").asText()
            + " 发布 "
            + result.path("release").asText()
            + "："
            + result.path("persons")
            + " 人，去标识化级别 "
            + result.path("grade").asText()
            + "。");
    Fields.table(console, result.path("files"));
    result.path("marks").path("tables").forEach(this::untraceable);
    line("In " + out, "位于 " + out);
  }

  /** Says which copies could not be traced, while the release can still be kept back. */
  private void untraceable(JsonNode table) {
    String name = table.path("table").asText();
    if (!table.path("marked").asBoolean()) {
      line(name + " BEARS NO MARKS: a copy of it cannot be traced.", name + " 未带标记：其副本无法溯源。");
    } else if (!table.path("enough").asBoolean()) {
      String without = table.path("weakestWithout").asText();
      line(
          name
              + " IS MARKED LITTLE: "
              + table.path("weakestRows")
              + "% of its rows"
              + (without.isEmpty() ? "" : " without " + without)
              + " could not be traced.",
          name
              + " 标记不足："
              + (without.isEmpty() ? "" : "去掉 " + without + " 后")
              + "仅剩 "
              + table.path("weakestRows")
              + "% 的行时无法溯源。");
    }
  }
}
