package health.lode.node;

/** Told now and then, from one thread, how far a long piece of work is. */
@FunctionalInterface
public interface Progress {
  Progress NONE = (what, done, total, count) -> {};

  /**
   * @param what the piece at hand, a file's name for example
   * @param done bytes done, of {@code total}
   * @param total 0 where it is not known
   * @param count records so far
   */
  void at(String what, long done, long total, long count);
}
