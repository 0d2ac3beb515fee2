package health.lode.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.refusal.ReasonCode;
import health.lode.refusal.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccountsTest {
  private static final String PASSWORD = "a-long-enough-one";

  /** Moves only when told. */
  private static final class HandClock extends Clock {
    private Instant now = Instant.parse("2026-11-24T08:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  @TempDir Path folder;
  private final HandClock clock = new HandClock();
  private final SecureRandom random = new SecureRandom();

  private static void refused(ThrowingCallable call, ReasonCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  @Test
  void accountsOutliveTheProgramAndTheFileHoldsNoPassword() throws Exception {
    Path file = folder.resolve("accounts.json");
    Accounts accounts = Accounts.open(file, clock, random);
    accounts.add("wang", PASSWORD, List.of("commission"));
    refused(() -> accounts.add("wang", PASSWORD, List.of()), ServerReason.ACCOUNT_EXISTS);
    refused(() -> accounts.add("li", "short", List.of()), ServerReason.ACCOUNT_INVALID);
    assertThat(Files.readString(file)).doesNotContain(PASSWORD).contains("argon2id");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");

    Accounts again = Accounts.open(file, clock, random);
    assertThat(again.check("wang", PASSWORD, "10.0.0.1").may("commission")).isTrue();
    refused(() -> again.check("wang", PASSWORD + "x", "10.0.0.1"), ServerReason.LOGIN_FAILED);
    refused(() -> again.check("nobody", PASSWORD, "10.0.0.1"), ServerReason.LOGIN_FAILED);
    Files.writeString(file, "{\"accounts\":[{\"name\":\"x\",\"password\":{\"alg\":\"none\"}}]}");
    refused(() -> Accounts.open(file, clock, random), ServerReason.ACCOUNTS_UNREADABLE);
  }

  @Test
  void guessingIsSlowedDownEvenWithTheRightPasswordAtTheEnd() {
    Accounts accounts = Accounts.open(folder.resolve("accounts.json"), clock, random);
    accounts.add("wang", PASSWORD, List.of());
    for (int i = 0; i < 5; i++) {
      refused(() -> accounts.check("wang", "wrong", "10.0.0.1"), ServerReason.LOGIN_FAILED);
    }
    refused(() -> accounts.check("wang", PASSWORD, "10.0.0.2"), ServerReason.LOGIN_THROTTLED);
    clock.pass(Duration.ofSeconds(3));
    assertThat(accounts.check("wang", PASSWORD, "10.0.0.2").name()).isEqualTo("wang");
  }

  @Test
  void aSessionEndsWhenIdleWhenOldAndWhenLeft() {
    Sessions sessions = new Sessions(clock, random);
    Account account = new Account("wang", new java.util.TreeSet<>());
    String idle = sessions.begin(account);
    clock.pass(Duration.ofMinutes(29));
    assertThat(sessions.find(idle)).isPresent();
    clock.pass(Duration.ofMinutes(31));
    assertThat(sessions.find(idle)).isEmpty();

    String busy = sessions.begin(account);
    for (int i = 0; i < 36; i++) {
      clock.pass(Duration.ofMinutes(20));
      assertThat(sessions.find(busy)).isPresent();
    }
    clock.pass(Duration.ofMinutes(1));
    assertThat(sessions.find(busy)).isEmpty();

    String left = sessions.begin(account);
    sessions.end(left);
    assertThat(sessions.find(left)).isEmpty();
    assertThat(sessions.find("guess")).isEmpty();
    assertThat(sessions.find(null)).isEmpty();
  }
}
