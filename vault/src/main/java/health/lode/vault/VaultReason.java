package health.lode.vault;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why the vault refuses. */
public enum VaultReason implements ReasonCode {
  /** Another process has the database open. */
  HOME_BUSY(Category.CONFLICT),
  /** A journal frame is not what was written, or the journal key is another one. */
  JOURNAL_DAMAGED(Category.TAMPERED),
  /** The journal folder cannot be read or written: full disk, missing rights. */
  JOURNAL_UNAVAILABLE(Category.UNAVAILABLE),
  /** The database cannot be opened or holds more than the journal. */
  VAULT_DAMAGED(Category.TAMPERED),
  /** Received is not captured + duplicate + quarantined. */
  ACCOUNTING_BROKEN(Category.TAMPERED),
  /** A file or folder to be captured is not there or not readable. */
  SOURCE_UNREADABLE(Category.MISSING),
  /** No format recognises the file. */
  FORMAT_UNKNOWN(Category.INVALID),
  /** A compressed file ends before its end. */
  ARCHIVE_CUT(Category.INVALID),
  /** An archive unpacks to more than the limits allow. */
  ARCHIVE_BOMB(Category.LIMIT),
  /** Archives nested deeper than the limit. */
  ARCHIVE_NESTED(Category.LIMIT),
  /** No source of this name has been captured. */
  SOURCE_UNKNOWN(Category.MISSING);

  private final Category category;

  VaultReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
