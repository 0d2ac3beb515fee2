package health.lode.vault.record;

/** What a column is for, and so what a question may do with it. */
public enum ColumnRole {
  /** {@code person_id}: only in equality joins and {@code COUNT(DISTINCT …)}. */
  PERSON(true, true),
  /** Any other key of a row: only in equality joins and {@code COUNT(DISTINCT …)}. */
  KEY(true, true),
  /** A concept of a vocabulary, 0 where none is known. */
  CONCEPT(true, true),
  VALUE(true, true),
  DATE(true, true),
  TIME(true, true),
  /**
   * Kept in the cut for the hospital's own use (free text, device numbers); never in a question.
   */
  RESTRICTED(false, true),
  /**
   * A direct identifier that the CDM has a column for; it is kept nowhere but in {@code identity}.
   */
  IDENTIFIER(false, false),
  /** Written into statements by the planner alone. */
  PLANNER(false, true);

  private final boolean queryable;
  private final boolean stored;

  ColumnRole(boolean queryable, boolean stored) {
    this.queryable = queryable;
    this.stored = stored;
  }

  /** Whether a question may name the column at all. */
  public boolean queryable() {
    return queryable;
  }

  /** Whether a cut has the column. */
  public boolean stored() {
    return stored;
  }

  /** Whether only equality joins and {@code COUNT(DISTINCT …)} may use the column. */
  public boolean keyOnly() {
    return this == PERSON || this == KEY;
  }
}
