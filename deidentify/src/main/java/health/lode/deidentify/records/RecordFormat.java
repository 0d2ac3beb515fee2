package health.lode.deidentify.records;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a file holds, by its name; {@code .gz} may follow. */
enum RecordFormat {
  LINES,
  JSON,
  XML;

  private List<String> endings() {
    return switch (this) {
      case LINES -> List.of(".ndjson", ".jsonl");
      case JSON -> List.of(".json");
      case XML -> List.of(".xml", ".cda", ".ccda");
    };
  }

  static boolean isPacked(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".gz");
  }

  static Optional<RecordFormat> of(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    String bare = isPacked(name) ? lower.substring(0, lower.length() - ".gz".length()) : lower;
    for (RecordFormat each : values()) {
      for (String ending : each.endings()) {
        if (bare.endsWith(ending)) {
          return Optional.of(each);
        }
      }
    }
    return Optional.empty();
  }

  /** The ending of {@code name}, {@code .gz} included. */
  String ending(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    for (String ending : endings()) {
      for (String whole : new String[] {ending, ending + ".gz"}) {
        if (lower.endsWith(whole)) {
          return whole;
        }
      }
    }
    throw new IllegalArgumentException("a name of another format");
  }
}
