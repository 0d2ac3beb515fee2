package health.lode.ask;

import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;

/** Why a question is refused. Names are printed, relied upon, and never change meaning. */
public enum AskReason implements ReasonCode {
  /** The text is not SQL that can be read. */
  SQL_UNREADABLE(Category.INVALID),
  /** The text is longer, deeper or joins more than a question may. */
  SQL_TOO_LARGE(Category.LIMIT),
  /** Anything but one SELECT. */
  SQL_NOT_SELECT(Category.INVALID),
  /** A table that the record model does not have. */
  SQL_UNKNOWN_TABLE(Category.MISSING),
  /** A column that its table does not have. */
  SQL_UNKNOWN_COLUMN(Category.MISSING),
  /** Readable SQL whose parts do not fit together: types, arguments, ambiguous names. */
  SQL_INVALID(Category.INVALID),
  /** A construct that the planner cannot prove safe. */
  SQL_NOT_SUPPORTED(Category.INVALID),
  /** A function outside the list that is known to be safe. */
  FUNCTION_NOT_ALLOWED(Category.DENIED),
  /** No granted category covers the column. */
  COLUMN_NOT_GRANTED(Category.DENIED),
  /** Direct identifiers are never readable by a question. */
  IDENTITY_FORBIDDEN(Category.DENIED),
  /** The permit does not grant answers in the form of aggregates. */
  FORM_NOT_GRANTED(Category.DENIED),
  /** Some row of the question no longer belongs to exactly one patient. */
  QUERY_LOSES_PATIENT(Category.DENIED),
  /** The question asks for rows, not for aggregates. */
  QUERY_NOT_AGGREGATE(Category.DENIED),
  /** A patient or record number used for anything but joining and counting. */
  PERSON_ID_MISUSED(Category.DENIED),
  /** An aggregate whose value is one patient's value, or from which one could be derived. */
  AGGREGATE_NOT_SAFE(Category.DENIED),
  /** Counting distinct values does not merge across hospitals. */
  DISTINCT_ACROSS_HOSPITALS(Category.DENIED),
  /** More groups than an answer may have. */
  ANSWER_TOO_LARGE(Category.LIMIT),
  /** A hospital's part does not belong to this question, or is malformed. */
  PART_MISMATCH(Category.TAMPERED),
  /** The merged figures could not be finished: a value too large for its type. */
  MERGE_FAILED(Category.CONFLICT);

  private final Category category;

  AskReason(Category category) {
    this.category = category;
  }

  @Override
  public Category category() {
    return category;
  }
}
