package health.lode.vault.capture.csv;

import health.lode.vault.capture.Quarantine;
import health.lode.vault.capture.QuarantinedException;
import java.util.Map;
import java.util.Set;

/** One data row, its cells found by the names in the header. */
final class Row {
  private final Map<String, Integer> positions;
  private final String[] cells;
  private final Set<String> empties;

  /**
   * @param empties cell texts, beside blank, by which the source says that nothing was recorded
   */
  Row(Map<String, Integer> positions, String[] cells, Set<String> empties) {
    this.positions = positions;
    this.cells = cells;
    this.empties = empties;
  }

  /** A cell without the space around it; empty where nothing was recorded. */
  String text(String column) {
    Integer position = positions.get(column);
    if (position == null) {
      return "";
    }
    String text = cells[position].strip();
    return empties.contains(text) ? "" : text;
  }

  static QuarantinedException quarantine(String code, String column, String en, String zh) {
    return Quarantine.of(code, "column " + column, en, zh).asException();
  }
}
