package health.lode.deidentify.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The hierarchy of a folded column: a person's value is the set of what the person's events say,
 * and its label at a level is the set of their labels there. Above the events' own levels lies
 * {@code *}. A set's share of the domain is that of profiles with the same label.
 *
 * @param events the hierarchy of the events' column
 */
record Folded(Ladder events) implements Hierarchy {
  /** Between members of a set; cannot occur in a cell, because NUL is refused by the reader. */
  static final String SEPARATOR = "\0";

  @Override
  public List<String[]> paths(String column, List<String> values, Path base) {
    Map<String, Integer> codes = events.codesByValue();
    List<String[]> paths = new ArrayList<>();
    for (String value : values) {
      String[] path = new String[events.levels() + 1];
      path[0] = value;
      for (int level = 1; level < events.levels(); level++) {
        TreeSet<String> labels = new TreeSet<>();
        for (String member : value.split(SEPARATOR, -1)) {
          Integer code = codes.get(member);
          if (code != null) {
            labels.add(events.label(level, events.codes(level)[code]));
          }
        }
        path[level] = String.join(SEPARATOR, labels);
      }
      path[events.levels()] = Ladder.STAR;
      paths.add(path);
    }
    return paths;
  }
}
