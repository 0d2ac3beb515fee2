package health.lode.hub;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;

/** Why a hub refuses. */
public enum HubReason implements ReasonCode {
  HUB_HOME_EXISTS(Category.CONFLICT),
  HUB_HOME_UNREADABLE(Category.TAMPERED),
  /** No such token, or it was used. */
  JOIN_TOKEN_INVALID(Category.DENIED),
  /** Another node has joined under this name, or this key is another node's. */
  NODE_NAME_TAKEN(Category.CONFLICT),
  NODE_NAME_INVALID(Category.INVALID),
  /** The hub's ledger has no such permit. */
  HUB_PERMIT_UNKNOWN(Category.MISSING),
  /** The permit names no hospital, and a hub cannot know which is meant. */
  HUB_PERMIT_WITHOUT_HOSPITALS(Category.INVALID),
  /** No hospital waits for this office's signature. */
  HUB_NOTHING_TO_SIGN(Category.CONFLICT),
  /** What the node published to be signed is not what was requested. */
  HUB_DOCUMENT_MISMATCH(Category.TAMPERED),
  /** The private key of this office is not in the hub. */
  HUB_KEY_ELSEWHERE(Category.MISSING),
  /** The question is not asked by the permit's own requester. */
  QUESTION_NOT_BY_REQUESTER(Category.DENIED),
  /** The question's envelope is bound to another permit. */
  QUESTION_PERMIT_MISMATCH(Category.DENIED),
  /** None of the permit's hospitals could be reached in time. */
  NO_HOSPITAL_ANSWERED(Category.UNAVAILABLE),
  /** Too many questions wait at once. */
  HUB_BUSY(Category.LIMIT);

  private final Category category;

  HubReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }

  RefusedException because(String en, String zh, String remedyEn, String remedyZh) {
    return Refusal.of(this, Words.of(en, zh), Words.of(remedyEn, remedyZh)).asException();
  }
}
