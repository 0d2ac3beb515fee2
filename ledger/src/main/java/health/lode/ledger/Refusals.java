package health.lode.ledger;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** The ledger's refusals in words. */
final class Refusals {
  private Refusals() {}

  static RefusedException missing() {
    return refused(
        LedgerReason.LEDGER_MISSING,
        Words.of("There is no ledger at this place.", "此处没有账本。"),
        Words.of("Name a home that `lode init` made.", "请指定由 lode init 建立的目录。"));
  }

  static RefusedException exists() {
    return refused(
        LedgerReason.LEDGER_EXISTS,
        Words.of("This place already holds a ledger or other files.", "此处已有账本或其他文件。"),
        Words.of("Choose an empty directory.", "请选择空目录。"));
  }

  static RefusedException busy() {
    return refused(
        LedgerReason.LEDGER_BUSY,
        Words.of("The ledger is already open for writing.", "账本已被打开写入。"),
        Words.of("Stop the other process, or hand the work to it.", "请停止另一进程，或交由其处理。"));
  }

  static RefusedException tampered(String problem) {
    return refused(
        LedgerReason.LEDGER_TAMPERED,
        Words.of(
            "The ledger on disk is not what was signed: " + problem + ".",
            "磁盘上的账本与签名不符：" + problem + "。"),
        Words.of(
            "Run `lode ledger verify`, and restore the files named from a copy that verifies.",
            "请运行 lode ledger verify，并用可验证的副本恢复所列文件。"));
  }

  static RefusedException moved(long expected, long size) {
    return refused(
        LedgerReason.LEDGER_MOVED,
        Words.of(
            "The ledger has " + size + " entries by now, not " + expected + ".",
            "账本现有 " + size + " 条记录，而非 " + expected + " 条。"),
        Words.of("Read the new entries, decide again, and retry.", "请读取新记录、重新判断后再试。"));
  }

  static RefusedException tooLarge(int length) {
    return refused(
        LedgerReason.LEDGER_ENTRY_TOO_LARGE,
        Words.of(
            "An entry of " + length + " bytes is longer than the 65,535 a ledger takes.",
            "记录长 " + length + " 字节，超过账本上限 65,535 字节。"),
        Words.of("Enter the hash of the larger thing instead.", "请改为登记该内容的哈希值。"));
  }

  static RefusedException noCanonicalForm(IllegalArgumentException cause) {
    return new RefusedException(
        Refusal.of(
            LedgerReason.LEDGER_ENTRY_INVALID,
            Words.of("The entry has no canonical JSON form.", "记录没有规范 JSON 形式。"),
            Words.of(
                "Use objects, arrays, strings, booleans, null and whole numbers only.",
                "只能使用对象、数组、字符串、布尔值、null 与整数。")),
        cause);
  }

  static RefusedException noEntry(long number, long size) {
    return refused(
        LedgerReason.LEDGER_ENTRY_MISSING,
        Words.of(
            "Number " + number + " is not within the ledger's " + size + " entries.",
            "编号 " + number + " 不在账本的 " + size + " 条记录之内。"),
        Words.of("Use a number within the present size.", "请使用当前范围内的编号。"));
  }

  static RefusedException closed() {
    return refused(
        LedgerReason.LEDGER_CLOSED,
        Words.of("The ledger is closed.", "账本已关闭。"),
        Words.of("Open it again.", "请重新打开。"));
  }

  static RefusedException storageFailed(Throwable cause) {
    return new RefusedException(
        Refusal.of(
            LedgerReason.LEDGER_STORAGE_FAILED,
            Words.of(
                "The ledger could not be written; the last append may or may not stand.",
                "账本写入失败；最后一次登记是否生效不确定。"),
            Words.of(
                "Check the disk, then open the ledger again: it recovers by itself.",
                "请检查磁盘后重新打开账本，它会自行恢复。")),
        cause);
  }

  private static RefusedException refused(LedgerReason code, Words reason, Words remedy) {
    return new RefusedException(Refusal.of(code, reason, remedy));
  }
}
