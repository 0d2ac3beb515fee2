package health.lode.vault.capture;

/**
 * Takes the facts of one record. Keys are strings that are stable within a source: the same thing
 * sent again, corrected or cancelled, has the same key ({@code Condition/abc}).
 */
public interface FactSink {
  /**
   * A new row of an OMOP table, to be filled by the caller.
   *
   * <p>Of all rows of one source with the same table and key, those of the latest record survive
   * (highest {@link FactRow#version}, then latest in the journal). One record may add several rows
   * under one key (the series of an imaging study): they are superseded together.
   *
   * @param table OMOP name: {@code condition_occurrence}
   * @param key the fact's stable key within the source
   */
  FactRow fact(String table, String key);

  /** Who a source patient is. Several calls for one key within a record are merged. */
  void patient(PatientFact patient);

  /**
   * The source says that {@code retiredKey} is the same patient as {@code survivingKey} (ADT A40).
   */
  void mergePatients(String survivingKey, String retiredKey);
}
