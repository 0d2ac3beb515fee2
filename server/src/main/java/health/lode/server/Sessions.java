package health.lode.server;

import health.lode.canonical.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who is logged in. A session ends half an hour after its last request and twelve hours after its
 * login. Only hashes of the tokens are kept. Thread-safe.
 */
public final class Sessions {
  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final Duration WHOLE = Duration.ofHours(12);
  private static final int MOST = 10_000;
  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Session> sessions = new HashMap<>();

  /**
   * A login.
   *
   * @param csrf what a form must carry to be taken as this session's own
   */
  public record Session(Account account, String csrf, Instant began, Instant lastSeen) {
    boolean carries(@Nullable String token) {
      return token != null
          && MessageDigest.isEqual(
              csrf.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
    }
  }

  public Sessions(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /** Begins a session; the token is the secret that the browser or program keeps. */
  public synchronized String begin(Account account) {
    Instant now = clock.instant();
    if (sessions.size() >= MOST) {
      sessions.values().removeIf(s -> over(s, now));
    }
    if (sessions.size() >= MOST) {
      sessions.clear();
    }
    String token = secret();
    sessions.put(key(token), new Session(account, secret(), now, now));
    return token;
  }

  /** The session of this token, if there is one and it is not over. */
  public synchronized Optional<Session> find(@Nullable String token) {
    if (token == null || token.length() > 100) {
      return Optional.empty();
    }
    Session session = sessions.get(key(token));
    Instant now = clock.instant();
    if (session == null) {
      return Optional.empty();
    }
    if (over(session, now)) {
      sessions.remove(key(token));
      return Optional.empty();
    }
    sessions.put(key(token), new Session(session.account(), session.csrf(), session.began(), now));
    return Optional.of(session);
  }

  public synchronized void end(String token) {
    sessions.remove(key(token));
  }

  private static boolean over(Session session, Instant now) {
    return session.lastSeen().plus(IDLE).isBefore(now) || session.began().plus(WHOLE).isBefore(now);
  }

  private static String key(String token) {
    return CanonicalJson.sha256(token.getBytes(StandardCharsets.UTF_8));
  }

  private String secret() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
