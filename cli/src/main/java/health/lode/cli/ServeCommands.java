package health.lode.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.hub.Hub;
import health.lode.node.NodeServer;
import health.lode.server.Account;
import health.lode.server.Listening;
import health.lode.server.WebServer;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The two servers, and joining one to the other. */
final class ServeCommands {
  private ServeCommands() {}

  @Command(
      name = "join",
      description = "Enrol a node with a hub; the node only ever connects outward.")
  static final class Join extends HomeCommand {
    @Option(
        names = "--hub",
        paramLabel = "URL",
        required = true,
        description = "The hub's address.")
    String hub = "";

    @Option(
        names = "--hub-key",
        paramLabel = "FINGERPRINT",
        required = true,
        description = "Fingerprint of the hub's key, as the hub's operator told it.")
    String hubKey = "";

    @Option(
        names = "--token",
        paramLabel = "TOKEN",
        required = true,
        description = "The one-time token that the hub's operator made.")
    String token = "";

    @Override
    JsonNode result() {
      return work("join", arguments().put("hub", hub).put("hubKey", hubKey).put("token", token));
    }

    @Override
    void tell(JsonNode result) {
      line("Joined " + hub + ".", "已加入 " + hub + "。");
    }
  }

  abstract static class Serve extends HomeCommand {
    @Option(
        names = "--port",
        paramLabel = "PORT",
        defaultValue = "0",
        description = "Port of the pages; any free one otherwise.")
    int port;

    @Option(
        names = "--tls",
        description = "Serve the pages by HTTPS on every address; loopback and HTTP otherwise.")
    boolean tls;

    final ObjectNode started(String url) {
      ObjectNode document = arguments();
      document.put("url", url);
      return document;
    }

    /** Words for people: beside the one document where that is what is asked for. */
    final void told(String en, String zh) {
      (json ? console.err() : console.out()).println(console.say(en, zh));
    }

    /** Says where the server is, then waits for the end of the process. */
    final void serveUntilStopped(String url, AutoCloseable server) {
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    try {
                      server.close();
                    } catch (Exception e) {
                      // The process ends in any case; the ledger and journal are durable by
                      // themselves.
                    }
                  }));
      if (json) {
        console.out().println(started(url));
      } else {
        line("Serving " + url + "  (Ctrl-C stops)", "服务地址 " + url + "  （Ctrl-C 停止）");
      }
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    final void tell(JsonNode result) {}
  }

  @Command(name = "node", description = "Run a hospital's node.")
  static final class Node extends Serve {
    @Override
    JsonNode result() {
      NodeServer server =
          NodeServer.start(
              home, new NodeServer.Options(port, tls), console.clock(), new SecureRandom());
      server.firstPassword().ifPresent(p -> told("Account: admin  " + p, "账号：admin  " + p));
      serveUntilStopped(server.url(), server);
      return started(server.url());
    }
  }

  @Command(name = "hub", description = "Run a hub.")
  static final class HubServer extends Serve {
    @Override
    JsonNode result() {
      SecureRandom random = new SecureRandom();
      Hub hub = Hub.open(home, console.clock(), random);
      if (hub.accounts().list().isEmpty()) {
        String password =
            hub.accounts()
                .addWithNewPassword(
                    NodeServer.FIRST_ACCOUNT, List.of(Account.OPERATOR, "commission"));
        told("Account: admin  " + password, "账号：admin  " + password);
      }
      WebServer web =
          tls ? hub.serve("0.0.0.0", port, List.of()) : hub.serve(Listening.plainOnLoopback(port));
      told("Hub key: " + hub.fingerprint(), "枢纽密钥：" + hub.fingerprint());
      serveUntilStopped(
          web.address().toString(),
          () -> {
            web.close();
            hub.close();
          });
      return started(web.address().toString());
    }
  }

  @Command(
      name = "token",
      description = "Make a one-time token with which a hospital's node joins a hub.")
  static final class Token extends LodeCommand {
    @Option(
        names = "--hub",
        paramLabel = "URL",
        required = true,
        description = "The hub's address.")
    String hub = "";

    @Mixin HubLogin login = new HubLogin();

    @Override
    JsonNode result() {
      return login.at(hub).call("/api/v1/tokens", arguments());
    }

    @Override
    void tell(JsonNode result) {
      console.out().println(result.path("token").asText());
      line(
          "On the hospital's machine: lode join HOME --hub "
              + hub
              + " --hub-key "
              + result.path("hubKey").asText()
              + " --token TOKEN",
          "在医院的机器上：lode join 目录 --hub "
              + hub
              + " --hub-key "
              + result.path("hubKey").asText()
              + " --token 令牌");
    }
  }
}
