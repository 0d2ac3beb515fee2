package health.lode.ledger;

import health.lode.refusal.RefusedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: appends that arrive while the disk works are made durable together by one thread,
 * which also keeps an interrupted caller from closing the files under everyone.
 */
final class Committer implements AutoCloseable {
  private static final int MOST_ENTRIES = 4096;

  /** Entries that are entered all together or not at all. */
  record Pending(List<byte[]> entries, long expectedSize, CompletableFuture<Long> first) {
    static final long ANY_SIZE = -1;

    boolean accepts(long size) {
      return expectedSize == ANY_SIZE || expectedSize == size;
    }
  }

  /** Makes a batch durable and completes its members. What it throws ends the committer. */
  interface Commit {
    void run(List<Pending> batch) throws Exception;
  }

  private final Commit commit;
  private final Thread thread;
  private final Deque<Pending> queue = new ArrayDeque<>();
  private @Nullable RefusedException ended;
  private boolean closing;

  Committer(Commit commit) {
    this.commit = commit;
    this.thread = new Thread(this::work, "ledger-committer");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits until the entries are durable; returns the index of the first. */
  long append(List<byte[]> entries, long expectedSize) {
    Pending pending = new Pending(entries, expectedSize, new CompletableFuture<>());
    synchronized (queue) {
      if (ended != null) {
        throw new RefusedException(ended.refusal(), ended);
      }
      if (closing) {
        throw Refusals.closed();
      }
      queue.add(pending);
      queue.notifyAll();
    }
    try {
      return pending.first().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw new RefusedException(refused.refusal(), refused);
      }
      throw e;
    }
  }

  private void work() {
    for (List<Pending> batch = take(); !batch.isEmpty(); batch = take()) {
      try {
        commit.run(batch);
      } catch (Throwable e) {
        end(e, batch);
        return;
      }
    }
  }

  /** The next batch; empty when closed and all is done. */
  private List<Pending> take() {
    synchronized (queue) {
      while (queue.isEmpty() && !closing) {
        try {
          queue.wait();
        } catch (InterruptedException e) {
          closing = true;
        }
      }
      List<Pending> batch = new ArrayList<>();
      int entries = 0;
      while (!queue.isEmpty()) {
        entries += queue.element().entries().size();
        if (!batch.isEmpty() && entries > MOST_ENTRIES) {
          break;
        }
        batch.add(queue.remove());
      }
      return batch;
    }
  }

  private void end(Throwable cause, List<Pending> batch) {
    List<Pending> lost = new ArrayList<>(batch);
    RefusedException refused = Refusals.storageFailed(cause);
    synchronized (queue) {
      ended = refused;
      lost.addAll(queue);
      queue.clear();
    }
    for (Pending pending : lost) {
      pending.first().completeExceptionally(refused);
    }
  }

  /** Finishes what was handed in, then stops. */
  @Override
  public void close() {
    synchronized (queue) {
      closing = true;
      queue.notifyAll();
    }
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
