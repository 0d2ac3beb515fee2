package health.lode.ledger;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why the ledger refuses. */
public enum LedgerReason implements ReasonCode {
  /** No ledger at the place named. */
  LEDGER_MISSING(Category.MISSING),
  /** The place for a new ledger already holds something. */
  LEDGER_EXISTS(Category.CONFLICT),
  /** Another process, or another part of this one, has the ledger open. */
  LEDGER_BUSY(Category.CONFLICT),
  /** What is on disk is not what was signed. */
  LEDGER_TAMPERED(Category.TAMPERED),
  /** The ledger has grown since the size the caller decided on. */
  LEDGER_MOVED(Category.CONFLICT),
  /** An entry's canonical form is longer than 65,535 bytes. */
  LEDGER_ENTRY_TOO_LARGE(Category.INVALID),
  /** An entry has no canonical form. */
  LEDGER_ENTRY_INVALID(Category.INVALID),
  /** No entry, or no tree, of that number yet. */
  LEDGER_ENTRY_MISSING(Category.MISSING),
  /** The ledger was closed. */
  LEDGER_CLOSED(Category.UNAVAILABLE),
  /** Writing failed; nothing more is accepted until the ledger is opened again. */
  LEDGER_STORAGE_FAILED(Category.UNAVAILABLE);

  private final Category category;

  LedgerReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
