package health.lode.deidentify.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import health.lode.deidentify.DeidentifyReason;
import health.lode.deidentify.Progress;
import health.lode.deidentify.StagedOutput;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Takes identities out of a text file, a column of a table or JSON Lines file, or a folder of such
 * files, which keeps its layout. The output is UTF-8 and appears whole or not at all.
 */
public final class TextFiles {
  private static final long LARGEST = 256L << 20;
  private static final Charset CHINESE = Charset.forName("GB18030");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private final TextDeidentifier engine;
  private final Request request;
  private final Map<Type, Long> counts = new EnumMap<>(Type.class);
  private final ArrayNode report = JsonNodeFactory.instance.arrayNode();
  private long texts;

  /**
   * What is asked.
   *
   * @param charset of the input; otherwise UTF-8 or GB18030, whichever reads it without error
   * @param known what is known of the patient of all these texts
   * @param column of tables and JSON Lines that holds the text
   * @param patientColumn of tables and JSON Lines that says whose text it is
   */
  public record Request(
      Path in,
      Path out,
      Optional<Charset> charset,
      Known known,
      Optional<String> column,
      Optional<String> patientColumn) {}

  private TextFiles(TextDeidentifier engine, Request request) {
    this.engine = engine;
    this.request = request;
  }

  /** {@code {files, texts, found {TYPE n}, report [{file, line, findings […]}]}}; never a text. */
  public static ObjectNode run(TextDeidentifier engine, Request request, Progress progress)
      throws IOException {
    return new TextFiles(engine, request).run(progress);
  }

