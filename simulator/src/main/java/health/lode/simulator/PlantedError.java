package health.lode.simulator;

/**
 * One error that was planted.
 *
 * @param record the record it stands in, by the name the hospital gives it
 * @param detail what is wrong with it
 */
public record PlantedError(HospitalKind hospital, Kind kind, String record, String detail) {
  /** What was planted, and what should become of it. */
  public enum Kind {
    /** The same bytes once more: counted as duplicate, nothing changes. */
    DUPLICATE,
    /** A later record says otherwise: the later one stands. */
    CORRECTED,
    /** A later record takes it back: it is no fact. */
    RETRACTED,
    /** Cannot be read: quarantined. */
    MALFORMED,
    /** A number that cannot be true: kept as sent, and named by the quality report. */
    IMPLAUSIBLE_VALUE,
    /** The sex sent is not that of the ID number, nor that sent by other hospitals. */
    CONTRADICTORY_SEX,
    /** The date of birth sent is not that of the ID number, nor that sent elsewhere. */
    CONTRADICTORY_BIRTH_DATE,
    /** The ID number's check character is wrong. */
    INVALID_ID_NUMBER,
    /** No ID number was sent. */
    MISSING_ID_NUMBER,
    /** A second record number of the same person in the same hospital. */
    SECOND_RECORD_NUMBER
  }
}
