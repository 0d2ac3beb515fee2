package health.lode.vault.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Executes statements that the planner generated. Safe for use by many threads. */
public interface Engine {
  /** Takes a statement's rows one by one, in the statement's order, without keeping them. */
  interface RowConsumer {
    /** Told once, before the first row. */
    void columns(List<String> names);

    /** Values as {@link EngineResult} has them; the list is the consumer's own. */
    void row(List<@Nullable Object> values);
  }

  /** One SELECT, parsed and bound: it has read no row yet. Close it whether it ran or not. */
  interface Prepared extends AutoCloseable {
    /** Runs it, once; refuses as {@link Engine#run} does. */
    void stream(RowConsumer consumer);

    /** As {@link #stream}, with all rows in memory. */
    default EngineResult run() {
      List<String> columns = new ArrayList<>();
      List<List<@Nullable Object>> rows = new ArrayList<>();
      stream(
          new RowConsumer() {
            @Override
            public void columns(List<String> names) {
              columns.addAll(names);
            }

            @Override
            public void row(List<@Nullable Object> values) {
              rows.add(values);
            }
          });
      return new EngineResult(columns, rows);
    }

    @Override
    void close();
  }

  /**
   * Prepares one SELECT for one run, on any thread; refuses as {@link #run} does. What it will read
   * is as it is now.
   */
  Prepared prepare(String sql, Limits limits);

  /**
   * Runs one SELECT. Refuses, as {@link health.lode.refusal.RefusedException}, with {@link
   * EngineReason#ENGINE_TIMEOUT}, {@link EngineReason#ENGINE_ROWS}, {@link
   * EngineReason#ENGINE_MEMORY}, {@link EngineReason#ENGINE_STATEMENT} for what is no SELECT, and
   * {@link EngineReason#ENGINE_FAILED} for all else; no refusal shows what the engine said.
   */
  default EngineResult run(String sql, Limits limits) {
    try (Prepared prepared = prepare(sql, limits)) {
      return prepared.run();
    }
  }

  /** As {@link #run}, for results that need not fit into memory. */
  default void stream(String sql, Limits limits, RowConsumer consumer) {
    try (Prepared prepared = prepare(sql, limits)) {
      prepared.stream(consumer);
    }
  }
}
