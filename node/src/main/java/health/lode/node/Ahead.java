package health.lode.node;

import health.lode.refusal.RefusedException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Work that goes on in another thread while this one waits for the disk. */
final class Ahead<T> {
  private final CompletableFuture<T> outcome;

  Ahead(Executor executor, Supplier<T> work) {
    this.outcome = CompletableFuture.supplyAsync(work, executor);
  }

  static Ahead<?> of(Executor executor, Runnable work) {
    return new Ahead<>(
        executor,
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }

  /** Waits; throws what the work threw. */
  T get() {
    try {
      return outcome.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RefusedException refused) {
        throw new RefusedException(refused.refusal(), refused);
      }
      throw e;
    }
  }

  /** Lets go of what the work makes, whenever it does; nobody waits for it any more. */
  void release(Consumer<T> letGo) {
    var unused = outcome.thenAccept(letGo);
  }
}
