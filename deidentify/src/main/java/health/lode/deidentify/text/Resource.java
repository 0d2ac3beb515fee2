package health.lode.deidentify.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The word lists that ship with the detectors. */
final class Resource {
  private Resource() {}

  /** Lines without comments ({@code #}) and blank ones. */
  static List<String> lines(String name) {
    InputStream in = Resource.class.getResourceAsStream(name);
    if (in == null) {
      throw new IllegalStateException("missing word list " + name);
    }
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.isBlank() && line.charAt(0) != '#') {
          lines.add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  /** Lines {@code kind word word …}; a kind may have several lines. */
  static Map<String, List<String>> kinds(String name) {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (String line : lines(name)) {
      String[] parts = line.trim().split(" +");
      kinds
          .computeIfAbsent(parts[0], kind -> new ArrayList<>())
          .addAll(List.of(parts).subList(1, parts.length));
    }
    return kinds;
  }

  /** What is known of a kind of word; a list that names another kind is broken. */
  static <T> T kind(Map<String, T> kinds, String kind) {
    T known = kinds.get(kind);
    if (known == null) {
      throw new IllegalStateException("a shipped word list lacks or adds the kind " + kind);
    }
    return known;
  }
}
