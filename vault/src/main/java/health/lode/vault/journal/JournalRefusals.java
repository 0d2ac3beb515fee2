package health.lode.vault.journal;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.VaultReason;

/** The words in which the journal refuses. */
final class JournalRefusals {
  private JournalRefusals() {}

  static RefusedException frame(long segment, long frame) {
    return Refusal.of(
            VaultReason.JOURNAL_DAMAGED,
            Words.of(
                "Segment "
                    + segment
                    + ", frame "
                    + frame
                    + " of the journal is not what was written.",
                "日志第 " + segment + " 段第 " + frame + " 帧与写入内容不符。"),
            remedy())
        .asException();
  }

  static RefusedException segment(long segment, String en, String zh) {
    return Refusal.of(
            VaultReason.JOURNAL_DAMAGED,
            Words.of("Segment " + segment + " of the journal " + en, "日志第 " + segment + " 段" + zh),
            remedy())
        .asException();
  }

  static RefusedException ahead(JournalPosition known) {
    return Refusal.of(
            VaultReason.JOURNAL_DAMAGED,
            Words.of(
                "The journal ends before " + known + ", which was already taken into the vault.",
                "日志在 " + known + " 之前结束，而该处内容已入库。"),
            remedy())
        .asException();
  }

  static RefusedException unwritable(Exception cause) {
    return new RefusedException(
        Refusal.of(
            VaultReason.JOURNAL_UNAVAILABLE,
            Words.of("The journal cannot be read or written.", "日志无法读写。"),
            Words.of(
                "Check free space and access rights of the journal folder.", "请检查日志目录的剩余空间和访问权限。")),
        cause);
  }

  private static Words remedy() {
    return Words.of("Restore the journal folder, with its key, from a backup.", "请从备份恢复日志目录及其密钥。");
  }
}
