package health.lode.deidentify.table;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** The words of refusals that are said in several places. */
final class TableRefusals {
  private TableRefusals() {}

  static RefusedException refused(
      TableReason code, String en, String zh, String wayEn, String wayZh) {
    return Refusal.of(code, Words.of(en, zh), Words.of(wayEn, wayZh)).asException();
  }

  /**
   * @param name of a column that was asked for: from a policy or an option, never from a cell
   */
  static RefusedException unknownColumn(String name) {
    return refused(
        TableReason.TABLE_COLUMN_UNKNOWN,
        "The table has no column '" + name + "'.",
        "表中没有列 '" + name + "'。",
        "Name a column as the header writes it.",
        "请按表头的写法填写列名。");
  }
}
