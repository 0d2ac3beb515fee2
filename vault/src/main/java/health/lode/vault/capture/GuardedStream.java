package health.lode.vault.capture;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import health.lode.vault.VaultReason;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The unpacked bytes of a file, as far as they can be read and may be unpacked. Where that ends
 * early the stream just ends, and {@link #problem()} says why: a format then reads what there is.
 */
final class GuardedStream extends InputStream {
  private static final long RATIO_FROM = 64L << 20;

  private final InputStream in;
  private final UnpackBudget budget;
  private final LongSupplier packedBytes;
  private final long packedBefore;
  private final boolean packed;
  private long bytes;
  private int last = -1;
  private @Nullable Refusal problem;

  /**
   * @param packedBytes how many bytes of the file on disk have been read so far
   */
  GuardedStream(InputStream in, UnpackBudget budget, LongSupplier packedBytes, boolean packed) {
    this.in = in;
    this.budget = budget;
    this.packedBytes = packedBytes;
    this.packedBefore = packedBytes.getAsLong();
    this.packed = packed;
  }

  /** Whether it comes out of an archive or a compressed file. */
  boolean isPacked() {
    return packed;
  }

  @Nullable Refusal problem() {
    return problem;
  }

  /** Whether it ended early, and not right after a line's end. */
  boolean cutWithinRecord() {
    return problem != null && last >= 0 && last != '\n' && last != '\r';
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    if (problem != null) {
      return -1;
    }
    int count;
    try {
      count = in.read(buffer, offset, length);
    } catch (IOException | IllegalArgumentException e) {
      problem = packed ? cut() : unreadable();
      return -1;
    }
    if (count > 0) {
      bytes += count;
      last = buffer[offset + count - 1];
      if (packed && tooMuch(count)) {
        problem = bomb();
      }
    }
    return count;
  }

  private boolean tooMuch(int count) {
    boolean overall = !budget.take(count);
    long read = Math.max(packedBytes.getAsLong() - packedBefore, 64 * 1024);
    return overall || (bytes > RATIO_FROM && bytes / read > budget.ratio());
  }

  static Refusal cut() {
    return Refusal.of(
        VaultReason.ARCHIVE_CUT,
        Words.of(
            "The compressed file ends before its end, or is damaged; what could be read was taken.",
            "压缩文件不完整或已损坏；可读取的部分已采集。"),
        Words.of(
            "Fetch the file again and capture it: nothing is taken twice.", "请重新获取该文件再采集，不会重复入库。"));
  }

  private static Refusal unreadable() {
    return Refusal.of(
        VaultReason.SOURCE_UNREADABLE,
        Words.of("The file could not be read to its end.", "文件无法完整读取。"),
        Words.of("Check the disk and capture it again.", "请检查磁盘后重新采集。"));
  }

  private static Refusal bomb() {
    return Refusal.of(
        VaultReason.ARCHIVE_BOMB,
        Words.of(
            "The archive unpacks to far more than its own size; unpacking was stopped.",
            "压缩包解压后远大于自身体积，已停止解压。"),
        Words.of(
            "If the content is genuine, unpack it and capture the files.", "如内容属实，请先解压再采集文件。"));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
