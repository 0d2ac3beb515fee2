package health.lode.server.wire;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Remembers every envelope that was opened until it would be expired anyway. Lives in memory: after
 * a restart an unexpired envelope could be opened once more, so whoever keeps a ledger of questions
 * also refuses a question's id that stands there already. Thread-safe.
 */
public final class ReplayGuard {
  private static final int SWEEP_ABOVE = 1024;
  private static final int MOST = 200_000;
  private final Map<String, Instant> seen = new HashMap<>();
  private int sweepAbove = SWEEP_ABOVE;

  /** Whether this is the first time; false also where too many are remembered to be sure. */
  synchronized boolean first(String author, String nonce, Instant expires, Instant now) {
    if (seen.size() >= sweepAbove) {
      seen.values().removeIf(e -> e.isBefore(now));
      sweepAbove = Math.max(SWEEP_ABOVE, seen.size() * 2);
    }
    if (seen.size() >= MOST) {
      return false;
    }
    return seen.putIfAbsent(author + "\n" + nonce, expires) == null;
  }
}
