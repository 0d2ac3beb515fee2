package health.lode.governance.permit;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a permit, a signature on it or a use of it is refused. */
public enum PermitReason implements ReasonCode {
  /** The permit file cannot be read to the last word. */
  PERMIT_UNREADABLE(Category.INVALID),
  /** The permit uses a word that the rulebook does not have. */
  PERMIT_WORD_UNKNOWN(Category.INVALID),
  PERMIT_UNKNOWN(Category.MISSING),
  PERMIT_EXISTS(Category.CONFLICT),
  /** The permit in hand is not, byte for byte, the one that was requested and signed. */
  PERMIT_CHANGED(Category.TAMPERED),
  /** An office that the rulebook names has not signed. */
  PERMIT_UNSIGNED(Category.DENIED),
  /** A signature is not that office's signature over this very permit and text. */
  PERMIT_SIGNATURE_INVALID(Category.TAMPERED),
  /** A signature was made with a key that is no longer pinned for its office. */
  PERMIT_KEY_NOT_PINNED(Category.DENIED),
  /** The rulebook changed what this permit opens since an office signed. */
  PERMIT_RULEBOOK_CHANGED(Category.DENIED),
  PERMIT_NOT_YET_VALID(Category.DENIED),
  PERMIT_EXPIRED(Category.DENIED),
  /** The ethics approval that the permit rests on has run out. */
  PERMIT_ETHICS_EXPIRED(Category.DENIED),
  PERMIT_RETURNED(Category.DENIED),
  PERMIT_SUSPENDED(Category.DENIED),
  PERMIT_REVOKED(Category.DENIED),
  PERMIT_CLOSED(Category.DENIED),
  /** The permit names hospitals, and this is not one of them. */
  PERMIT_OTHER_HOSPITAL(Category.DENIED),
  /** The rulebook forbids one of the things the permit asks for. */
  PERMIT_DATA_FORBIDDEN(Category.DENIED),
  PERMIT_FORM_NOT_GRANTED(Category.DENIED),
  /** As many questions were asked as the permit allows. */
  PERMIT_USED_UP(Category.LIMIT);

  private final Category category;

  PermitReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
