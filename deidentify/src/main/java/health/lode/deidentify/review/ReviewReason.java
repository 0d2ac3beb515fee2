package health.lode.deidentify.review;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a reader's verdicts are refused. */
public enum ReviewReason implements ReasonCode {
  /** A line of a file of verdicts is none, or its spans do not lie in its text. */
  VERDICTS_UNREADABLE(Category.INVALID);

  private final Category category;

  ReviewReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
