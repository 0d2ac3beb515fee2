package health.lode.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import health.lode.hub.Hub;
import health.lode.refusal.RefusedException;
import health.lode.server.Account;
import health.lode.server.WebServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A login at a hub that made its own certificate. */
class HubSessionTest {
  @TempDir Path dir;

  @Test
  void thePasswordGoesToTheHubWithTheGivenKeyAndToNoOther() throws Exception {
    Path home = dir.resolve("hub");
    CommandLineRun.done("init", "hub", home, "--name", "City");
    try (Hub hub = Hub.open(home, Clock.systemUTC(), new SecureRandom())) {
      String password =
          hub.accounts().addWithNewPassword("boss", List.of(Account.OPERATOR, "commission"));
      try (WebServer web = hub.serve("127.0.0.1", 0, List.of())) {
        String url = web.address().toString();
        assertThat(url).startsWith("https://");
        var nothing = new ObjectMapper().createObjectNode();
        HubSession right = new HubSession(url, "boss", Optional.of(hub.fingerprint()), password);
        assertThat(right.call("/api/v1/tokens", nothing).path("hubKey").asText())
            .isEqualTo(hub.fingerprint());
        HubSession other = new HubSession(url, "boss", Optional.of("0".repeat(32)), password);
        refused("HUB_NOT_TRUSTED", other);
        HubSession unnamed = new HubSession(url, "boss", Optional.empty(), password);
        refused("HUB_NOT_REACHED", unnamed);
      }
    }
    refused(
        "TLS_REQUIRED", new HubSession("http://192.0.2.1:1", "boss", Optional.empty(), "secret"));
  }

  private static void refused(String code, HubSession session) {
    assertThatThrownBy(() -> session.call("/api/v1/tokens", new ObjectMapper().createObjectNode()))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code().name()).isEqualTo(code));
  }
}
