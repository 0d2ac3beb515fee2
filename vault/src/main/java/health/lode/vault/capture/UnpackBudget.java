package health.lode.vault.capture;

/** What one file on disk may unpack to, in all. Used by one thread. */
final class UnpackBudget {
  private final int ratio;
  private long left;

  UnpackBudget(long bytes, int ratio) {
    this.left = bytes;
    this.ratio = ratio;
  }

  /** Uses {@code count} bytes up; false when there were not so many left. */
  boolean take(int count) {
    left -= count;
    return left >= 0;
  }

  int ratio() {
    return ratio;
  }
}
