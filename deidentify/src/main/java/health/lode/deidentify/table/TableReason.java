package health.lode.deidentify.table;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a table is not read, or not released. No refusal carries a cell's text. */
public enum TableReason implements ReasonCode {
  /** The header is missing, or has an empty or repeated name. */
  TABLE_HEADER_INVALID(Category.INVALID),
  /** A row has more or fewer cells than the header. */
  TABLE_RAGGED(Category.INVALID),
  /** The bytes are not in the character set they are said to be in. */
  TABLE_CHARSET_WRONG(Category.INVALID),
  /** A NUL character: the file is no text, or damaged. */
  TABLE_NUL(Category.INVALID),
  /** More columns, or a wider cell, than any table has. */
  TABLE_TOO_WIDE(Category.LIMIT),
  /** Quotes that do not close, or text after a closing quote. */
  TABLE_QUOTES_BROKEN(Category.INVALID),
  /** More rows than 2,147,483,647. */
  TABLE_TOO_LONG(Category.LIMIT),
  /** More distinct combinations of quasi-identifiers than the memory holds. */
  TABLE_NEEDS_MEMORY(Category.LIMIT),
  /** The policy or an option names a column that the table does not have. */
  TABLE_COLUMN_UNKNOWN(Category.MISSING),
  /** The table has columns of which the policy says nothing. */
  TABLE_COLUMNS_UNNAMED(Category.INVALID),
  /** Person or event tables of one release do not fit together. */
  TABLE_RELEASE_INVALID(Category.INVALID),
  /** A hierarchy file is missing, ragged, or contradicts itself. */
  HIERARCHY_UNREADABLE(Category.INVALID),
  /** The data has values that the hierarchy does not know. */
  HIERARCHY_INCOMPLETE(Category.INVALID),
  /** A treatment does not fit the column's values. */
  TREATMENT_REFUSED(Category.INVALID),
  /** No generalisation within the allowed levels and suppression protects as the policy asks. */
  TABLE_UNPROTECTABLE(Category.DENIED);

  private final Category category;

  TableReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
