package health.lode.vault.capture.csv;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A map in a YAML file that knows its lines, so that every complaint names line and key. */
final class YamlMap {
  private final String path;
  private final Node node;
  private final Map<String, Node> entries = new LinkedHashMap<>();
  private final Map<String, Mark> marks = new LinkedHashMap<>();

  private YamlMap(Node node, String path) {
    this.path = path;
    this.node = node;
    if (!(node instanceof MappingNode mapping)) {
      throw error(node, path, "a map is expected here", "此处应为键值映射");
    }
    for (NodeTuple entry : mapping.getValue()) {
      String key = text(entry.getKeyNode(), path);
      if (entries.put(key, entry.getValueNode()) != null) {
        throw error(entry.getKeyNode(), at(key), "this key stands twice", "此键重复");
      }
      marks.put(key, entry.getKeyNode().getStartMark());
    }
  }

  static YamlMap of(Node node, String path) {
    return new YamlMap(node, path);
  }

  /** Refuses every key that is not among {@code known}: a misspelt key must not go unnoticed. */
  YamlMap allowing(String... known) {
    Set<String> allowed = Set.of(known);
    for (String key : entries.keySet()) {
      if (!allowed.contains(key)) {
        throw error(
            marks.get(key),
            at(key),
            "unknown key; known here: " + String.join(", ", known),
            "未知的键；此处可用：" + String.join("、", known));
      }
    }
    return this;
  }

  Set<String> keys() {
    return new LinkedHashSet<>(entries.keySet());
  }

  boolean has(String key) {
    return entries.containsKey(key);
  }

  Node node(String key) {
    Node value = entries.get(key);
    if (value == null) {
      throw error(node, at(key), "this key is missing", "缺少此键");
    }
    return value;
  }

  Optional<Node> optional(String key) {
    return Optional.ofNullable(entries.get(key));
  }

  String text(String key) {
    return text(node(key), at(key));
  }

  Optional<String> optionalText(String key) {
    return optional(key).map(value -> text(value, at(key)));
  }

  /** A list of texts; one text alone counts as a list of one. */
  List<String> texts(String key) {
    List<String> texts = new ArrayList<>();
    for (Node value : nodes(key)) {
      texts.add(text(value, at(key)));
    }
    return texts;
  }

  /** A list; anything else alone counts as a list of one; nothing as an empty one. */
  List<Node> nodes(String key) {
    Node value = entries.get(key);
    if (value == null) {
      return List.of();
    }
    return value instanceof SequenceNode list ? list.getValue() : List.of(value);
  }

  YamlMap map(String key) {
    return new YamlMap(node(key), at(key));
  }

  String at(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  static String text(Node node, String path) {
    if (!(node instanceof ScalarNode scalar)) {
      throw error(node, path, "a text is expected here", "此处应为文本");
    }
    return scalar.getValue();
  }

  RefusedException error(String key, String en, String zh) {
    Mark mark = marks.get(key);
    return error(mark == null ? node.getStartMark() : mark, at(key), en, zh);
  }

  static RefusedException error(Node node, String path, String en, String zh) {
    return error(node.getStartMark(), path, en, zh);
  }

  private static RefusedException error(
      @org.jspecify.annotations.Nullable Mark mark, String path, String en, String zh) {
    int line = mark == null ? 0 : mark.getLine() + 1;
    return Refusal.of(
            CsvReason.MAPPING_INVALID,
            Words.of(
                "Mapping file, line " + line + ", " + path + ": " + en,
                "映射文件第 " + line + " 行，" + path + "：" + zh),
            Words.of(
                "Correct that line; docs/spec/mapping.md describes the language.",
                "请更正该行；语言说明见 docs/spec/mapping.md。"))
        .asException();
  }
}
