package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.fhir.FhirDeidentifier;
import health.lode.deidentify.fhir.FhirPolicy;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.records.NoteCleaner;
import health.lode.deidentify.records.RecordFiles;
import health.lode.deidentify.records.RecordSummary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lode deidentify fhir IN OUT}: files and folders of FHIR R4 JSON and CDA. */
@Command(
    name = "fhir",
    description =
        "De-identify FHIR R4 JSON (.ndjson, .json) and CDA (.xml, .cda, .ccda), packed or not.")
final class DeidentifyFhir extends LodeCommand {
  @Parameters(
      index = "0",
      paramLabel = "IN",
      descriptionKey = "deidentify.IN",
      description = "A file or a folder.")
  Path input = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      descriptionKey = "deidentify.OUT",
      description = "Where the result goes; must not be there yet.")
  Path output = Path.of("");

  @Mixin DeidentifyCommands.Common common = new DeidentifyCommands.Common();

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Write each action as a JSON line: type, path, rule, action; never a value.")
  Optional<Path> trace = Optional.empty();

  @Option(
      names = "--quarantine",
      paramLabel = "DIR",
      description =
          "Write the list of what was held back there: file and line by number, and a code.")
  Optional<Path> quarantine = Optional.empty();

  @Override
  JsonNode result() {
    Policy policy = common.policy();
    LocalDate today = LocalDate.now(console.clock());
    Pseudonyms pseudonyms = common.key().pseudonyms();
    FhirDeidentifier deidentifier =
        FhirDeidentifier.of(
            policy.section(Policy.Section.FHIR, FhirPolicy::read),
            policy.dates(),
            pseudonyms,
            NoteCleaner.of(policy, pseudonyms),
            today);
    int threads = Runtime.getRuntime().availableProcessors();
    RecordFiles files = RecordFiles.of(deidentifier, today, threads);
    try (DeidentifyProgress progress = new DeidentifyProgress(console)) {
      RecordSummary summary =
          files.run(new RecordFiles.Request(input, output, trace, quarantine), progress);
      return json(summary);
    }
  }

  private ObjectNode json(RecordSummary summary) {
    ObjectNode result = arguments();
    result.put("files", summary.files()).put("ignored", summary.ignored());
    counts(result.putObject("resources"), summary.resources());
    counts(result.putObject("actions"), summary.actions());
    counts(result.putObject("quarantined"), summary.quarantined());
    result.put("patients", summary.patients());
    result.put("bytesIn", summary.bytesIn()).put("bytesOut", summary.bytesOut());
    return result.put("seconds", Math.round(summary.seconds() * 1000) / 1000.0);
  }

  private static void counts(ObjectNode into, Map<String, Long> counts) {
    counts.forEach(into::put);
  }

  @Override
  void tell(JsonNode result) {
    long cleaned = 0;
    for (JsonNode each : result.path("resources")) {
      cleaned += each.asLong();
    }
    line(
        cleaned + " resources and documents cleaned into " + output + ".",
        "已处理 " + cleaned + " 个资源和文档，写入 " + output + "。");
    line("Actions: " + listed(result.path("actions")), "动作：" + listed(result.path("actions")));
    if (!result.path("quarantined").isEmpty()) {
      String held = listed(result.path("quarantined"));
      line("Held back: " + held, "已隔离：" + held);
    }
    if (result.path("ignored").asLong() > 0) {
      line(
          "Files that are neither FHIR nor CDA, left out: " + result.path("ignored"),
          "既非 FHIR 也非 CDA、未处理的文件：" + result.path("ignored"));
    }
  }

  private static String listed(JsonNode counts) {
    StringBuilder words = new StringBuilder();
    counts
        .properties()
        .forEach(
            e ->
                words
                    .append(words.isEmpty() ? "" : ", ")
                    .append(e.getKey())
                    .append(' ')
                    .append(e.getValue()));
    return words.toString();
  }
}
