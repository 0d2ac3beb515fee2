package health.lode.vault.capture.csv;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.capture.csv.Expression.Column;
import health.lode.vault.capture.csv.Expression.Constant;
import health.lode.vault.capture.csv.Expression.First;
import health.lode.vault.capture.csv.Expression.Join;
import health.lode.vault.capture.csv.Expression.Otherwise;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Reads the mapping language; refuses what it does not know, by line and key. */
final class MappingParser {
  private static final int LARGEST = 1 << 20;

  Mapping parse(String yaml) {
    YamlMap top = YamlMap.of(compose(yaml), "");
    top.allowing("mapping", "describes", "charset", "delimiter", "empty", "dates", "tables");
    List<TableMapping> tables = new ArrayList<>();
    YamlMap named = top.map("tables");
    for (String name : named.keys()) {
      tables.add(table(name, named.map(name)));
    }
    return new Mapping(
        top.text("mapping"),
        top.optionalText("charset").map(text -> charset(top, text)),
        top.optionalText("delimiter").map(text -> delimiter(top, text)),
        Set.copyOf(top.texts("empty")),
        dateFormats(top),
        List.copyOf(tables));
  }

  private static Node compose(String yaml) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(LARGEST);
    options.setMaxAliasesForCollections(20);
    try {
      Node node = new Yaml(options).compose(new StringReader(yaml));
      if (node == null) {
        throw invalid("Mapping file, line 1: the file is empty", "映射文件第 1 行：文件为空");
      }
      return node;
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw invalid(
          "Mapping file, line " + line + ": not YAML: " + e.getProblem(),
          "映射文件第 " + line + " 行：不是合法的 YAML");
    } catch (YAMLException e) {
      throw invalid("Mapping file: not YAML", "映射文件：不是合法的 YAML");
    }
  }

  private static TableMapping table(String name, YamlMap map) {
    map.allowing("match", "header", "patient", "visit", "identity", "facts");
    Optional<Expression> patient =
        map.optional("patient").map(n -> expression(n, map.at("patient")));
    Optional<Expression> visit = map.optional("visit").map(n -> expression(n, map.at("visit")));
    Map<Kind, Expression> identity = new EnumMap<>(Kind.class);
    List<Expression> otherKeys = new ArrayList<>();
    if (map.has("identity")) {
      identity(map.map("identity"), identity, otherKeys);
    }
    List<FactMapping> facts = new ArrayList<>();
    int number = 0;
    for (Node node : map.nodes("facts")) {
      String path = map.at("facts") + "[" + number + "]";
      facts.add(FactParser.fact(YamlMap.of(node, path), number++, patient.isPresent()));
    }
    if (!identity.isEmpty() && patient.isEmpty()) {
      throw map.error("identity", "identity needs patient", "identity 需要 patient");
    }
    Set<String> required = new TreeSet<>(map.texts("header"));
    required.addAll(TableMapping.read(patient, visit, identity, facts));
    otherKeys.forEach(e -> e.columns(required));
    if (required.isEmpty()) {
      throw map.error("header", "a table must name at least one column", "每张表至少要列出一列");
    }
    return new TableMapping(
        name,
        map.optionalText("match"),
        Set.copyOf(required),
        patient,
        visit,
        identity,
        List.copyOf(otherKeys),
        List.copyOf(facts));
  }

  private static void identity(
      YamlMap map, Map<Kind, Expression> identity, List<Expression> otherKeys) {
    for (String key : map.keys()) {
      if (key.equals("other_keys")) {
        for (Node node : map.nodes(key)) {
          otherKeys.add(expression(node, map.at(key)));
        }
        continue;
      }
      Kind kind;
      try {
        kind = Kind.valueOf(key.toUpperCase(Locale.ROOT));
      } catch (IllegalArgumentException e) {
        throw map.error(key, "no such kind of identifier", "没有此类标识");
      }
      identity.put(kind, expression(map.node(key), map.at(key)));
    }
  }

  /** An expression: a column's name, or a map with one of column, constant, join, first. */
  static Expression expression(Node node, String path) {
    if (!(node instanceof MappingNode)) {
      return new Column(YamlMap.text(node, path), Map.of(), Otherwise.KEEP);
    }
    YamlMap map = YamlMap.of(node, path);
    if (map.has("column")) {
      map.allowing("column", "values", "else");
      return new Column(map.text("column"), values(map), otherwise(map));
    }
    if (map.has("constant")) {
      map.allowing("constant");
      return new Constant(map.text("constant"));
    }
    if (map.has("join")) {
      map.allowing("join", "with");
      return new Join(expressions(map, "join"), map.optionalText("with").orElse(""));
    }
    if (map.has("first")) {
      map.allowing("first");
      return new First(expressions(map, "first"));
    }
    throw YamlMap.error(
        node,
        path,
        "one of column, constant, join, first is expected",
        "应为 column、constant、join 或 first 之一");
  }

  static List<Expression> expressions(YamlMap map, String key) {
    List<Expression> parts = new ArrayList<>();
    for (Node part : map.nodes(key)) {
      parts.add(expression(part, map.at(key)));
    }
    return List.copyOf(parts);
  }

  private static Map<String, String> values(YamlMap map) {
    if (!map.has("values")) {
      return Map.of();
    }
    YamlMap values = map.map("values");
    Map<String, String> texts = new LinkedHashMap<>();
    for (String key : values.keys()) {
      texts.put(key, values.text(key));
    }
    return texts;
  }

  private static Otherwise otherwise(YamlMap map) {
    String text = map.optionalText("else").orElse("keep");
    switch (text) {
      case "keep" -> {
        return Otherwise.KEEP;
      }
      case "empty" -> {
        return Otherwise.EMPTY;
      }
      case "quarantine" -> {
        return Otherwise.QUARANTINE;
      }
      default ->
          throw map.error(
              "else", "one of keep, empty, quarantine is expected", "应为 keep、empty 或 quarantine");
    }
  }

  /** Columns and the texts that one must hold: {@code {STATUS: [作废, 取消]}}. */
  static Map<String, Set<String>> conditions(YamlMap map, String key) {
    if (!map.has(key)) {
      return Map.of();
    }
    YamlMap conditions = map.map(key);
    Map<String, Set<String>> texts = new LinkedHashMap<>();
    for (String column : conditions.keys()) {
      texts.put(column, new LinkedHashSet<>(conditions.texts(column)));
    }
    return texts;
  }

  private static String charset(YamlMap map, String text) {
    try {
      return Charset.forName(text).name();
    } catch (IllegalArgumentException e) {
      throw map.error("charset", "no such character set", "没有此字符集");
    }
  }

  private static Character delimiter(YamlMap map, String text) {
    String plain = text.equals("\\t") || text.equals("tab") ? "\t" : text;
    if (plain.length() != 1 || "\"\r\n".contains(plain)) {
      throw map.error("delimiter", "one character is expected", "应为一个字符");
    }
    return plain.charAt(0);
  }

  private static List<String> dateFormats(YamlMap map) {
    List<String> formats = map.texts("dates");
    for (String format : formats) {
      if (!DateText.isPattern(format)) {
        throw map.error("dates", "no date pattern: " + format, "不是日期格式：" + format);
      }
    }
    return List.copyOf(formats);
  }

  static RefusedException unknown(String name, List<String> shipped) {
    return Refusal.of(
            CsvReason.MAPPING_UNKNOWN,
            Words.of("No mapping of this name ships with the product", "产品未附带此名称的映射文件"),
            Words.of(
                "Name one of " + String.join(", ", shipped) + ", or give a file",
                "请使用 " + String.join("、", shipped) + " 之一，或给出文件"))
        .asException();
  }

  private static RefusedException invalid(String en, String zh) {
    return Refusal.of(
            CsvReason.MAPPING_INVALID,
            Words.of(en, zh),
            Words.of(
                "Correct the file; docs/spec/mapping.md describes the language.",
                "请更正该文件；语言说明见 docs/spec/mapping.md。"))
        .asException();
  }
}
