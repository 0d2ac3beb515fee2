package health.lode.deidentify.dicom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.dicom.part10.Tags;
import health.lode.deidentify.dicom.part10.Vr;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What was done to each attribute of one file: path, VR, action, rule and how often. Never a value.
 * Items of a sequence share a path, written {@code (0008,1115)[].(0020,000E)}.
 */
final class ActionLog {
  /** Lines beyond these are counted under their action alone. */
  private static final int MOST_LINES = 20_000;

  private final Map<Action, long[]> counts = new EnumMap<>(Action.class);
  private final Map<Line, long[]> lines = new LinkedHashMap<>();
  private final boolean withLines;
  private long more;

  private record Line(String path, int tag, Vr vr, Action action, String rule) {}

  /**
   * @param withLines whether single attributes are kept, or counts alone
   */
  ActionLog(boolean withLines) {
    this.withLines = withLines;
    for (Action action : Action.values()) {
      counts.put(action, new long[1]);
    }
  }

  /**
   * @param path of the item that holds the attribute; empty for the outermost data set
   */
  void add(String path, int tag, Vr vr, Action action, String rule) {
    Objects.requireNonNull(counts.get(action))[0]++;
    if (!withLines) {
      return;
    }
    Line line = new Line(path, tag, vr, action, rule);
    long[] count = lines.get(line);
    if (count != null) {
      count[0]++;
    } else if (lines.size() < MOST_LINES) {
      lines.put(line, new long[] {1});
    } else {
      more++;
    }
  }

  /** How often each action was taken, by the letter of the standard's table. */
  Map<String, Long> counts() {
    Map<String, Long> byLetter = new LinkedHashMap<>();
    counts.forEach((action, count) -> byLetter.put(String.valueOf(action.letter()), count[0]));
    return byLetter;
  }

  /** The lines, each {@code {tag, vr, action, rule, count}}. */
  ArrayNode lines() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    lines.forEach(
        (line, count) -> {
          ObjectNode node = all.addObject();
          node.put("tag", line.path() + Tags.text(line.tag()));
          node.put("vr", line.vr().name());
          node.put("action", String.valueOf(line.action().letter()));
          node.put("rule", line.rule());
          node.put("count", count[0]);
        });
    return all;
  }

  /** Attributes that found no line of their own. */
  long more() {
    return more;
  }
}
