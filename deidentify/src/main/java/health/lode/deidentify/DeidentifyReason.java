package health.lode.deidentify;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Refusals that every kind of data shares; each room has an enum of its own besides. */
public enum DeidentifyReason implements ReasonCode {
  /** The policy file cannot be read to its last word; the line is named. */
  POLICY_UNREADABLE(Category.INVALID),
  /** The policy says nothing of the kind of data at hand. */
  POLICY_SILENT(Category.INVALID),
  /** A pseudonym key's file is missing, damaged or readable by others. */
  PSEUDONYM_KEY_UNREADABLE(Category.INVALID),
  /** The output's place is taken or cannot be written. */
  OUTPUT_REFUSED(Category.CONFLICT),
  /** The input is missing or cannot be read. */
  INPUT_UNREADABLE(Category.INVALID);

  private final Category category;

  DeidentifyReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
