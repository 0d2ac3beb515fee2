package health.lode.vault.engine;

/** Executes statements that the planner generated. Safe for use by many threads. */
public interface Engine {
  /**
   * Runs one SELECT. Refuses, as {@link health.lode.refusal.RefusedException}, with {@link
   * EngineReason#ENGINE_TIMEOUT}, {@link EngineReason#ENGINE_ROWS}, {@link
   * EngineReason#ENGINE_MEMORY}, {@link EngineReason#ENGINE_STATEMENT} for what is no SELECT, and
   * {@link EngineReason#ENGINE_FAILED} for all else; no refusal shows what the engine said.
   */
  EngineResult run(String sql, Limits limits);
}
