package health.lode.deidentify.review;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.text.Type;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a reader said of a sample, JSON Lines {@code {id, source, drawn, text, spans [{start, end,
 * type}], found [{start, end, type}]}}: a gold file whose lines also tell what the engine had
 * found. A span is missed where a character of it was not found; a finding is wrong where less than
 * half of its characters lie in a span, as in {@link health.lode.deidentify.text.Evaluation}.
 */
public final class Verdicts {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final double Z = 1.959963984540054;

  private record Span(int start, int end, Type type) {}

  private record Verdict(String source, long drawn, List<Span> spans, List<Span> found) {
    private List<Span> missed() {
      return spans.stream().filter(s -> covered(s, found) < s.end() - s.start()).toList();
    }

    private List<Span> wrong() {
      return found.stream().filter(f -> 2 * covered(f, spans) < f.end() - f.start()).toList();
    }
  }

  private final Collection<Verdict> all;

  private Verdicts(Collection<Verdict> all) {
    this.all = all;
  }

  /** Of a note that was saved several times the last verdict counts. */
  public static Verdicts read(Path file) {
    String text;
    try {
      text = Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw refused(0, e);
    }
    Map<String, Verdict> all = new LinkedHashMap<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (!line.isBlank()) {
        JsonNode json = parse(line, number);
        all.put(json.path("id").asText(), verdict(json, number));
      }
    }
    return new Verdicts(all.values());
  }

  private static JsonNode parse(String line, int number) {
    try {
      return MAPPER.readTree(line);
    } catch (JsonProcessingException e) {
      // Without its cause: the parser's words hold the text.
      throw refused(number, null);
    }
  }

  private static Verdict verdict(JsonNode json, int line) {
    if (!json.path("id").isTextual()
        || !json.path("source").isTextual()
        || !json.path("drawn").canConvertToLong()
        || !json.path("text").isTextual()) {
      throw refused(line, null);
    }
    int length = json.path("text").textValue().length();
    return new Verdict(
        json.path("source").textValue(),
        json.path("drawn").asLong(),
        spans(json.path("spans"), length, line),
        spans(json.path("found"), length, line));
  }

  private static List<Span> spans(JsonNode array, int length, int line) {
    if (!array.isArray()) {
      throw refused(line, null);
    }
    List<Span> spans = new ArrayList<>();
    for (JsonNode each : array) {
      int start = each.path("start").asInt(-1);
      int end = each.path("end").asInt(-1);
      if (start < 0 || end <= start || end > length) {
        throw refused(line, null);
      }
      try {
        spans.add(new Span(start, end, Type.valueOf(each.path("type").asText())));
      } catch (IllegalArgumentException e) {
        throw refused(line, null);
      }
    }
    return spans;
  }

  private static RefusedException refused(int line, @Nullable Throwable cause) {
    Refusal refusal =
        Refusal.of(
            ReviewReason.VERDICTS_UNREADABLE,
            line == 0
                ? Words.of("The verdicts cannot be read as UTF-8.", "结论文件无法按 UTF-8 读取。")
                : Words.of(
                    "Line " + line + " of the verdicts cannot be understood.",
                    "结论文件第 " + line + " 行无法识别。"),
            Words.of(
                "Give the file that the review's page saved, unchanged.", "请提供复核页面保存且未被修改的文件。"));
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }

  /** How many of a span's characters lie in others. */
  private static int covered(Span span, List<Span> others) {
    boolean[] in = new boolean[span.end() - span.start()];
    int covered = 0;
    for (Span other : others) {
      for (int i = Math.max(span.start(), other.start());
          i < Math.min(span.end(), other.end());
          i++) {
        covered += in[i - span.start()] ? 0 : 1;
        in[i - span.start()] = true;
      }
    }
    return covered;
  }

  /**
   * {@code {read, drawn, withMiss, share, upper95, bySource [{source, read, drawn, withMiss, share,
   * upper95}], byType {TYPE {found, missed, wrong}}}}: notes, of those that were read; {@code
   * upper95} is the upper end of Wilson's 95% interval. A source's figures speak for that source;
   * the sum speaks for all of them only where their sizes are alike.
   */
  public ObjectNode json() {
    Map<String, List<Verdict>> sources = new TreeMap<>();
    all.forEach(v -> sources.computeIfAbsent(v.source(), s -> new ArrayList<>()).add(v));
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    long drawn = 0;
    ArrayNode bySource = JsonNodeFactory.instance.arrayNode();
    for (Map.Entry<String, List<Verdict>> each : sources.entrySet()) {
      long of = each.getValue().get(0).drawn();
      drawn += of;
      share(bySource.addObject().put("source", each.getKey()), each.getValue(), of);
    }
    share(json, all, drawn);
    json.set("bySource", bySource);
    types(json.putObject("byType"));
    return json;
  }

  private static void share(ObjectNode json, Collection<Verdict> verdicts, long drawn) {
    int read = verdicts.size();
    int withMiss = (int) verdicts.stream().filter(v -> !v.missed().isEmpty()).count();
    json.put("read", read).put("drawn", drawn).put("withMiss", withMiss);
    json.put("share", round(read == 0 ? 0 : (double) withMiss / read));
    json.put("upper95", round(wilsonUpper(withMiss, read)));
  }

  private void types(ObjectNode json) {
    Map<Type, int[]> counts = new EnumMap<>(Type.class);
    for (Verdict verdict : all) {
      count(counts, verdict.found(), 0);
      count(counts, verdict.missed(), 1);
      count(counts, verdict.wrong(), 2);
    }
    counts.forEach(
        (type, of) ->
            json.putObject(type.name())
                .put("found", of[0])
                .put("missed", of[1])
                .put("wrong", of[2]));
  }

  private static void count(Map<Type, int[]> counts, List<Span> spans, int what) {
    spans.forEach(span -> counts.computeIfAbsent(span.type(), t -> new int[3])[what]++);
  }

  private static double round(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }

  /** Upper end of the 95% interval of Wilson (1927) for a share; 1 where nothing was read. */
  private static double wilsonUpper(int hits, int of) {
    if (of == 0) {
      return 1;
    }
    double p = (double) hits / of;
    double z2 = Z * Z;
    double centre = p + z2 / (2 * of);
    double spread = Z * Math.sqrt(p * (1 - p) / of + z2 / (4.0 * of * of));
    return Math.min(1, (centre + spread) / (1 + z2 / of));
  }
}
