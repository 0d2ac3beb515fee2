package health.lode.server.wire;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why an envelope is not opened. */
public enum WireReason implements ReasonCode {
  /** Not an envelope, or its body is not what its kind says. */
  ENVELOPE_UNREADABLE(Category.INVALID),
  /** The signature is not by the author's trusted key, or the author is not known. */
  ENVELOPE_FORGED(Category.TAMPERED),
  /** Past its expiry, or an expiry further ahead than any honest sender asks. */
  ENVELOPE_EXPIRED(Category.DENIED),
  /** Opened once before. */
  ENVELOPE_REPLAYED(Category.DENIED),
  /** Written for someone else. */
  ENVELOPE_MISADDRESSED(Category.DENIED),
  /** A readable message that has no business here. */
  MESSAGE_UNEXPECTED(Category.INVALID);

  private final Category category;

  WireReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
