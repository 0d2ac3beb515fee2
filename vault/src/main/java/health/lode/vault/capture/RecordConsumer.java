package health.lode.vault.capture;

import java.io.IOException;
import java.io.OutputStream;

/** Takes the records of one file, in file order, while a {@link CaptureFormat} reads it. */
public interface RecordConsumer {
  /**
   * What the following records of this file need to be decoded, besides their own bytes: a CSV
   * header with character set and mapping, the identifiers within a bundle. Journaled once,
   * verbatim, and handed to the decoder with each record, at replay too. Valid until the next call
   * or the end of the file; empty at its start.
   */
  void context(byte[] context);

  /**
   * One record. The bytes are copied before this returns.
   *
   * @param type what the accounting files it under: {@code Condition}, {@code ADT^A01}, {@code
   *     patients}
   */
  void record(String type, byte[] buffer, int offset, int length);

  /**
   * One record which the reader itself cannot take apart (wrong character set, broken structure):
   * journaled verbatim and quarantined. Counted as received.
   */
  void unreadable(String type, byte[] buffer, int offset, int length, Quarantine why);

  /**
   * One record over the limit: everything written to the stream is journaled in chunks, never held
   * in memory, and quarantined as {@code RECORD_TOO_LARGE} when the stream is closed.
   */
  OutputStream oversize(String type) throws IOException;
}
