package health.lode.cli;

import static health.lode.cli.CommandLineRun.done;
import static health.lode.cli.CommandLineRun.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.node.Home;
import health.lode.node.HomeLock;
import health.lode.node.NodeServer;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that runs: its pages, and the commands that find it running. */
class RunningNodeTest {
  @TempDir Path dir;

  private static NodeServer start(Path home) {
    return NodeServer.start(
        home, new NodeServer.Options(0, false), Clock.systemUTC(), new SecureRandom());
  }

  @Test
  void commandsHandTheirWorkToTheRunningServer() throws Exception {
    // A path too long for a socket's address, so that the place beside it is used.
    Path home = dir.resolve("a-rather-long-name-".repeat(6));
    done("init", "node", home, "--name", "A");
    Path in = SmallHospital.writeFhir(dir.resolve("in"));
    try (NodeServer server = start(home)) {
      assertThat(HomeLock.tryOn(Home.node(home).folder())).isEmpty();
      assertThat(done("capture", home, in, "--source", "his").path("cut").asInt()).isEqualTo(1);
      JsonNode requested =
          done("permit", "request", home, SmallHospital.permit(dir.resolve("p.yaml"), "diagnosis"));
      String id = requested.path("id").asText();
      requested
          .path("needs")
          .forEach(need -> done("permit", "sign", home, id, "--as", need.path("office").asText()));
      JsonNode answer =
          done(
              "ask",
              "--home",
              home,
              "--permit",
              id,
              "--sql",
              "SELECT COUNT(DISTINCT person_id) AS n FROM condition_occurrence");
      assertThat(answer.path("rows").toString()).isEqualTo("[[25]]");
      refused("PERMIT_NOT_FOUND", "permit", "show", home, "P-0000");
      assertThat(done("ledger", "verify", home).path("verified").asBoolean()).isTrue();
      assertThat(server.url()).startsWith("http://127.0.0.1:");
    }
    // Once it has ended, the home is free again.
    assertThat(done("permit", "list", home).path("permits")).hasSize(1);
  }

  @Test
  void aHomeThatAnotherCommandHoldsIsBusy() {
    Path home = dir.resolve("home");
    done("init", "node", home, "--name", "A");
    try (HomeLock held = HomeLock.tryOn(home).orElseThrow()) {
      assertThat(held).isNotNull();
      refused("HOME_BUSY", "permit", "list", home);
    }
  }

  @Test
  void pagesNeedALoginAndALookIsEnteredBeforeItIsShown() throws Exception {
    Path home = dir.resolve("home");
    done("init", "node", home, "--name", "江湾");
    Path in = Files.createDirectories(dir.resolve("bad"));
    Files.writeString(
        in.resolve("Patient.ndjson"),
        "{\"resourceType\":\"Patient\",\"id\":\"p1\"}\n{\"resourceType\":\"Patient\",\"id\":\"p2\", broken SECRET-NAME\n");
    JsonNode captured = done("capture", home, in, "--source", "his");
    assertThat(captured.path("quarantined").asInt()).isEqualTo(1);
    try (NodeServer server = start(home)) {
      HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
      assertThat(get(client, server, "/exits").statusCode()).isNotEqualTo(200);
      String password = server.firstPassword().orElseThrow();
      post(client, server, "/login", "name=admin&password=" + password + "&next=/");
      for (String page :
          new String[] {"/", "/exits", "/permits", "/looks", "/parties", "/captured"}) {
        assertThat(get(client, server, page).statusCode()).as(page).isEqualTo(200);
      }
      String list = waitFor(client, server, "/quarantine", "name=\"journal\"");
      assertThat(list).doesNotContain("SECRET-NAME");
      String csrf = field(list, "csrf");
      String form =
          "csrf="
              + URLEncoder.encode(csrf, StandardCharsets.UTF_8)
              + "&journal="
              + URLEncoder.encode(field(list, "journal"), StandardCharsets.UTF_8);
      assertThat(post(client, server, "/quarantine/look", form + "&why=").body())
          .doesNotContain("SECRET-NAME");
      assertThat(
              post(
                      client,
                      server,
                      "/quarantine/look",
                      form.replaceFirst("csrf=[^&]*", "csrf=forged") + "&why=curious")
                  .body())
          .doesNotContain("SECRET-NAME");
      assertThat(get(client, server, "/looks").body()).doesNotContain("wrong charset");
      String shown = post(client, server, "/quarantine/look", form + "&why=wrong+charset").body();
      assertThat(shown).contains("SECRET-NAME");
      assertThat(get(client, server, "/looks").body()).contains("wrong charset").contains("admin");
    }
  }

  private static String waitFor(HttpClient client, NodeServer server, String path, String text)
      throws Exception {
    String body = "";
    for (int i = 0; i < 200; i++) {
      body = get(client, server, path).body();
      if (body.contains(text)) {
        return body;
      }
      Thread.sleep(25);
    }
    return body;
  }

  private static String field(String page, String name) {
    Matcher matcher = Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
    assertThat(matcher.find()).as(name).isTrue();
    return matcher.group(1);
  }

  private static HttpResponse<String> get(HttpClient client, NodeServer server, String path)
      throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> post(
      HttpClient client, NodeServer server, String path, String form) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(server.url() + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
