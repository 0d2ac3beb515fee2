package health.lode.deidentify.seal;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why something is not sealed or not opened. */
public enum SealReason implements ReasonCode {
  /** A recipient key's file or text is missing, damaged, weak or open to others. */
  RECIPIENT_KEY_UNREADABLE(Category.INVALID),
  /** What is to be sealed holds links, odd names, or changed while it was read. */
  SEAL_CONTENT_REFUSED(Category.INVALID),
  /** The file is not of the sealed format, or of a version not known here. */
  SEAL_UNREADABLE(Category.INVALID),
  /** The file was sealed to another key. */
  SEAL_NOT_FOR_THIS_KEY(Category.DENIED),
  /** The file is not what was sealed: altered, shortened, reordered or lengthened. */
  SEAL_DAMAGED(Category.TAMPERED);

  private final Category category;

  SealReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
