package health.lode.deidentify;

/** Told now and then how far a long piece of work is. May be called from any thread. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (what, done, total) -> {};

  /**
   * @param what the piece at hand: a step or a file's name, never a patient's data
   * @param done units done, of {@code total}
   * @param total 0 where it is not known
   */
  void at(String what, long done, long total);
}
