package health.lode.vault.capture;

import java.util.HexFormat;

/**
 * One captured record as its decoder sees it. The arrays are the pipeline's own: read only.
 *
 * @param type as the reader named it
 * @param source the source's name
 * @param fileName last part of the file's name
 * @param buffer holds the record's bytes from {@code offset}, {@code length} of them
 * @param context what {@link RecordConsumer#context} was given for this record; may be empty
 * @param sha256 of the record's bytes
 * @param occurrence 0 for the first of identical records of a file, where the format counts them
 */
public record RecordBytes(
    String type,
    String source,
    String fileName,
    byte[] buffer,
    int offset,
    int length,
    byte[] context,
    byte[] sha256,
    int occurrence) {

  /**
   * A fact key for a record which has none of its own: made of its type, bytes and occurrence, so
   * that the same row captured again gives the same key.
   */
  public String contentKey() {
    return type + "/" + HexFormat.of().formatHex(sha256, 0, 16) + "#" + occurrence;
  }
}
