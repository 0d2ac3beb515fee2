package health.lode.vault.capture;

import java.sql.SQLException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decodes batches on several threads and appends them in the order in which they were submitted, on
 * one. Holds at most a few batches and about 96 MiB of record bytes at a time.
 */
final class Pipeline implements AutoCloseable {
  private static final int HELD_KIB = 96 * 1024;

  private final Supplier<DecodingThread> decoders;
  private final ConcurrentLinkedQueue<DecodingThread> idle = new ConcurrentLinkedQueue<>();
  private final ExecutorService decoding;
  private final BlockingQueue<Submitted> order;
  private final Semaphore held = new Semaphore(HELD_KIB);
  private final FactWriter writer;
  private final Thread appending;
  private volatile @Nullable Throwable failure;
  private volatile boolean committing;

  /** A batch on its way, or the end. */
  private record Submitted(@Nullable Future<Batch> batch, int kib) {}

  Pipeline(int threads, Supplier<DecodingThread> decoders, FactWriter writer) {
    this.decoders = decoders;
    this.writer = writer;
    this.decoding =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "lode-decode");
              thread.setDaemon(true);
              return thread;
            });
    this.order = new ArrayBlockingQueue<>(2 * threads + 4);
    this.appending = new Thread(this::appendAll, "lode-append");
    appending.setDaemon(true);
    appending.start();
  }

  void submit(Batch batch) {
    rethrow();
    try {
      int kib = Math.min(HELD_KIB, batch.kib());
      held.acquire(kib);
      order.put(new Submitted(decoding.submit(() -> decode(batch)), kib));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while capturing", e);
    }
  }

  private Batch decode(Batch batch) {
    DecodingThread decoder = idle.poll();
    if (decoder == null) {
      decoder = decoders.get();
    }
    batch.decode(decoder);
    idle.add(decoder);
    return batch;
  }

  /** DuckDB's appenders belong to one thread: what they begin here is ended here. */
  private void appendAll() {
    try {
      takeAll();
      if (failure == null && committing) {
        writer.commit();
      } else {
        writer.abandon();
      }
    } catch (SQLException | RuntimeException | InterruptedException e) {
      failure = e;
    }
    try {
      writer.close();
    } catch (SQLException | RuntimeException e) {
      failure = failure == null && committing ? e : failure;
    }
  }

  private void takeAll() throws InterruptedException {
    while (true) {
      Submitted next = order.take();
      Future<Batch> batch = next.batch();
      if (batch == null) {
        return;
      }
      if (failure == null) {
        append(batch);
      }
      held.release(next.kib());
    }
  }

  private void append(Future<Batch> batch) throws InterruptedException {
    try {
      writer.append(batch.get());
    } catch (ExecutionException e) {
      failure = e.getCause();
    } catch (SQLException | RuntimeException e) {
      failure = e;
    }
  }

  /** Waits for everything submitted and commits it. */
  void finish() {
    committing = true;
    close();
    rethrow();
  }

  private void rethrow() {
    Throwable cause = failure;
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause != null) {
      throw new IllegalStateException("appending failed", cause);
    }
  }

  /** Lets what was submitted run out; takes it back unless it was finished. */
  @Override
  public void close() {
    if (!decoding.isShutdown()) {
      try {
        order.put(new Submitted(null, 0));
        appending.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      decoding.shutdown();
    }
  }
}
