package health.lode.cli;

import health.lode.deidentify.Progress;

/** Progress of de-identification on one line of a terminal, at most ten times a second. */
final class DeidentifyProgress implements Progress, AutoCloseable {
  private static final long EVERY_NANOS = 100_000_000L;
  private final Console console;
  private long last = System.nanoTime();
  private boolean drawn;

  DeidentifyProgress(Console console) {
    this.console = console;
  }

  @Override
  public synchronized void at(String what, long done, long total) {
    long now = System.nanoTime();
    if (!console.terminal() || now - last < EVERY_NANOS) {
      return;
    }
    last = now;
    drawn = true;
    String share = total > 0 ? done * 100 / total + "%" : "";
    console.err().printf("\r\033[K%s %,d  %s", share, done, what);
  }

  @Override
  public synchronized void close() {
    if (drawn) {
      console.err().print("\r\033[K");
    }
  }
}
