package health.lode.vault.consent;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why consent stops a question or a batch. */
public enum ConsentReason implements ReasonCode {
  /** The ledger names decisions whose openings the journal does not hold: no question may run. */
  CONSENT_INCOMPLETE(Category.UNAVAILABLE),
  /** A batch of this name was taken in before, with other decisions. */
  CONSENT_BATCH_DIFFERS(Category.CONFLICT),
  /** A decision names no patient key. */
  CONSENT_PATIENT_UNKNOWN(Category.INVALID);

  private final Category category;

  ConsentReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
