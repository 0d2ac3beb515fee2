package health.lode.vault.journal;

/**
 * A place in the journal. Ordered as the journal was written.
 *
 * @param entry number of the segment, from 1
 * @param offset where the frame begins in the segment's file, times 65,536, plus the offset within
 *     the frame's plaintext (a "virtual offset" as in BGZF)
 */
public record JournalPosition(long entry, long offset) implements Comparable<JournalPosition> {
  /** Before everything. */
  public static final JournalPosition START = new JournalPosition(1, 0);

  /** No place: a record without a file record. */
  public static final JournalPosition NONE = new JournalPosition(0, 0);

  static JournalPosition of(long segment, long frameStart, int inFrame) {
    return new JournalPosition(segment, frameStart << 16 | inFrame);
  }

  long frameStart() {
    return offset >>> 16;
  }

  int inFrame() {
    return (int) (offset & 0xFFFF);
  }

  /** Reads the form of {@link #toString()}; throws {@link IllegalArgumentException} on others. */
  public static JournalPosition parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("a journal reference is entry:offset");
    }
    return new JournalPosition(
        Long.parseLong(text.substring(0, colon)), Long.parseLong(text.substring(colon + 1)));
  }

  @Override
  public int compareTo(JournalPosition other) {
    int byEntry = Long.compare(entry, other.entry);
    return byEntry != 0 ? byEntry : Long.compare(offset, other.offset);
  }

  /** {@code entry:offset}, as in {@code journal_ref}. */
  @Override
  public String toString() {
    return entry + ":" + offset;
  }
}
