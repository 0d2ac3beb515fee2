package health.lode.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.refusal.ReasonCode;
import health.lode.refusal.RefusedException;
import health.lode.server.wire.HubStatement;
import health.lode.server.wire.WirePaths;
import health.lode.signing.SigningKey;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebServerTest {
  private static final String PASSWORD = "a-long-enough-one";
  @TempDir Path folder;
  private final Clock clock = Clock.systemUTC();
  private final SecureRandom random = new SecureRandom();
  private final HttpClient http = HttpClient.newHttpClient();
  private WebServer server;

  @BeforeEach
  void start() {
    Accounts accounts = Accounts.open(folder.resolve("accounts.json"), clock, random);
    accounts.add("wang", PASSWORD, List.of("commission"));
    server = start(Listening.plainOnLoopback(0), accounts, Optional.empty());
  }

  private WebServer start(Listening where, Accounts accounts, Optional<HubStatement> statement) {
    Site site =
        new Site(
            "Test", "login.title", Texts.beside(Texts.class), "health.lode.server.page", List.of());
    return WebServer.start(
        where,
        site,
        accounts,
        new Sessions(clock, random),
        routes -> {
          routes.page(
              "/", visit -> Reply.page("refusal", "T", new HttpRefusals.Model("A", "<b>", "C")));
          routes.page(
              "/fault",
              visit -> {
                throw new IllegalStateException("Zhang San 110101199003070000");
              });
          routes.action("/act", visit -> Reply.redirect("/done-by-" + visit.account().name()));
          routes.call("/api/v1/act", visit -> Reply.json(visit.json()));
          routes.openCall(
              "/open", visit -> CompletableFuture.completedFuture(Reply.json(visit.json())));
          statement.ifPresent(s -> routes.openData(WirePaths.HUB, visit -> Reply.json(s.toJson())));
        });
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(server.address().resolve(path))
        .header("Accept", "text/html")
        .header("Accept-Language", "en");
  }

  private static HttpRequest.BodyPublisher form(String... pairs) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      text.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return HttpRequest.BodyPublishers.ofString(text.toString());
  }

  private HttpRequest.Builder post(String path, String... pairs) {
    return to(path).header("Content-Type", "application/x-www-form-urlencoded").POST(form(pairs));
  }

  private String login() throws Exception {
    HttpResponse<String> in = send(post("/login", "name", "wang", "password", PASSWORD));
    assertThat(in.statusCode()).isEqualTo(303);
    String cookie = in.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict");
    return cookie.substring(0, cookie.indexOf(';'));
  }

  @Test
  void pagesNeedALoginAndCarryNoScriptOfTheirOwn() throws Exception {
    HttpResponse<String> stranger = send(to("/").GET());
    assertThat(stranger.statusCode()).isEqualTo(302);
    assertThat(stranger.headers().firstValue("Location").orElseThrow()).startsWith("/login");
    String cookie = login();
    HttpResponse<String> page = send(to("/").header("Cookie", cookie).GET());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("lang=\"en\"").contains("&lt;b&gt;").doesNotContain("<b>");
    String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
    assertThat(policy).contains("script-src 'self'").doesNotContain("unsafe");
    assertThat(page.body()).doesNotContainPattern("(src|href)=\"(https?:)?//");
    Matcher asset = Pattern.compile("(?:src|href)=\"(/assets/[^\"]+)\"").matcher(page.body());
    while (asset.find()) {
      assertThat(send(to(asset.group(1)).GET()).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> chinese =
        send(to("/").header("Cookie", cookie + "; lode-language=zh").GET());
    assertThat(chinese.body()).contains("lang=\"zh-CN\"").contains("已拒绝");
  }

  @Test
  void aWrongPasswordIsSaidOnTheLoginPage() throws Exception {
    HttpResponse<String> wrong = send(post("/login", "name", "wang", "password", "guess"));
    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(wrong.body()).contains("Name or password is wrong.");
    HttpResponse<String> elsewhere =
        send(post("/login", "name", "wang", "password", PASSWORD, "next", "//evil.example/"));
    assertThat(elsewhere.headers().firstValue("Location")).contains("/");
  }

  @Test
  void aFormFromAnotherSiteOrWithoutTheTokenDoesNothing() throws Exception {
    String cookie = login();
    assertThat(send(post("/act").header("Cookie", cookie)).statusCode()).isEqualTo(403);
    assertThat(send(post("/act", "csrf", "guess").header("Cookie", cookie)).statusCode())
        .isEqualTo(403);
    HttpResponse<String> foreign =
        send(
            post("/login", "name", "wang", "password", PASSWORD)
                .header("Sec-Fetch-Site", "cross-site"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    // A program's call is never believed by cookie.
    assertThat(
            send(to("/api/v1/act")
                    .header("Cookie", cookie)
                    .POST(HttpRequest.BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void programsLogInForAToken() throws Exception {
    String body =
        JsonNodeFactory.instance
            .objectNode()
            .put("name", "wang")
            .put("password", PASSWORD)
            .toString();
    HttpResponse<String> in =
        send(to("/api/v1/login").POST(HttpRequest.BodyPublishers.ofString(body)));
    String token = in.body().replaceAll(".*\"token\":\"([^\"]+)\".*", "$1");
    HttpResponse<String> done =
        send(
            to("/api/v1/act")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}")));
    assertThat(done.body()).isEqualTo("{\"a\":1}");
  }

  @Test
  void faultsSayNothingOfWhatTheyHeld() throws Exception {
    HttpResponse<String> fault = send(to("/fault").header("Cookie", login()).GET());
    assertThat(fault.statusCode()).isEqualTo(500);
    assertThat(fault.body())
        .contains("INTERNAL_FAULT")
        .doesNotContain("110101")
        .doesNotContain("IllegalState");
  }

  @Test
  void hostileInputLeavesTheServerUp() throws Exception {
    assertThat(send(to("/nothing/../here").GET()).statusCode()).isEqualTo(404);
    assertThat(send(to("/assets/..%2f..%2flode.yaml").GET()).statusCode()).isBetween(400, 404);
    assertThat(
            send(to("/open").POST(HttpRequest.BodyPublishers.ofString("[".repeat(200_000))))
                .statusCode())
        .isEqualTo(400);
    HttpResponse<String> large =
        send(
            to("/open")
                .POST(
                    HttpRequest.BodyPublishers.ofByteArray(
                        new byte[WirePaths.LARGEST_REQUEST + 10])));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(large.body()).contains("REQUEST_TOO_LARGE");
    for (String rubbish : List.of("\0\0\0\0", "GET / HTTP/9\r\n\r\n", "A".repeat(100_000))) {
      try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
        OutputStream out = socket.getOutputStream();
        out.write(rubbish.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
      } catch (java.io.IOException e) {
        assertThat(e).isNotNull();
      }
    }
    assertThat(send(to("/login").GET()).statusCode()).isEqualTo(200);
  }

  private static void refused(ThrowingCallable call, ReasonCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.refusal().code()).isEqualTo(code));
  }

  @Test
  void oneFingerprintPinsTheHubsKeyAndItsCertificate() {
    Accounts none = Accounts.open(folder.resolve("none.json"), clock, random);
    SigningKey hub = SigningKey.generate(random);
    SigningKey node = SigningKey.generate(random);
    TlsCertificate tls = TlsCertificate.in(folder.resolve("a"), List.of(), clock, random);
    TlsCertificate other = TlsCertificate.in(folder.resolve("b"), List.of(), clock, random);
    assertThat(TlsCertificate.in(folder.resolve("a"), List.of(), clock, random).fingerprint())
        .isEqualTo(tls.fingerprint());
    HubStatement honest = HubStatement.sign("Hub", hub, Optional.of(tls.fingerprint()));
    try (WebServer right = start(Listening.tls("127.0.0.1", 0, tls), none, Optional.of(honest));
        // Replays the hub's own statement from behind another certificate.
        WebServer between =
            start(Listening.tls("127.0.0.1", 0, other), none, Optional.of(honest))) {
      String pinned = hub.publicKey().fingerprint();
      assertThat(connect(right.address(), pinned, node).statement().name()).isEqualTo("Hub");
      refused(
          () -> connect(right.address(), node.publicKey().fingerprint(), node),
          ServerReason.HUB_NOT_TRUSTED);
      refused(() -> connect(between.address(), pinned, node), ServerReason.HUB_NOT_TRUSTED);
    }
    refused(
        () -> connect(URI.create("http://192.0.2.1/"), "00".repeat(16), node),
        ServerReason.TLS_REQUIRED);
    refused(() -> new Listening("0.0.0.0", 0, Optional.empty()), ServerReason.TLS_REQUIRED);
  }

  private HubClient connect(URI address, String pinned, SigningKey node) {
    return HubClient.connect(address, pinned, "node/A", node, clock, random);
  }

  @Test
  void everyWordIsThereInBothLanguages() throws Exception {
    var en = new java.util.Properties();
    var zh = new java.util.Properties();
    en.load(Texts.class.getResourceAsStream("messages_en.properties"));
    zh.load(Texts.class.getResourceAsStream("messages_zh.properties"));
    assertThat(zh.keySet()).isEqualTo(en.keySet());
  }
}
