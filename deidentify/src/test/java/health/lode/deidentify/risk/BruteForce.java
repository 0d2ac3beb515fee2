package health.lode.deidentify.risk;

import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The definitions of docs/spec/deidentify-risk.md written down as they read, over texts and sets.
 * Shares no code with what it checks.
 */
final class BruteForce {
  private BruteForce() {}

  /** Class sizes and persons by their smallest class. */
  record Answer(Map<Integer, Long> classes, Map<Integer, Long> persons) {}

  static Answer of(List<RiskTable> tables, AttackerKnows knows) {
    // person -> table -> set of combinations; and rows of each person
    Map<String, List<Set<String>>> sets = new HashMap<>();
    Map<String, Integer> rows = new HashMap<>();
    for (int t = 0; t < tables.size(); t++) {
      RiskTable one = tables.get(t);
      Table table = one.table();
      for (int row = 0; row < table.rows(); row++) {
        int at = row;
        List<String> said =
            one.quasiIdentifiers().stream().map(c -> table.column(c).at(at)).toList();
        if (!said.isEmpty() && said.stream().allMatch("*"::equals)) {
          continue;
        }
        String person =
            one.person()
                .map(c -> table.column(c).at(at))
                .filter(p -> !p.isBlank())
                .orElse("\0" + t + "/" + row);
        List<Set<String>> own = sets.computeIfAbsent(person, p -> new ArrayList<>());
        while (own.size() < tables.size()) {
          own.add(new HashSet<>());
        }
        own.get(t).add(t + ":" + said);
        rows.merge(person, 1, Integer::sum);
      }
    }
    Set<Integer> single = new HashSet<>();
    for (int t = 0; t < tables.size(); t++) {
      int table = t;
      if (sets.values().stream().allMatch(s -> s.get(table).size() == 1)) {
        single.add(t);
      }
    }
    Map<String, Set<String>> holds = new HashMap<>();
    sets.forEach(
        (person, own) ->
            holds.put(person, known(own, single, knows, rows.getOrDefault(person, 0))));
    if (knows == AttackerKnows.ONE_ROW) {
      // Whoever shares the single tables' rows with a person without events is a candidate for
      // them.
      Map<String, String> base = new HashMap<>();
      sets.forEach((person, own) -> base.put(person, base(own, single)));
      Set<String> bare = new HashSet<>();
      holds.forEach(
          (person, known) -> {
            if (known.isEmpty()) {
              bare.add(base.getOrDefault(person, ""));
            }
          });
      Map<String, Set<String>> members = new HashMap<>();
      holds.forEach(
          (person, known) ->
              known.forEach(k -> members.computeIfAbsent(k, x -> new HashSet<>()).add(person)));
      base.forEach(
          (person, b) -> {
            if (bare.contains(b)) {
              members.computeIfAbsent("bare" + b, x -> new HashSet<>()).add(person);
            }
          });
      holds.forEach(
          (person, known) -> {
            if (known.isEmpty()) {
              known.add("bare" + base.get(person));
            }
          });
      return counted(members, holds);
    }
    Map<String, Set<String>> members = new HashMap<>();
    holds.forEach(
        (person, known) ->
            known.forEach(k -> members.computeIfAbsent(k, x -> new HashSet<>()).add(person)));
    return counted(members, holds);
  }

  private static String base(List<Set<String>> own, Set<Integer> single) {
    return single.stream().sorted().map(t -> own.get(t).toString()).toList().toString();
  }

  private static Set<String> known(
      List<Set<String>> own, Set<Integer> single, AttackerKnows knows, int rows) {
    Set<String> known = new HashSet<>();
    if (knows == AttackerKnows.ONE_ROW && single.size() < own.size()) {
      for (int t = 0; t < own.size(); t++) {
        if (!single.contains(t)) {
          for (String row : own.get(t)) {
            known.add(base(own, single) + row);
          }
        }
      }
      return known;
    }
    String all = own.stream().map(s -> s.stream().sorted().toList()).toList().toString();
    known.add(knows == AttackerKnows.ALL_ROWS_AND_THEIR_NUMBER ? all + "#" + rows : all);
    return known;
  }

  private static Answer counted(Map<String, Set<String>> members, Map<String, Set<String>> holds) {
    Map<Integer, Long> classes = new TreeMap<>();
    members.values().forEach(m -> classes.merge(m.size(), 1L, Long::sum));
    Map<Integer, Long> persons = new TreeMap<>();
    holds.forEach(
        (person, known) -> {
          int smallest =
              known.stream()
                  .mapToInt(k -> members.getOrDefault(k, Set.of()).size())
                  .min()
                  .orElse(0);
          persons.merge(smallest, 1L, Long::sum);
        });
    return new Answer(classes, persons);
  }
}
