package health.lode.server;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.wire.Envelope;
import health.lode.server.wire.HubStatement;
import health.lode.server.wire.Message;
import health.lode.server.wire.RefusalReport;
import health.lode.server.wire.ReplayGuard;
import health.lode.server.wire.WirePaths;
import health.lode.signing.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The way from a node or an asker to one hub, outward only. The hub must hold the key whose
 * fingerprint is pinned, and serve exactly the certificate that this key signed for. Thread-safe.
 */
public final class HubClient {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  private final URI hub;
  private final HubStatement statement;
  private final String author;
  private final SigningKey key;
  private final Clock clock;
  private final SecureRandom random;
  private final HttpClient http;
  private final ReplayGuard guard = new ReplayGuard();

  private HubClient(
      URI hub,
      HubStatement statement,
      String author,
      SigningKey key,
      Clock clock,
      SecureRandom random,
      HttpClient http) {
    this.hub = hub;
    this.statement = statement;
    this.author = author;
    this.key = key;
    this.clock = clock;
    this.random = random;
    this.http = http;
  }

  /**
   * Reaches the hub and makes sure that it is the one.
   *
   * @param hubKey fingerprint of the hub's signing key
   * @param author as whom to speak: {@code node/NAME}, or a party's name
   * @param key that author's key
   * @throws RefusedException HUB_UNREACHABLE, HUB_NOT_TRUSTED, TLS_REQUIRED
   */
  public static HubClient connect(
      URI hub, String hubKey, String author, SigningKey key, Clock clock, SecureRandom random) {
    Reached reached = reach(hub, hubKey);
    return new HubClient(hub, reached.statement(), author, key, clock, random, reached.http());
  }

  /**
   * A hub that was found to be the one.
   *
   * @param http accepts no certificate but the hub's
   */
  public record Reached(HubStatement statement, HttpClient http) {}

  /**
   * Reaches a hub for those who speak to it without a key of their own.
   *
   * @param hubKey fingerprint of the hub's signing key
   * @throws RefusedException HUB_UNREACHABLE, HUB_NOT_TRUSTED, TLS_REQUIRED
   */
  public static Reached reach(URI hub, String hubKey) {
    boolean tls = "https".equalsIgnoreCase(hub.getScheme());
    requireTls(hub);
    PinnedTls seen = PinnedTls.firstSight();
    HubStatement statement = statement(client(tls ? seen : null), hub);
    boolean same = !tls || statement.certificate().equals(seen.seen());
    if (!statement.by(hubKey) || !same) {
      throw Refusal.of(
              ServerReason.HUB_NOT_TRUSTED,
              Words.of(
                  "What answers at this address is not the hub with key " + hubKey + ".",
                  "此地址的应答方不是密钥为 " + hubKey + " 的枢纽。"),
              Words.of(
                  "Compare the fingerprint with the one that the hub's operator gives.",
                  "请与枢纽管理员提供的指纹核对。"))
          .asException();
    }
    return new Reached(
        statement, client(tls ? PinnedTls.exactly(statement.certificate().orElseThrow()) : null));
  }

  /**
   * Whether the way to a hub may carry what is sent there.
   *
   * @throws RefusedException TLS_REQUIRED
   */
  public static void requireTls(URI hub) {
    String host = hub.getHost();
    if (!"https".equalsIgnoreCase(hub.getScheme()) && (host == null || !Listening.loopback(host))) {
      throw Refusal.of(
              ServerReason.TLS_REQUIRED,
              Words.of(
                  "A hub on another machine is reached over https only.", "访问其他机器上的枢纽只能使用 https。"),
              Words.of("Write the hub's address as https://…", "请将枢纽地址写为 https://…"))
          .asException();
    }
  }

  /** The hub's signing key's fingerprint: the recipient of everything that is sent there. */
  public String fingerprint() {
    return statement.key().fingerprint();
  }

  public HubStatement statement() {
    return statement;
  }

  /** Sends {@code message} in an envelope and opens the hub's reply. */
  public Message send(String path, Message message, Duration patience) {
    Envelope sealed = Envelope.seal(message, author, key, fingerprint(), clock, random);
    byte[] reply = post(path, sealed.bytes(), patience);
    return Envelope.parse(reply)
        .open(key.publicKey().fingerprint(), clock, guard, name -> Optional.of(statement.key()));
  }

  /** Sends an envelope that is answered in plain JSON, such as a question. */
  public JsonNode ask(String path, Envelope envelope, Duration patience) {
    return json(post(path, envelope.bytes(), patience));
  }

  private byte[] post(String path, byte[] body, Duration patience) {
    HttpResponse<byte[]> response =
        exchange(
            http,
            HttpRequest.newBuilder(hub.resolve(path))
                .timeout(patience)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build());
    if (response.statusCode() != 200) {
      throw refused(response);
    }
    return response.body();
  }

  private static RefusedException refused(HttpResponse<byte[]> response) {
    try {
      return new RefusedException(
          TravelledRefusal.of(
              RefusalReport.fromJson(CanonicalJson.parse(response.body())), response.statusCode()));
    } catch (IllegalArgumentException e) {
      return new RefusedException(unreachable(), e);
    }
  }

  private static HubStatement statement(HttpClient client, URI hub) {
    HttpResponse<byte[]> response =
        exchange(
            client,
            HttpRequest.newBuilder(hub.resolve(WirePaths.HUB)).timeout(CONNECT).GET().build());
    if (response.statusCode() != 200) {
      throw unreachable().asException();
    }
    try {
      return HubStatement.fromJson(CanonicalJson.parse(response.body()));
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreachable(), e);
    }
  }

  private static HttpClient client(@Nullable PinnedTls tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT);
    if (tls != null) {
      builder.sslContext(tls.context());
    }
    return builder.build();
  }

  private static HttpResponse<byte[]> exchange(HttpClient client, HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new RefusedException(unreachable(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(unreachable(), e);
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      return TravelledRefusal.tree(body);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(unreachable(), e);
    }
  }

  private static Refusal unreachable() {
    return Refusal.of(
        ServerReason.HUB_UNREACHABLE,
        Words.of(
            "The hub cannot be reached, or does not speak this protocol.", "无法连接枢纽，或对方不使用此协议。"),
        Words.of(
            "Check the address, the network and that the hub is running.", "请检查地址、网络以及枢纽是否在运行。"));
  }
}
