package health.lode.governance.rulebook;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One difference in what two rulebooks mean; a change of words or order alone is none.
 *
 * @param what a combination, a category, a code list or a setting
 * @param before what held; {@code -} where it did not exist
 * @param after what holds; {@code -} where it no longer exists
 */
public record RulebookChange(String what, String before, String after) {
  private static final String ABSENT = "-";

  static List<RulebookChange> between(Rulebook before, Rulebook after) {
    List<RulebookChange> changes = new ArrayList<>();
    add(
        changes,
        "minimumPersons",
        String.valueOf(before.minimumPersons()),
        String.valueOf(after.minimumPersons()));
    Set<String> categories = new TreeSet<>(before.categories());
    categories.addAll(after.categories());
    for (String name : categories) {
      add(changes, "data " + name, category(before, name), category(after, name));
    }
    Set<String> lists = new TreeSet<>(before.codeLists().keySet());
    lists.addAll(after.codeLists().keySet());
    for (String name : lists) {
      add(changes, "codes " + name, codes(before, name), codes(after, name));
    }
    Set<Cell> cells = new LinkedHashSet<>(before.cells());
    cells.addAll(after.cells());
    for (Cell cell : cells) {
      add(changes, cell.toString(), effect(before, cell), effect(after, cell));
    }
    return changes;
  }

  private static void add(List<RulebookChange> changes, String what, String before, String after) {
    if (!before.equals(after)) {
      changes.add(new RulebookChange(what, before, after));
    }
  }

  private static String category(Rulebook rulebook, String name) {
    DataCategory category = rulebook.dataCategories().get(name);
    if (category == null) {
      return ABSENT;
    }
    return "sensitivity "
        + category.sensitivity()
        + ", columns "
        + category.columns().stream()
            .map(c -> c.table() + "." + c.column())
            .sorted()
            .collect(Collectors.joining(" "))
        + (category.rows().isEmpty() ? "" : ", rows " + new TreeSet<>(category.rows()))
        + (category.withholds().isEmpty()
            ? ""
            : ", withholds " + new TreeSet<>(category.withholds()));
  }

  private static String codes(Rulebook rulebook, String name) {
    CodeList list = rulebook.codeLists().get(name);
    if (list == null) {
      return ABSENT;
    }
    return list.rules().stream()
        .map(r -> r.columns() + " " + r.codes() + " " + r.prefixes())
        .sorted()
        .collect(Collectors.joining("; "));
  }

  private static String effect(Rulebook rulebook, Cell cell) {
    List<Rule> rules = rulebook.covering(cell);
    if (rules.stream().anyMatch(r -> r.forbids() && r.always())) {
      return "forbidden";
    }
    if (rules.isEmpty()) {
      return "forbidden";
    }
    return rules.stream().map(Rule::effect).distinct().sorted().collect(Collectors.joining("; "));
  }
}
