package health.lode.vault.capture;

import java.io.IOException;

/**
 * One kind of input: how a file is cut into records, and how a record becomes facts.
 * Implementations are stateless; the vault makes one {@link Decoder} per decoding thread.
 */
public interface CaptureFormat {
  /** The format's name as the command line and the journal spell it: {@code fhir}, {@code csv}. */
  String name();

  /**
   * How sure this format is that it can read a file: 0 not at all, 100 certain. Asked when the user
   * named no format; the highest wins.
   *
   * @param name the file's name, without folders
   * @param head its first bytes, at most 8 KiB, already unpacked
   */
  int recognises(String name, byte[] head);

  /**
   * True where identical bytes within one file are separate records (rows of a table): the record's
   * key then includes its occurrence number within the file.
   */
  default boolean countsOccurrences() {
    return false;
  }

  /**
   * Cuts one file into records, in file order, and hands each to {@code records}. Reads the stream
   * once and holds one record at a time; a part that cannot be cut is handed over verbatim through
   * {@link RecordConsumer#unreadable}. Throws {@link IOException} only for what the stream throws.
   */
  void read(SourceFile file, RecordConsumer records) throws IOException;

  /**
   * This format, decoding every record by {@code mapping} instead of what it was captured with.
   *
   * @param mapping text of a mapping file, or the name of a shipped one
   */
  default CaptureFormat decodingBy(String mapping) {
    return this;
  }

  /** A decoder for one thread. */
  Decoder decoder();
}
