package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.vault.capture.csv.Mapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Taking data in, and looking at what came. */
final class CaptureCommands {
  private CaptureCommands() {}

  abstract static class Report extends HomeCommand {
    /**
     * All that could be read is captured; a file that could not be read to its end is a failure.
     */
    @Override
    boolean failed(JsonNode report) {
      return report.has("code");
    }

    @Override
    void tell(JsonNode report) {
      line(
          String.format(
              "%,d received = %,d captured + %,d duplicate + %,d quarantined; %,d superseded",
              report.path("received").asLong(),
              report.path("captured").asLong(),
              report.path("duplicate").asLong(),
              report.path("quarantined").asLong(),
              report.path("superseded").asLong()),
          String.format(
              "收到 %,d = 采集 %,d + 重复 %,d + 隔离 %,d；被更正取代 %,d",
              report.path("received").asLong(),
              report.path("captured").asLong(),
              report.path("duplicate").asLong(),
              report.path("quarantined").asLong(),
              report.path("superseded").asLong()));
      Table table =
          new Table(
              console.say("TYPE", "类型"),
              console.say("RECEIVED", "收到"),
              console.say("CAPTURED", "采集"),
              console.say("DUPLICATE", "重复"),
              console.say("QUARANTINED", "隔离"));
      report
          .path("byType")
          .properties()
          .forEach(
              type ->
                  table.row(
                      type.getKey(),
                      type.getValue().path("received").asText(),
                      type.getValue().path("captured").asText(),
                      type.getValue().path("duplicate").asText(),
                      type.getValue().path("quarantined").asText()));
      table.print(console.out());
      for (JsonNode file : report.path("files")) {
        line(
            "Not read to its end: " + file.path("file").asText() + " " + file.path("code").asText(),
            "未能读完：" + file.path("file").asText() + " " + file.path("code").asText());
      }
      line(
          "Questions now see cut " + report.path("cut").asText() + ".",
          "提问现在看到第 " + report.path("cut").asText() + " 版数据。");
    }
  }

  @Command(
      name = "capture",
      description =
          "Take in files, archives or folders. Safe to repeat: what came before is a duplicate.")
  static final class Capture extends Report {
    @Parameters(
        index = "1..*",
        arity = "1..*",
        paramLabel = "PATH",
        descriptionKey = "PATH",
        description = "What to take in.")
    List<Path> paths = List.of();

    @Option(
        names = "--source",
        paramLabel = "SOURCE",
        description = "The sending system's name; the first PATH's name otherwise.")
    Optional<String> source = Optional.empty();

    @Option(
        names = "--format",
        paramLabel = "FORMAT",
        description = "fhir, csv or hl7v2; told by content otherwise.")
    Optional<String> format = Optional.empty();

    @Option(
        names = "--mapping",
        paramLabel = "MAPPING",
        description = "A mapping file, or the name of a shipped one.")
    Optional<String> mapping = Optional.empty();

    @Option(
        names = "--charset",
        paramLabel = "CHARSET",
        description = "Character set of text files, for example GB18030; detected otherwise.")
    Optional<String> charset = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode arguments = arguments();
      ArrayNode list = arguments.putArray("paths");
      paths.forEach(path -> list.add(path.toAbsolutePath().normalize().toString()));
      arguments.put("source", source.orElseGet(this::firstName));
      format.ifPresent(value -> arguments.put("format", value));
      mapping.ifPresent(value -> arguments.put("mapping", mappingText(value)));
      charset.ifPresent(value -> arguments.put("charset", value));
      return work("capture", arguments);
    }

    private String firstName() {
      return String.valueOf(paths.get(0).toAbsolutePath().normalize().getFileName());
    }

    static String mappingText(String value) {
      return Files.isRegularFile(Path.of(value)) ? read(Path.of(value)) : value;
    }
  }

  @Command(
      name = "replay",
      description = "Decode a source again from the journal, after a mapping was fixed.")
  static final class Replay extends Report {
    @Option(
        names = "--source",
        paramLabel = "SOURCE",
        required = true,
        description = "The source's name.")
    String source = "";

    @Option(
        names = "--mapping",
        paramLabel = "MAPPING",
        description = "A mapping file, or the name of a shipped one.")
    Optional<String> mapping = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode arguments = arguments().put("source", source);
      mapping.ifPresent(value -> arguments.put("mapping", Capture.mappingText(value)));
      return work("replay", arguments);
    }
  }

  @Command(name = "sources", description = "What came from where, and when last.")
  static final class Sources extends HomeCommand {
    @Override
    JsonNode result() {
      return work("sources", arguments());
    }

    @Override
    void tell(JsonNode result) {
      Fields.table(console, result.path("sources"));
    }
  }

  @Command(
      name = "quarantine",
      description = "What could not be read: where and why. Contents are not shown.")
  static final class Quarantined extends HomeCommand {
    @Option(
        names = "--limit",
        paramLabel = "N",
        defaultValue = "100",
        description = "At most so many.")
    int limit;

    @Override
    JsonNode result() {
      return work("quarantine", arguments().put("limit", limit));
    }

    @Override
    void tell(JsonNode result) {
      Fields.table(console, result.path("quarantine"));
    }
  }

  @Command(
      name = "map",
      description =
          "Mapping files for tables: list the shipped ones, print one, or check your own.")
  static final class MappingFiles extends LodeCommand {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "MAPPING",
        descriptionKey = "MAPPING",
        description = "The name of a shipped mapping to print, or a mapping file to check.")
    Optional<String> mapping = Optional.empty();

    @Override
    JsonNode result() {
      ObjectNode result = arguments();
      if (mapping.isEmpty()) {
        ArrayNode shipped = result.putArray("shipped");
        Mapping.shipped().forEach(each -> shipped.add(summary(each)));
      } else if (Mapping.shippedNames().contains(mapping.get())) {
        result.put("name", mapping.get()).put("text", Mapping.shippedText(mapping.get()));
      } else {
        result.setAll(summary(Mapping.parse(read(Path.of(mapping.get())))));
      }
      return result;
    }

    private static ObjectNode summary(Mapping mapping) {
      return JSON.createObjectNode()
          .put("name", mapping.name())
          .put("tables", mapping.tables().size());
    }

    @Override
    void tell(JsonNode result) {
      if (result.has("text")) {
        console.out().print(result.path("text").asText());
      } else if (result.has("shipped")) {
        Fields.table(console, result.path("shipped"));
      } else {
        Fields.lines(console, result);
      }
    }
  }

  @Command(name = "quality", description = "What is missing, implausible or contradictory.")
  static final class Quality extends HomeCommand {
    @Override
    JsonNode result() {
      return work("quality", arguments());
    }

    @Override
    void tell(JsonNode result) {
      // The full list of places is for --json; a person wants a first one to look at.
      ArrayNode rows = JsonNodeFactory.instance.arrayNode();
      for (JsonNode finding : result.path("findings")) {
        ObjectNode row = rows.addObject();
        for (String name : new String[] {"kind", "check", "table", "found", "rows"}) {
          row.set(name, finding.path(name));
        }
        row.put("words", console.say(text(finding, "words"), text(finding, "wordsZh")));
        row.put("first", finding.path("journal").path(0).asText());
      }
      Fields.table(console, rows);
    }

    private static String text(JsonNode finding, String name) {
      return finding.path(name).asText();
    }
  }

  @Command(name = "link", description = "Join records of one person by exact identifiers.")
  static final class Link extends HomeCommand {
    @Override
    JsonNode result() {
      return work("link", arguments());
    }

    @Override
    void tell(JsonNode result) {
      Fields.lines(console, result);
    }
  }
}
