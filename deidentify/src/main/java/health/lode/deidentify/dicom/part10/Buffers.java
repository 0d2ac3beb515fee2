package health.lode.deidentify.dicom.part10;

import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Buffers outside the heap, through which values pass from file to file. Each is used again by the
 * next file; there are as many as files were ever written at the same time.
 */
final class Buffers {
  /** Bytes of a buffer: large enough that a page cache takes a piece whole, small enough for L2. */
  static final int SIZE = 1 << 18;

  private static final Queue<ByteBuffer> FREE = new ConcurrentLinkedQueue<>();

  private Buffers() {}

  /** A buffer that is the caller's until it is given back; old bytes stand in it. */
  static ByteBuffer take() {
    ByteBuffer free = FREE.poll();
    return free == null ? ByteBuffer.allocateDirect(SIZE) : free;
  }

  static void giveBack(ByteBuffer buffer) {
    FREE.add(buffer.clear());
  }
}
