package health.lode.deidentify.mark;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a table is not marked or a copy not traced. "Nobody can be named" is no refusal. */
public enum MarkReason implements ReasonCode {
  /** The table lacks a column that the policy names for marks or for recognising rows. */
  MARK_COLUMN_MISSING(Category.INVALID),
  /** A register of releases cannot be read to its last word. */
  REGISTER_UNREADABLE(Category.INVALID),
  /** A release of this id is in the register already. */
  REGISTER_RELEASE_KNOWN(Category.CONFLICT),
  /** The key at hand is not the one under which the register's releases were marked. */
  TRACE_KEY_WRONG(Category.INVALID),
  /** A name given for a renamed column is in neither the copy nor the releases. */
  TRACE_COLUMN_UNKNOWN(Category.INVALID);

  private final Category category;

  MarkReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
