package health.lode.governance;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why an event, or a use of the state as a whole, is refused. */
public enum GovernanceReason implements ReasonCode {
  /** A ledger entry is no event of this version: unknown type, unknown field, unreadable value. */
  EVENT_UNKNOWN(Category.TAMPERED),
  /** An event cannot follow what the ledger holds so far. */
  EVENT_IMPOSSIBLE(Category.CONFLICT),
  /** A signature in an event is not its office's. */
  EVENT_SIGNATURE_INVALID(Category.TAMPERED),
  /** No rulebook has been adopted yet. */
  RULEBOOK_MISSING(Category.CONFLICT);

  private final Category category;

  GovernanceReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
