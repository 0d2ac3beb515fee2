package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.refusal.Category;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.HubClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/** A login at a hub's interface for programs; the password comes from the environment. */
final class HubSession {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private final URI hub;
  private final String user;
  private final Optional<String> hubKey;
  private final String password;

  /**
   * @param hubKey fingerprint that the hub must have; without it, its certificate must be one that
   *     this machine trusts
   */
  HubSession(String url, String user, Optional<String> hubKey, String password) {
    try {
      this.hub = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
    } catch (IllegalArgumentException e) {
      throw health.lode.node.Refusals.argument(
          "A hub's address is https://HOST:PORT.", "枢纽地址的写法为 https://主机:端口。");
    }
    this.user = user;
    this.hubKey = hubKey;
    this.password = password;
  }

  /** Logs in and posts {@code body}; refusals come back as the hub worded them. */
  JsonNode call(String path, ObjectNode body) {
    if (password.isEmpty()) {
      throw health.lode.node.Refusals.argument(
          "The password is read from the environment: LODE_PASSWORD.", "密码取自环境变量 LODE_PASSWORD。");
    }
    HttpClient client = client();
    JsonNode login =
        post(
            client,
            "/api/v1/login",
            JSON.createObjectNode().put("name", user).put("password", password),
            "");
    return post(client, path, body, login.path("token").asText());
  }

  /** No password goes out before it is clear who would get it. */
  private HttpClient client() {
    HubClient.requireTls(hub);
    return hubKey
        .map(key -> HubClient.reach(hub, key).http())
        .orElseGet(() -> HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build());
  }

  private JsonNode post(HttpClient client, String path, ObjectNode body, String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(hub.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<byte[]> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode json = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        throw refused(json);
      }
      return json;
    } catch (IOException e) {
      throw new RefusedException(
          Refusal.of(
              CliReason.HUB_NOT_REACHED,
              Words.of("The hub cannot be reached at " + hub + ".", "无法连接枢纽 " + hub + "。"),
              Words.of(
                  "Check the address; where the hub made its own certificate, give its key: --hub-key.",
                  "请检查地址；枢纽使用自签证书时，请用 --hub-key 给出其密钥指纹。")),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static RefusedException refused(JsonNode json) {
    return Refusal.of(
            new Travelled(json.path("code").asText("HUB_NOT_REACHED")),
            Words.of(
                json.path("reason").path("en").asText(), json.path("reason").path("zh").asText()),
            Words.of(
                json.path("remedy").path("en").asText(), json.path("remedy").path("zh").asText()))
        .asException();
  }

  /** A code as the hub gave it. */
  private record Travelled(String name) implements ReasonCode {
    @Override
    public Category category() {
      return Category.DENIED;
    }
  }
}
