package health.lode.vault.capture;

import health.lode.vault.journal.JournalPosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A run of journaled records that is decoded by one thread. */
final class Batch {
  private static final int RECORDS = 512;
  private static final int BYTES = 512 * 1024;

  private final List<BatchEntry> entries = new ArrayList<>(RECORDS);
  private byte[] bytes;
  private int used;
  private JournalPosition end = JournalPosition.START;

  Batch(int firstRecord) {
    bytes = new byte[Math.max(BYTES, firstRecord)];
  }

  boolean isFull() {
    return entries.size() >= RECORDS || used >= BYTES;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  int kib() {
    return bytes.length / 1024;
  }

  /** Copies a record's bytes in and returns where they are. */
  int copy(byte[] from, int offset, int length) {
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, bytes.length * 2));
    }
    System.arraycopy(from, offset, bytes, used, length);
    used += length;
    return used - length;
  }

  /**
   * @param endsAt end of the journal after this record
   */
  void add(BatchEntry entry, JournalPosition endsAt) {
    entries.add(entry);
    end = endsAt;
  }

  void decode(DecodingThread thread) {
    for (BatchEntry entry : entries) {
      entry.decode(thread, bytes);
    }
    bytes = new byte[0];
  }

  List<BatchEntry> entries() {
    return entries;
  }

  /** The journal up to here is contained in this batch and those before it. */
  JournalPosition end() {
    return end;
  }
}
