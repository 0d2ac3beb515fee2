package health.lode.vault.record;

/** The types of the record model, by the names that DuckDB gives them. */
public enum ColumnType {
  BIGINT,
  INTEGER,
  /** Numbers as measured; cast to DECIMAL before they are summed (docs/decisions). */
  DOUBLE,
  DATE,
  /** Local wall clock as the source wrote it, without a zone. */
  TIMESTAMP,
  VARCHAR
}
