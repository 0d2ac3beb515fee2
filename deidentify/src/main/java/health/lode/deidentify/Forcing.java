package health.lode.deidentify;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Forces finished files to the disk while others are still being made. Many at a time, more than
 * there are processors: a journal takes what is asked for at once in one step, and a force spends
 * its time waiting.
 */
public final class Forcing implements AutoCloseable {
  private static final int AT_ONCE = 32;
  private static final int AHEAD = 256;
  private final ExecutorService pool =
      Executors.newFixedThreadPool(
          AT_ONCE,
          work -> {
            Thread thread = new Thread(work, "lode-forcing");
            thread.setDaemon(true);
            return thread;
          });

  private final Semaphore room = new Semaphore(AHEAD);
  private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();

  /** Takes a file that will not change any more; waits where too many are on their way. */
  public void add(Path file) throws IOException {
    take(1);
    pool.execute(
        () -> {
          boolean forced = false;
          try {
            force(file);
            forced = true;
          } catch (IOException e) {
            failure.compareAndSet(null, e);
          } finally {
            if (!forced) {
              failure.compareAndSet(null, new IOException("a force broke off"));
            }
            room.release();
          }
        });
  }

  /**
   * Returns when every file taken so far is on the disk. Nothing may be added meanwhile.
   *
   * @throws IOException where one of them could not be forced
   */
  public void await() throws IOException {
    take(AHEAD);
    room.release(AHEAD);
    IOException failed = failure.get();
    if (failed != null) {
      throw new IOException("an output could not be forced to the disk", failed);
    }
  }

  private void take(int permits) throws IOException {
    try {
      room.acquire(permits);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Forces one file, and returns when it is on the disk. */
  public static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Forces a folder's own entries: that what was moved into it is found there. */
  static void forceFolder(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
