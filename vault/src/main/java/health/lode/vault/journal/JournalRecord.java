package health.lode.vault.journal;

/**
 * One record of the journal.
 *
 * @param position where it begins
 * @param type of the record as the accounting has it; the format's name for a FILE
 * @param sha256 of the body; of the whole record for OVERSIZE_END
 * @param occurrence number among identical records of its file
 * @param file position of the FILE record it came with, or {@link JournalPosition#NONE}
 */
public record JournalRecord(
    JournalPosition position,
    Kind kind,
    String type,
    byte[] sha256,
    int occurrence,
    JournalPosition file,
    byte[] body) {

  /** What a record of the journal is. */
  public enum Kind {
    /** Source, format, path and context of the records that refer to it. */
    FILE(1),
    /** A captured record, verbatim. */
    RECORD(2),
    /** A record that its reader could not take apart: the reason, then the bytes. */
    UNREADABLE(3),
    /** Begin of a record too large to be held in memory. */
    OVERSIZE_START(4),
    /** A piece of it. */
    OVERSIZE_CHUNK(5),
    /** Its end; the body names the start and the length. */
    OVERSIZE_END(6),
    /** A matter of the vault's own, such as an opening of a consent. */
    NOTE(7);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    static Kind of(int code) {
      for (Kind kind : values()) {
        if (kind.code == code) {
          return kind;
        }
      }
      throw new IllegalStateException("unknown kind of journal record");
    }

    int code() {
      return code;
    }
  }
}
