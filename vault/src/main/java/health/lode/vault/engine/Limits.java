package health.lode.vault.engine;

import java.time.Duration;

/**
 * What one statement may take.
 *
 * @param time after which it is cancelled
 * @param rows more result rows are a refusal, never a cut-off result
 */
public record Limits(Duration time, long rows) {
  public Limits {
    if (time.isNegative() || time.isZero() || rows < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /** One minute, 100,000 result rows. */
  public static Limits standard() {
    return new Limits(Duration.ofMinutes(1), 100_000);
  }
}
