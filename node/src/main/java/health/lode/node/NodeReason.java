package health.lode.node;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a node's home or a request to it was refused. */
public enum NodeReason implements ReasonCode {
  HOME_EXISTS(Category.CONFLICT),
  HOME_MISSING(Category.MISSING),
  HOME_UNREADABLE(Category.TAMPERED),
  HOME_OTHER_KIND(Category.INVALID),
  KEY_NOT_HERE(Category.MISSING),
  KEY_UNREADABLE(Category.INVALID),
  FILE_EXISTS(Category.CONFLICT),
  FILE_UNREADABLE(Category.MISSING),
  ARGUMENT_INVALID(Category.INVALID),
  PERMIT_NOT_FOUND(Category.MISSING),
  PERMIT_AMBIGUOUS(Category.INVALID),
  QUESTION_UNSIGNED(Category.DENIED),
  ASKER_NOT_REQUESTER(Category.DENIED),
  QUESTION_REPLAYED(Category.CONFLICT),
  NOTHING_CAPTURED(Category.CONFLICT),
  RECIPIENT_KEY_MISSING(Category.MISSING),
  RECIPIENT_KEY_UNVOUCHED(Category.DENIED),
  RELEASE_NOT_FOUND(Category.MISSING),
  RELEASE_POLICY_UNSIGNED(Category.DENIED),
  RELEASE_EMPTY(Category.CONFLICT),
  RELEASE_GRADE_BELOW(Category.DENIED),
  RELEASE_JOINT_RISK(Category.DENIED),
  RELEASE_DOCUMENTS_REFUSED(Category.DENIED),
  PSEUDONYM_UNKNOWN(Category.MISSING),
  NODE_FAILED(Category.UNAVAILABLE);

  private final Category category;

  NodeReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
