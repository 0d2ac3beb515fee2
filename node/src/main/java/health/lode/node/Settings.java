package health.lode.node;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The flat YAML of {@code lode.yaml}: one {@code key: value} a line, values plain or in double
 * quotes, {@code #} comments. Anything else is not understood, rather than skipped.
 */
final class Settings {
  private Settings() {}

  static Optional<Map<String, String>> parse(String text) {
    Map<String, String> settings = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      String stripped = line.strip();
      if (stripped.isEmpty() || stripped.startsWith("#")) {
        continue;
      }
      int colon = stripped.indexOf(':');
      if (colon <= 0 || !stripped.substring(0, colon).matches("[a-zA-Z][a-zA-Z0-9]*")) {
        return Optional.empty();
      }
      String value = stripped.substring(colon + 1).strip();
      if (value.startsWith("\"")) {
        if (value.length() < 2 || !value.endsWith("\"")) {
          return Optional.empty();
        }
        value = value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\");
      }
      if (settings.put(stripped.substring(0, colon), value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(settings);
  }

  static String render(Map<String, String> settings) {
    StringBuilder text = new StringBuilder("# What this home is. Written by Lode.\n");
    new TreeMap<>(settings)
        .forEach(
            (key, value) ->
                text.append(key)
                    .append(": \"")
                    .append(value.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append("\"\n"));
    return text.toString();
  }
}
