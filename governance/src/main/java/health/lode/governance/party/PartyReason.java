package health.lode.governance.party;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a party's name or key is refused. */
public enum PartyReason implements ReasonCode {
  PARTY_NAME_INVALID(Category.INVALID),
  PARTY_UNKNOWN(Category.MISSING);

  private final Category category;

  PartyReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
