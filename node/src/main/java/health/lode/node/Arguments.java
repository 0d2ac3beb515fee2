package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A use case's arguments, read strictly: a missing or mistyped one is refused, never guessed. */
record Arguments(JsonNode json) {
  String text(String name) {
    return optional(name)
        .orElseThrow(() -> Refusals.argument("`" + name + "` is missing.", "缺少 `" + name + "`。"));
  }

  Optional<String> optional(String name) {
    JsonNode value = json.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw Refusals.argument("`" + name + "` must be text.", "`" + name + "` 须为文本。");
    }
    return Optional.of(value.textValue());
  }

  Optional<Path> file(String name) {
    return optional(name).map(Path::of);
  }

  /** The character set of a delimited file; UTF-8 where none is named. */
  Charset charset() {
    try {
      return Charset.forName(optional("charset").orElse("UTF-8"));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw Refusals.argument("`charset` names no character set.", "`charset` 不是有效的字符集。");
    }
  }

  long number(String name) {
    JsonNode value = json.path(name);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw Refusals.argument("`" + name + "` must be a number.", "`" + name + "` 须为整数。");
    }
    return value.longValue();
  }

  Optional<Long> optionalNumber(String name) {
    return json.has(name) ? Optional.of(number(name)) : Optional.empty();
  }

  /** A count from 1 to {@code most}. */
  int limit(String name, int most) {
    return (int) Math.max(1, Math.min(most, number(name)));
  }

  List<Arguments> list(String name) {
    List<Arguments> list = new ArrayList<>();
    json.path(name).forEach(item -> list.add(new Arguments(item)));
    return list;
  }

  List<Path> paths(String name) {
    List<Path> paths = new ArrayList<>();
    json.path(name).forEach(item -> paths.add(Path.of(item.asText())));
    if (paths.isEmpty()) {
      throw Refusals.argument("`" + name + "` is empty.", "`" + name + "` 为空。");
    }
    return paths;
  }
}
