package health.lode.deidentify.dicom;

/** What becomes of an attribute: the letters of PS3.15 Table E.1-1. */
public enum Action {
  /** Replaced by a value of the same form that tells nothing. */
  DUMMY('D'),
  /** Left without a value. */
  EMPTY('Z'),
  /** Left out. */
  REMOVE('X'),
  /** Kept; of a sequence, its items are looked at one by one. */
  KEEP('K'),
  /** Cleaned of what identifies: text by the cleaner, dates by the shift. */
  CLEAN('C'),
  /** A UID replaced by another, the same wherever it stands. */
  UID('U');

  private final char letter;

  Action(char letter) {
    this.letter = letter;
  }

  /** The letter of the standard's table. */
  public char letter() {
    return letter;
  }
}
