package health.lode.server;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * After five failures for a name, or twenty from an address, each further failure doubles the wait,
 * from two seconds to fifteen minutes. A quarter of an hour without failure forgets. Thread-safe.
 */
final class LoginThrottle {
  private static final Duration LONGEST = Duration.ofMinutes(15);
  private static final int MOST = 50_000;
  private final Map<String, Failures> failures = new HashMap<>();

  private record Failures(int count, Instant last, Instant openAgain) {}

  synchronized boolean blocked(String name, String address, Instant now) {
    return blocked("name " + name, now) || blocked("address " + address, now);
  }

  synchronized void failed(String name, String address, Instant now) {
    if (failures.size() > MOST) {
      failures.values().removeIf(f -> f.last().plus(LONGEST).isBefore(now));
    }
    fail("name " + name, 5, now);
    fail("address " + address, 20, now);
  }

  synchronized void succeeded(String name) {
    failures.remove("name " + name);
  }

  private boolean blocked(String key, Instant now) {
    Failures f = failures.get(key);
    return f != null && now.isBefore(f.openAgain());
  }

  private void fail(String key, int free, Instant now) {
    Failures before = failures.get(key);
    int count =
        before == null || before.last().plus(LONGEST).isBefore(now) ? 1 : before.count() + 1;
    long wait = count < free ? 0 : Math.min(LONGEST.toSeconds(), 2L << Math.min(count - free, 20));
    failures.put(key, new Failures(count, now, now.plusSeconds(wait)));
  }
}
