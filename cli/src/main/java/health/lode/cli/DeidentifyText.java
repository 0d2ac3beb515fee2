package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.text.Known;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextFiles;
import health.lode.deidentify.text.TextPolicy;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify text IN OUT}. */
@Command(
    name = "text",
    description =
        "Take identities out of notes: text files, or a column of CSV or JSON Lines files.")
final class DeidentifyText extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      descriptionKey = "IN",
      description = "A file, or a folder of files.")
  Path in = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      descriptionKey = "OUT",
      description = "Where the output goes; a new place.")
  Path out = Path.of("");

  @Mixin DeidentifyCommands.Common common = new DeidentifyCommands.Common();

  @Option(
      names = "--charset",
      paramLabel = "NAME",
      description = "Of the input; otherwise UTF-8 or GB18030, as it reads.")
  Optional<String> charset = Optional.empty();

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of CSV and JSON Lines files that holds the text.")
  Optional<String> column = Optional.empty();

  @Option(
      names = "--patient-column",
      paramLabel = "NAME",
      description = "Column that says whose text it is: dates move by person.")
  Optional<String> patientColumn = Optional.empty();

  @Option(
      names = "--patient",
      paramLabel = "ID",
      defaultValue = "",
      description = "Whose texts these are.")
  String patient = "";

  @Option(
      names = "--known",
      paramLabel = "WORD",
      split = ",",
      description = "Names and numbers of the patient and relatives, found wherever they stand.")
  List<String> known = List.of();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write each finding: file, type, place, confidence, rule; never the text.")
  Optional<Path> report = Optional.empty();

  @Override
  JsonNode result() {
    Policy policy = common.policy();
    TextDeidentifier engine =
        TextDeidentifier.of(
            policy.section(Policy.Section.TEXT, TextPolicy::read),
            policy.dates(),
            common.key().pseudonyms());
    List<String> numbers = known.stream().filter(w -> w.matches(".*\\d.*")).toList();
    List<String> names = known.stream().filter(w -> !w.matches(".*\\d.*")).toList();
    TextFiles.Request request =
        new TextFiles.Request(
            in,
            out,
            charset.map(this::charset),
            new Known(patient, names, numbers, List.of(), List.of()),
            column,
            patientColumn);
    try (DeidentifyProgress progress = new DeidentifyProgress(console)) {
      ObjectNode result = TextFiles.run(engine, request, progress);
      JsonNode findings = result.remove("report");
      if (report.isPresent()) {
        Files.writeString(report.get(), findings.toString(), StandardOpenOption.CREATE_NEW);
      }
      return result;
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              DeidentifyReason.OUTPUT_REFUSED,
              Words.of("A file could not be read or written.", "文件读写失败。"),
              Words.of("Check permissions and free space.", "请检查权限和剩余空间。")),
          e);
    }
  }

  private Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw usage("No such charset: " + name, "没有此编码：" + name);
    }
  }

  @Override
  void tell(JsonNode result) {
    line(
        result.path("texts") + " texts in " + result.path("files") + " files.",
        result.path("files") + " 个文件，" + result.path("texts") + " 份文本。");
    result
        .path("found")
        .properties()
        .forEach(type -> console.out().println("  " + type.getKey() + "  " + type.getValue()));
  }
}
