package health.lode.node;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.VaultReason;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * How a command reaches a home: it opens the home itself, or, where a server holds it, hands the
 * work to that server (design decision 1).
 */
public final class HomeDoor {
  /** Another command may hold the lock for a moment only. */
  private static final int ATTEMPTS = 10;

  private static final long PAUSE_MILLIS = 200;

  private HomeDoor() {}

  public static JsonNode work(Path folder, Work work, Progress progress, Clock clock) {
    Home home = Home.node(folder);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<HomeLock> lock = HomeLock.tryOn(home.folder());
      if (lock.isPresent()) {
        try (NodeService service = NodeService.open(home, lock.get(), clock, new SecureRandom())) {
          return service.answer(work, progress);
        }
      }
      Optional<JsonNode> answered = HomeSocket.call(home, work, progress);
      if (answered.isPresent()) {
        return answered.get();
      }
      pause();
    }
    throw busy(folder);
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static RefusedException busy(Path folder) {
    return Refusal.of(
            VaultReason.HOME_BUSY,
            Words.of("Another command is working on " + folder + ".", "另一个命令正在使用 " + folder + "。"),
            Words.of("Wait until it ends, then repeat.", "请等它结束后重试。"))
        .asException();
  }
}
