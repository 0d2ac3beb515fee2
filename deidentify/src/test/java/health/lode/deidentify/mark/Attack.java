package health.lode.deidentify.mark;

import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** What somebody may do to a copy before passing it on. */
final class Attack {
  private Attack() {}

  /** Rows drawn without replacement, in a random order. */
  static Table sampled(Table table, double share, Random random) {
    List<List<String>> rows = rows(table);
    Collections.shuffle(rows, random);
    return table(table.names(), rows.subList(0, (int) (rows.size() * share)));
  }

  static Table sorted(Table table, String column) {
    int at = table.names().indexOf(column);
    List<List<String>> rows = rows(table);
    rows.sort((a, b) -> a.get(at).compareTo(b.get(at)));
    return table(table.names(), rows);
  }

  static Table without(Table table, String... columns) {
    List<String> left = new ArrayList<>(table.names());
    left.removeAll(List.of(columns));
    return table.select(left);
  }

  static Table renamed(Table table, UnaryOperator<String> name) {
    return table(table.names().stream().map(name).toList(), rows(table));
  }

  static Table changed(Table table, String column, UnaryOperator<String> change) {
    int at = table.names().indexOf(column);
    List<List<String>> rows = rows(table);
    rows.forEach(row -> row.set(at, change.apply(row.get(at))));
    return table(table.names(), rows);
  }

  /** Every value of one column given to another row. */
  static Table permuted(Table table, String column, Random random) {
    int at = table.names().indexOf(column);
    List<List<String>> rows = rows(table);
    List<String> values = new ArrayList<>(rows.stream().map(row -> row.get(at)).toList());
    Collections.shuffle(values, random);
    for (int i = 0; i < rows.size(); i++) {
      rows.get(i).set(at, values.get(i));
    }
    return table(table.names(), rows);
  }

  static Table together(Table... tables) {
    List<List<String>> rows = new ArrayList<>();
    for (Table each : tables) {
      rows.addAll(rows(each));
    }
    return table(tables[0].names(), rows);
  }

  /** How colluders, who see where their copies differ, choose a value. */
  interface Choice {
    String of(List<String> theirs, Random random);
  }

  /** Copies of the same rows, in the same order, made one. */
  static Table colluded(List<Table> copies, boolean byRow, Choice choice, Random random) {
    Table first = copies.get(0);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < first.rows(); row++) {
      List<String> cells = new ArrayList<>();
      Table chosen = copies.get(random.nextInt(copies.size()));
      for (int c = 0; c < first.names().size(); c++) {
        if (byRow) {
          cells.add(chosen.columns().get(c).at(row));
        } else {
          List<String> theirs = new ArrayList<>();
          for (Table copy : copies) {
            theirs.add(copy.columns().get(c).at(row));
          }
          cells.add(choice.of(theirs, random));
        }
      }
      rows.add(cells);
    }
    return table(first.names(), rows);
  }

  static String any(List<String> theirs, Random random) {
    return theirs.get(random.nextInt(theirs.size()));
  }

  /** The value that fewest hold: where one differs from two, the one. */
  static String rarest(List<String> theirs, Random random) {
    return theirs.stream()
        .min((a, b) -> Collections.frequency(theirs, a) - Collections.frequency(theirs, b))
        .orElseThrow();
  }

  static String commonest(List<String> theirs, Random random) {
    return theirs.stream()
        .max((a, b) -> Collections.frequency(theirs, a) - Collections.frequency(theirs, b))
        .orElseThrow();
  }

  static List<List<String>> rows(Table table) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < table.rows(); row++) {
      rows.add(new ArrayList<>(table.row(row)));
    }
    return rows;
  }

  static Table table(List<String> names, List<List<String>> rows) {
    Table.Builder builder = new Table.Builder(names);
    rows.forEach(builder::row);
    return builder.build();
  }
}
