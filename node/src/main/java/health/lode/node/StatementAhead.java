package health.lode.node;

import health.lode.vault.engine.Engine;
import health.lode.vault.engine.EngineResult;
import health.lode.vault.engine.Limits;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * A question's statement, prepared while the ledger makes its acceptance durable. Preparing reads
 * no row; running waits for the acceptance (promise 3).
 */
final class StatementAhead implements AutoCloseable {
  private record Ready(Engine.Prepared statement, long nanos) {}

  /**
   * @param millis how long preparing and running took together
   */
  record Ran(EngineResult result, long millis) {}

  private final Ahead<Ready> ready;

  StatementAhead(Executor executor, Engine engine, String sql, Limits limits) {
    ready =
        new Ahead<>(
            executor,
            () -> {
              long begun = System.nanoTime();
              Engine.Prepared statement = engine.prepare(sql, limits);
              return new Ready(statement, System.nanoTime() - begun);
            });
  }

  /** Runs it, once. */
  Ran run() {
    Ready prepared = ready.get();
    long begun = System.nanoTime();
    EngineResult result = prepared.statement().run();
    long nanos = prepared.nanos() + System.nanoTime() - begun;
    return new Ran(result, TimeUnit.NANOSECONDS.toMillis(nanos));
  }

  @Override
  public void close() {
    ready.release(prepared -> prepared.statement().close());
  }
}
