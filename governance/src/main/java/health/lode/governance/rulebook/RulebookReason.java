package health.lode.governance.rulebook;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a rulebook, or a question put to it, is refused. */
public enum RulebookReason implements ReasonCode {
  /** The text is no rulebook: the line is named. */
  RULEBOOK_UNREADABLE(Category.INVALID),
  /** A word that nothing defines, in the rulebook or in a question to it. */
  RULEBOOK_WORD_UNKNOWN(Category.INVALID),
  /** A condition that does not type-check. */
  RULEBOOK_CONDITION_INVALID(Category.INVALID),
  /** A condition that could not be evaluated for this permit. */
  RULEBOOK_CONDITION_FAILED(Category.DENIED);

  private final Category category;

  RulebookReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
