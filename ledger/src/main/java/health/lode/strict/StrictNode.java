package health.lode.strict;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One place in a YAML or JSON document, with its line. YAML and JSON are read into the same three
 * cases, so that one reader serves a file that a person wrote and a ledger entry.
 */
public sealed interface StrictNode {
  /** Line in the document, from 1; 0 for JSON. */
  int line();

  /** How this place is named in an error, for example {@code valid.from}. */
  String path();

  /** A single value; {@code text} is what stands there, {@code kind} what it would mean in JSON. */
  record Scalar(int line, String path, String text, Kind kind) implements StrictNode {}

  /** Values in order. */
  record Sequence(int line, String path, List<StrictNode> items) implements StrictNode {}

  /** Named values, in the order in which they stand; keys are never repeated. */
  record Mapping(int line, String path, Map<String, StrictNode> entries) implements StrictNode {}

  /** What a scalar is. */
  enum Kind {
    TEXT,
    NUMBER,
    TRUTH,
    NOTHING
  }

  /** This place as a mapping that must be read to its last key. */
  default StrictMapping mapping() {
    if (this instanceof Mapping m) {
      return new StrictMapping(m);
    }
    throw wrong("must hold named values (key: value)", "应为“键: 值”的形式");
  }

  /** The items of a sequence; a lone scalar is no sequence. */
  default List<StrictNode> items() {
    if (this instanceof Sequence s) {
      return s.items();
    }
    throw wrong("must be a list ([a, b] or lines that start with -)", "应为列表");
  }

  /** The items of a sequence of texts. */
  default List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (StrictNode item : items()) {
      texts.add(item.text());
    }
    return texts;
  }

  /** A scalar's text, not blank. In YAML a date or a number is also taken as it is written. */
  default String text() {
    if (this instanceof Scalar s && s.kind() != Kind.NOTHING && !s.text().isBlank()) {
      return s.text();
    }
    throw wrong("must be a text", "应为文本");
  }

  /** A whole number within ±(2^53-1). */
  default long whole() {
    if (this instanceof Scalar s && s.kind() == Kind.NUMBER && s.text().matches("-?[0-9]{1,16}")) {
      long value = Long.parseLong(s.text());
      if (Math.abs(value) < 1L << 53) {
        return value;
      }
    }
    throw wrong("must be a whole number", "应为整数");
  }

  /** True or false. */
  default boolean truth() {
    if (this instanceof Scalar s && s.kind() == Kind.TRUTH) {
      return s.text().equals("true");
    }
    throw wrong("must be true or false", "应为 true 或 false");
  }

  /** A refusal of what stands here. */
  default StrictException wrong(String en, String zh) {
    String where = path().isEmpty() ? "" : "'" + path() + "' ";
    return new StrictException(line(), Words.of(where + en, where + zh));
  }

  /** A JSON tree as strict nodes, without lines. */
  static StrictNode of(JsonNode json) {
    return of(json, "");
  }

  private static StrictNode of(JsonNode json, String path) {
    if (json.isObject()) {
      Map<String, StrictNode> entries = new LinkedHashMap<>();
      json.properties()
          .forEach(e -> entries.put(e.getKey(), of(e.getValue(), join(path, e.getKey()))));
      return new Mapping(0, path, entries);
    }
    if (json.isArray()) {
      List<StrictNode> items = new ArrayList<>(json.size());
      for (JsonNode item : json) {
        items.add(of(item, path));
      }
      return new Sequence(0, path, items);
    }
    Kind kind =
        json.isTextual()
            ? Kind.TEXT
            : json.isNumber() ? Kind.NUMBER : json.isBoolean() ? Kind.TRUTH : Kind.NOTHING;
    return new Scalar(0, path, json.asText(), kind);
  }

  /** The path of {@code key} below {@code path}. */
  static String join(String path, String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
