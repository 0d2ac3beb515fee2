package health.lode.deidentify.risk;

import health.lode.deidentify.table.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Small tables written down in a test. */
final class Tables {
  private Tables() {}

  /** The first line names the columns; cells are parted by spaces. */
  static Table of(String... lines) {
    Table.Builder table = new Table.Builder(List.of(lines[0].split(" ")));
    for (int i = 1; i < lines.length; i++) {
      table.row(lines[i].split(" "));
    }
    return table.build();
  }

  static RiskTable quasi(Table table, String... quasi) {
    return new RiskTable("t", table, List.of(quasi), Optional.empty(), List.of(), Set.of());
  }

  static RiskTable byPerson(Table table, String person, String... quasi) {
    return new RiskTable("t", table, List.of(quasi), Optional.of(person), List.of(), Set.of());
  }
}