  private ObjectNode run(Progress progress) throws IOException {
    List<Path> files = files();
    try (StagedOutput staged = StagedOutput.at(request.out())) {
      boolean folder = Files.isDirectory(request.in());
      if (folder) {
        Files.createDirectory(staged.path());
      }
      int done = 0;
      for (Path file : files) {
        Path relative = request.in().relativize(file);
        Path to = folder ? staged.path().resolve(relative) : staged.path();
        if (folder) {
          Files.createDirectories(to.toAbsolutePath().getParent());
        }
        one(file, folder ? relative.toString() : String.valueOf(file.getFileName()), to);
        progress.at("texts", ++done, files.size());
      }
      staged.publish();
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("files", files.size()).put("texts", texts);
    ObjectNode found = json.putObject("found");
    counts.forEach((type, count) -> found.put(type.name(), count));
    json.set("report", report);
    return json;
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(request.in())) {
      throw Refusal.of(
              DeidentifyReason.INPUT_UNREADABLE,
              Words.of("The input is not there.", "输入不存在。"),
              Words.of("Name a file or a folder.", "请指定文件或目录。"))
          .asException();
    }
    try (Stream<Path> all = Files.walk(request.in())) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private void one(Path file, String name, Path to) throws IOException {
    String text = decoded(file, name);
    String ending = name.toLowerCase(Locale.ROOT);
    if (ending.endsWith(".jsonl") || ending.endsWith(".ndjson")) {
      Files.writeString(to, jsonLines(text, name));
    } else if (ending.endsWith(".csv")) {
      table(text, name, to);
    } else {
      Files.writeString(to, cleaned(text, name, 0, request.known()));
    }
  }

  private String decoded(Path file, String name) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw refused(
          TextReason.TEXT_TOO_LARGE,
          name + " is larger than 256 MiB.",
          name + " 超过 256 MiB。",
          "Split it.",
          "请拆分后处理。");
    }
    byte[] bytes = Files.readAllBytes(file);
    List<Charset> tries =
        request.charset().map(List::of).orElse(List.of(StandardCharsets.UTF_8, CHINESE));
    for (Charset charset : tries) {
      try {
        String text =
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (request.charset().isPresent() || !charset.equals(CHINESE) || written(text)) {
          return text.startsWith("\uFEFF") ? text.substring(1) : text;
        }
      } catch (CharacterCodingException e) {
        // The next one, or none.
      }
    }
    throw refused(
        TextReason.TEXT_CHARSET,
        name + " is no text in " + tries + ".",
        name + " 不是 " + tries + " 编码的文本。",
        "Name its charset: --charset NAME.",
        "请用 --charset 指定编码。");
  }

  /** GB18030 reads nearly any bytes: what nobody writes tells that they are something else. */
  private static boolean written(String text) {
    return text.codePoints()
        .noneMatch(
            c ->
                switch (Character.getType(c)) {
                  case Character.PRIVATE_USE, Character.UNASSIGNED, Character.SURROGATE -> true;
                  case Character.CONTROL -> c != '\n' && c != '\r' && c != '\t' && c != '\f';
                  default -> false;
                });
  }

  private String cleaned(String text, String file, int line, Known known) {
    Deidentified result = engine.deidentify(text, known);
    texts++;
    ObjectNode one = report.addObject().put("file", file);
    if (line > 0) {
      one.put("line", line);
    }
    ArrayNode findings = one.putArray("findings");
    for (Finding finding : result.findings()) {
      counts.merge(finding.type(), 1L, Long::sum);
      findings
          .addObject()
          .put("type", finding.type().name())
          .put("start", finding.start())
          .put("end", finding.end())
          .put("confidence", finding.confidence())
          .put("rule", finding.rule());
    }
    return result.text();
  }

  private String column() {
    return request
        .column()
        .orElseThrow(
            () ->
                refused(
                    TextReason.TEXT_COLUMN_MISSING,
                    "A table or JSON Lines file needs the column that holds the text.",
                    "表格或 JSON Lines 文件须指明文本所在列。",
                    "Name it: --column NAME.",
                    "请用 --column 指定。"));
  }

  private Known known(Optional<String> patient) {
    Known all = request.known();
    return patient
        .map(id -> new Known(id, all.names(), all.numbers(), all.phones(), all.addresses()))
        .orElse(all);
  }

  private String jsonLines(String text, String name) throws IOException {
    String column = column();
    StringBuilder out = new StringBuilder();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      JsonNode json;
      try {
        json = MAPPER.readTree(line);
      } catch (JsonProcessingException e) {
        throw unreadable(name, number);
      }
      if (!(json instanceof ObjectNode record) || !json.path(column).isTextual()) {
        throw unreadable(name, number);
      }
      Optional<String> patient =
          request.patientColumn().map(c -> record.path(c).asText()).filter(id -> !id.isEmpty());
      record.put(column, cleaned(json.path(column).asText(), name, number, known(patient)));
      out.append(MAPPER.writeValueAsString(record)).append('\n');
    }
    return out.toString();
  }

  private void table(String text, String name, Path to) throws IOException {
    String column = column();
    try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(text);
        CsvWriter out = CsvWriter.builder().build(to)) {
      int at = -1;
      int patient = -1;
      for (CsvRecord row : rows) {
        List<String> cells = new ArrayList<>(row.getFields());
        if (at < 0) {
          at = cells.indexOf(column);
          patient = request.patientColumn().map(cells::indexOf).orElse(-1);
          if (at < 0 || (request.patientColumn().isPresent() && patient < 0)) {
            throw refused(
                TextReason.TEXT_COLUMN_MISSING,
                name + " has no such column.",
                name + " 没有该列。",
                "Name a column of its header.",
                "请指定表头中的列名。");
          }
        } else {
          if (cells.size() <= Math.max(at, patient)) {
            throw unreadable(name, row.getStartingLineNumber());
          }
          Optional<String> whose = patient < 0 ? Optional.empty() : Optional.of(cells.get(patient));
          cells.set(
              at, cleaned(cells.get(at), name, (int) row.getStartingLineNumber(), known(whose)));
        }
        out.writeRecord(cells);
      }
    } catch (CsvParseException e) {
      throw unreadable(name, 0);
    }
  }

  private static RefusedException unreadable(String name, long line) {
    return refused(
        TextReason.TEXT_LINE_UNREADABLE,
        name + ", line " + line + ", cannot be read.",
        name + " 第 " + line + " 行无法读取。",
        "Correct that line.",
        "请更正该行。");
  }

  private static RefusedException refused(
      TextReason code, String en, String zh, String wayEn, String wayZh) {
    return Refusal.of(code, Words.of(en, zh), Words.of(wayEn, wayZh)).asException();
  }
}
