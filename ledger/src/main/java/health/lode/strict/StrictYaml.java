package health.lode.strict;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import health.lode.refusal.Words;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * YAML without its traps: one document, no anchors, aliases or type tags, no repeated keys, at most
 * a million characters and 32 levels.
 */
public final class StrictYaml {
  private static final int MAX_CHARACTERS = 1_000_000;
  private static final int MAX_DEPTH = 32;
  private static final YAMLFactory FACTORY = new YAMLFactory();

  private StrictYaml() {}

  /** Reads {@code text}; throws {@link StrictException} with the line on anything else. */
  public static StrictNode read(String text) {
    if (text.length() > MAX_CHARACTERS) {
      throw new StrictException(0, Words.of("longer than a million characters", "超过一百万个字符"));
    }
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try (YAMLParser parser = FACTORY.createParser(body)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new StrictException(1, Words.of("the document is empty", "文件为空"));
      }
      StrictNode root = node(parser, "", 0);
      if (parser.nextToken() != null) {
        throw at(parser, "a second document in the same file", "同一文件中出现第二个文档");
      }
      return root;
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      throw new StrictException(
          location == null ? 0 : Math.max(1, location.getLineNr()),
          Words.of("not readable as YAML", "不是有效的 YAML"));
    } catch (IOException e) {
      throw new StrictException(0, Words.of("not readable as YAML", "不是有效的 YAML"));
    }
  }

  private static StrictNode node(YAMLParser parser, String path, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw at(parser, "nested too deeply", "嵌套过深");
    }
    if (parser.isCurrentAlias() || parser.getObjectId() != null || parser.getTypeId() != null) {
      throw at(parser, "anchors, aliases and type tags are not read", "不支持锚点、别名和类型标签");
    }
    int line = parser.currentTokenLocation().getLineNr();
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, StrictNode> entries = new LinkedHashMap<>();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String key = parser.currentName();
        int keyLine = parser.currentTokenLocation().getLineNr();
        parser.nextToken();
        StrictNode value = node(parser, StrictNode.join(path, key), depth + 1);
        if (entries.put(key, value) != null) {
          throw new StrictException(
              keyLine, Words.of("key '" + key + "' is repeated", "键 '" + key + "' 重复"));
        }
      }
      return new StrictNode.Mapping(line, path, entries);
    }
    if (token == JsonToken.START_ARRAY) {
      List<StrictNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(parser, path, depth + 1));
      }
      return new StrictNode.Sequence(line, path, items);
    }
    return new StrictNode.Scalar(line, path, parser.getText(), kind(token));
  }

  private static StrictNode.Kind kind(JsonToken token) {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> StrictNode.Kind.NUMBER;
      case VALUE_TRUE, VALUE_FALSE -> StrictNode.Kind.TRUTH;
      case VALUE_NULL -> StrictNode.Kind.NOTHING;
      default -> StrictNode.Kind.TEXT;
    };
  }

  private static StrictException at(YAMLParser parser, String en, String zh) {
    return new StrictException(parser.currentTokenLocation().getLineNr(), Words.of(en, zh));
  }
}
