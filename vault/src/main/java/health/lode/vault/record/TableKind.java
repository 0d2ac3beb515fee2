package health.lode.vault.record;

/** How the rows of a table come about. */
public enum TableKind {
  /** One row for each person, merged from all source patients that are this person. */
  PERSON,
  /** Facts about one person each, as captured. */
  EVENT,
  /** Made from other tables when a cut is published. */
  DERIVED,
  /** Vocabulary, loaded by the user; about nobody. */
  REFERENCE
}
