package health.lode.vault;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What was read from the database and holds until this process, the only one that writes, writes
 * there again. A value whose reading began before a write is handed out but not kept. Thread-safe.
 */
final class Remembered<T> {
  private @Nullable T value;
  private long writes;

  /** The value, read anew by {@code reading} where it is not known. */
  T value(Supplier<T> reading) {
    long before;
    synchronized (this) {
      if (value != null) {
        return value;
      }
      before = writes;
    }
    T fresh = reading.get();
    synchronized (this) {
      if (writes == before) {
        value = fresh;
      }
    }
    return fresh;
  }

  /** To be called after every write that may change the value, before the writer returns. */
  synchronized void forget() {
    writes++;
    value = null;
  }
}
