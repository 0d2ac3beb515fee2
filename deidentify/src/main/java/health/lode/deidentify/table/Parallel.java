package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** The same work by several threads, of which the caller is one. */
final class Parallel {
  private Parallel() {}

  static void run(int threads, Runnable work) {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> others = new ArrayList<>();
    for (int i = 1; i < threads; i++) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (Throwable e) {
                  failure.compareAndSet(null, e);
                }
              },
              "lode-table-" + i);
      thread.setDaemon(true);
      thread.start();
      others.add(thread);
    }
    try {
      work.run();
    } finally {
      for (Thread other : others) {
        join(other);
      }
    }
    Throwable failed = failure.get();
    if (failed instanceof RuntimeException e) {
      throw e;
    }
    if (failed instanceof Error e) {
      throw e;
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
