package health.lode.cli;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Refusals of the command line itself. */
enum CliReason implements ReasonCode {
  UNEXPECTED(Category.UNAVAILABLE),
  FILE_MISSING(Category.MISSING),
  SIGNING_KEY_UNREADABLE(Category.INVALID),
  HUB_NOT_REACHED(Category.UNAVAILABLE);

  private final Category category;

  CliReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
