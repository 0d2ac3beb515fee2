package health.lode.deidentify.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Marked texts to measure against: JSON Lines {@code {text, spans: [{start, end, type}]}}, or a
 * JSON array in the layout of presidio-research {@code {full_text, spans: [{entity_type,
 * start_position, end_position}]}}.
 *
 * @param notes in the file's order
 */
record Gold(List<Marked> notes) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** presidio-research's types by ours; what it marks besides has no counterpart here. */
  private static final Map<String, Type> PRESIDIO =
      Map.ofEntries(
          Map.entry("PERSON", Type.NAME),
          Map.entry("STREET_ADDRESS", Type.ADDRESS),
          Map.entry("GPE", Type.ADDRESS),
          Map.entry("ZIP_CODE", Type.ADDRESS),
          Map.entry("ORGANIZATION", Type.ORG),
          Map.entry("PHONE_NUMBER", Type.PHONE),
          Map.entry("CREDIT_CARD", Type.BANK),
          Map.entry("IBAN", Type.BANK),
          Map.entry("IBAN_CODE", Type.BANK),
          Map.entry("DATE_TIME", Type.DATE),
          Map.entry("EMAIL_ADDRESS", Type.EMAIL),
          Map.entry("DOMAIN_NAME", Type.EMAIL),
          Map.entry("URL", Type.EMAIL),
          Map.entry("US_SSN", Type.ID),
          Map.entry("US_DRIVER_LICENSE", Type.ID),
          Map.entry("US_PASSPORT", Type.ID));

  /**
   * One text.
   *
   * @param line of the file, from 1
   * @param spans what must be found, in order
   * @param aside what is marked as a type that is not measured: found or not, it does not count
   */
  record Marked(int line, String text, List<Span> spans, List<Span> aside) {}

  /** A marked stretch, UTF-16 units. */
  record Span(int start, int end, Type type) {
    int length() {
      return end - start;
    }
  }

  static Gold read(Path file) {
    try {
      String all = Files.readString(file, StandardCharsets.UTF_8);
      String start = all.stripLeading();
      return start.startsWith("[") ? presidio(start) : lines(all);
    } catch (IOException e) {
      throw refused(0, e);
    }
  }

  private static Gold lines(String all) {
    List<Marked> notes = new ArrayList<>();
    int number = 0;
    for (String line : all.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      JsonNode json = parse(line, number);
      if (!json.path("text").isTextual() || !json.path("spans").isArray()) {
        throw refused(number, null);
      }
      List<Span> spans = new ArrayList<>();
      for (JsonNode span : json.path("spans")) {
        spans.add(
            span(number, json, span.path("start"), span.path("end"), span.path("type").asText()));
      }
      notes.add(new Marked(number, json.path("text").asText(), sorted(spans), List.of()));
    }
    return new Gold(notes);
  }

  private static Gold presidio(String all) {
    List<Marked> notes = new ArrayList<>();
    int number = 0;
    for (JsonNode record : parse(all, 1)) {
      number++;
      String text = record.path("full_text").asText();
      List<Span> spans = new ArrayList<>();
      List<Span> aside = new ArrayList<>();
      for (JsonNode span : record.path("spans")) {
        Type type = PRESIDIO.get(span.path("entity_type").asText());
        int start = span.path("start_position").asInt(-1);
        int end = span.path("end_position").asInt(-1);
        if (start < 0 || end <= start || end > text.length()) {
          throw refused(number, null);
        }
        boolean old =
            span.path("entity_type").asText().equals("AGE")
                && text.substring(start, end).replaceAll("\\D", "").matches("9\\d|1\\d\\d");
        // Countries identify nobody and are none of our types.
        boolean country =
            span.path("entity_type").asText().equals("GPE")
                && EnglishLexicon.one().country(text.substring(start, end));
        Type kept = old ? Type.AGE : country ? null : type;
        if (kept == null) {
          aside.add(new Span(start, end, Type.NAME));
        } else {
          spans.add(new Span(start, end, kept));
        }
      }
      notes.add(new Marked(number, text, sorted(spans), sorted(aside)));
    }
    return new Gold(notes);
  }

  private static JsonNode parse(String json, int line) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      // Without its cause: the parser's words hold the text.
      throw refused(line, null);
    }
  }

  private static Span span(int line, JsonNode note, JsonNode start, JsonNode end, String type) {
    int length = note.path("text").asText().length();
    int from = start.asInt(-1);
    int to = end.asInt(-1);
    for (Type known : Type.values()) {
      if (known.name().equals(type) && from >= 0 && from < to && to <= length) {
        return new Span(from, to, known);
      }
    }
    throw refused(line, null);
  }

  private static List<Span> sorted(List<Span> spans) {
    return spans.stream().sorted(Comparator.comparingInt(Span::start)).toList();
  }

  private static RefusedException refused(
      int line, @org.jspecify.annotations.Nullable Throwable cause) {
    Refusal refusal =
        Refusal.of(
            TextReason.GOLD_UNREADABLE,
            line == 0
                ? Words.of("The gold file cannot be read as UTF-8.", "标注文件无法按 UTF-8 读取。")
                : Words.of(
                    "Line " + line + " of the gold file is no marked text.",
                    "标注文件第 " + line + " 行不是有效的标注文本。"),
            Words.of(
                "One JSON object a line: {text, spans: [{start, end, type}]}, offsets in UTF-16 units.",
                "每行一个 JSON：{text, spans: [{start, end, type}]}，位置以 UTF-16 计。"));
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }
}
