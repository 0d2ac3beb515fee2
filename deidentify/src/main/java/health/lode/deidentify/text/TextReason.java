package health.lode.deidentify.text;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a text or a gold file is refused. */
public enum TextReason implements ReasonCode {
  /** A file's bytes are not text in the stated charset. */
  TEXT_CHARSET(Category.INVALID),
  /** A file is larger than memory is set aside for. */
  TEXT_TOO_LARGE(Category.LIMIT),
  /** The column that holds the text is not there. */
  TEXT_COLUMN_MISSING(Category.INVALID),
  /** A line of a JSON Lines or table file cannot be read. */
  TEXT_LINE_UNREADABLE(Category.INVALID),
  /** A line of a gold file is none, or its spans do not lie in its text. */
  GOLD_UNREADABLE(Category.INVALID);

  private final Category category;

  TextReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
