package health.lode.vault.capture;

import health.lode.vault.journal.JournalPosition;
import org.jspecify.annotations.Nullable;

/** One journaled record on its way from reader to appender. */
final class BatchEntry {
  private final FileContext file;
  private final int sourceId;
  private final String type;
  private final JournalPosition position;
  private final byte[] sha256;
  private final int occurrence;
  private final int offset;
  private final long length;
  private @Nullable Quarantine quarantine;
  private @Nullable RecordFacts facts;

  /**
   * @param offset of its bytes in the batch; -1 where the record is not to be decoded
   * @param length of the record in bytes
   */
  BatchEntry(
      FileContext file,
      int sourceId,
      String type,
      JournalPosition position,
      byte[] sha256,
      int occurrence,
      int offset,
      long length,
      @Nullable Quarantine quarantine) {
    this.file = file;
    this.sourceId = sourceId;
    this.type = type;
    this.position = position;
    this.sha256 = sha256;
    this.occurrence = occurrence;
    this.offset = offset;
    this.length = length;
    this.quarantine = quarantine;
  }

  void decode(DecodingThread thread, byte[] bytes) {
    if (quarantine == null) {
      thread.decode(
          this,
          new RecordBytes(
              type,
              file.source(),
              file.fileName(),
              bytes,
              offset,
              (int) length,
              file.context(),
              sha256,
              occurrence),
          sourceId);
    }
  }

  void quarantine(Quarantine why) {
    quarantine = why;
  }

  void decoded(RecordFacts collected) {
    facts = collected;
  }

  String format() {
    return file.format();
  }

  FileContext file() {
    return file;
  }

  int sourceId() {
    return sourceId;
  }

  String type() {
    return type;
  }

  JournalPosition position() {
    return position;
  }

  Key128 key() {
    return Key128.ofRecord(sha256, type, occurrence);
  }

  long length() {
    return length;
  }

  @Nullable Quarantine quarantined() {
    return quarantine;
  }

  @Nullable RecordFacts facts() {
    return facts;
  }
}
