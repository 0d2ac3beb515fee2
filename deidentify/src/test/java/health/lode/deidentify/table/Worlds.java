package health.lode.deidentify.table;

import health.lode.deidentify.Progress;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.PseudonymKey;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.table.TablePolicy.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Small tables with hierarchies, drawn from a seed, and what tests need to run a policy on them.
 */
final class Worlds {
  static final Dates NO_DATES = new Dates.Keep(Dates.Precision.NONE);

  /**
   * A table with quasi-identifiers {@code q0, q1, …}, a sensitive column {@code s} and a person
   * column {@code p}.
   *
   * @param paths of each quasi-identifier, a row a value of its domain
   */
  record World(Table table, List<List<String[]>> paths, List<Hierarchy> hierarchies) {
    int columns() {
      return paths.size();
    }

    int levels(int column) {
      return paths.get(column).get(0).length;
    }

    /** The label of a value at a level, by looking it up. */
    String label(int column, String value, int level) {
      for (String[] path : paths.get(column)) {
        if (path[0].equals(value)) {
          return path[level];
        }
      }
      throw new AssertionError("unknown value");
    }
  }

  private Worlds() {}

  /** A hierarchy of a domain: values fall into random groups, groups into groups, then a star. */
  private static List<String[]> paths(Random random, int column) {
    int values = 2 + random.nextInt(6);
    int levels = 2 + random.nextInt(3);
    List<String[]> paths = new ArrayList<>();
    for (int v = 0; v < values; v++) {
      String[] path = new String[levels];
      path[0] = "c" + column + "v" + v;
      paths.add(path);
    }
    for (int level = 1; level < levels; level++) {
      int groups = Math.max(1, (values >> level));
      Map<String, String> of = new LinkedHashMap<>();
      for (String[] path : paths) {
        int at = level;
        String group = level == levels - 1 ? "*" : "g" + at + "-" + random.nextInt(groups);
        of.putIfAbsent(path[level - 1], group);
        path[level] = of.get(path[level - 1]);
      }
    }
    return paths;
  }

  static World draw(long seed, int columns, int rows) {
    Random random = new Random(seed);
    List<List<String[]>> paths = new ArrayList<>();
    List<Hierarchy> hierarchies = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int c = 0; c < columns; c++) {
      paths.add(paths(random, c));
      List<Map<String, String>> groups = new ArrayList<>();
      for (int level = 1; level < paths.get(c).get(0).length - 1; level++) {
        Map<String, String> of = new LinkedHashMap<>();
        for (String[] path : paths.get(c)) {
          of.put(path[level - 1], path[level]);
        }
        groups.add(of);
      }
      if (groups.isEmpty()) {
        // The star alone: a group that is the value itself would be a level more.
        hierarchies.add(new Hierarchy.AllOrNothing());
        int used = paths.get(c).size();
        if (used < 2) {
          throw new AssertionError();
        }
      } else {
        hierarchies.add(new Hierarchy.Groups(groups));
      }
      names.add("q" + c);
    }
    names.add("s");
    names.add("p");
    Table.Builder table = new Table.Builder(names);
    for (int r = 0; r < rows; r++) {
      List<String> row = new ArrayList<>();
      for (int c = 0; c < columns; c++) {
        int size = paths.get(c).size();
        // Skewed, so that some values are rare.
        int value = Math.min(random.nextInt(size), random.nextInt(size));
        // All-or-nothing hierarchies have the column's values as domain: all must occur.
        value = r < size ? (r + c) % size : value;
        row.add(paths.get(c).get(value)[0]);
      }
      row.add(Integer.toString(random.nextInt(4)));
      row.add("p" + random.nextInt(Math.max(1, rows / 2)));
      table.row(row);
    }
    return new World(table.build(), paths, hierarchies);
  }

  static TablePolicy policy(
      World world,
      boolean person,
      List<PrivacyModel> models,
      double suppress,
      LossMeasure loss,
      TablePolicy.Method method) {
    Map<String, ColumnPolicy> columns = new LinkedHashMap<>();
    for (int c = 0; c < world.columns(); c++) {
      columns.put("q" + c, ColumnPolicy.quasi(world.hierarchies().get(c)));
    }
    columns.put("s", ColumnPolicy.of(ColumnPolicy.Role.SENSITIVE));
    columns.put("p", ColumnPolicy.of(ColumnPolicy.Role.KEEP));
    return new TablePolicy(
        new Settings(
            person ? Optional.of("p") : Optional.empty(),
            TablePolicy.Others.REFUSE,
            models,
            suppress,
            loss,
            method,
            Optional.empty(),
            Path.of("")),
        columns,
        Map.of());
  }

  static Pseudonyms pseudonyms() {
    return PseudonymKey.of(new byte[32]).forProject("test", "test", 1);
  }

  static Anonymized run(Table table, TablePolicy policy) {
    return Anonymization.run(table, policy, pseudonyms(), NO_DATES, Progress.NONE);
  }
}
