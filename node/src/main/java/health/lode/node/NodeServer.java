package health.lode.node;

import health.lode.governance.party.Custody;
import health.lode.governance.party.Party;
import health.lode.refusal.Words;
import health.lode.server.Account;
import health.lode.server.Accounts;
import health.lode.server.Listening;
import health.lode.server.Sessions;
import health.lode.server.Site;
import health.lode.server.Texts;
import health.lode.server.TlsCertificate;
import health.lode.server.WebServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A running node: it holds the home, serves its pages, takes work through the home's socket and
 * keeps the links to its hubs. The first page does not wait for the vault.
 */
public final class NodeServer implements AutoCloseable {
  /** The account that is made where there is none. */
  public static final String FIRST_ACCOUNT = "admin";

  private final NodeService service;
  private final HomeSocket socket;
  private final WebServer web;
  private final Optional<String> firstPassword;

  /**
   * How to serve.
   *
   * @param port 0 for any that is free
   * @param tls HTTPS on every address, or plain HTTP on loopback only
   */
  public record Options(int port, boolean tls) {}

  private NodeServer(
      NodeService service, HomeSocket socket, WebServer web, Optional<String> firstPassword) {
    this.service = service;
    this.socket = socket;
    this.web = web;
    this.firstPassword = firstPassword;
  }

  /** Opens the home and serves it; returns once the first page is there. */
  public static NodeServer start(Path folder, Options options, Clock clock, SecureRandom random) {
    Home home = Home.node(folder);
    HomeLock lock = HomeLock.tryOn(home.folder()).orElseThrow(() -> HomeDoor.busy(folder));
    NodeService service = NodeService.open(home, lock, clock, random);
    List<AutoCloseable> begun = new ArrayList<>(List.of(service));
    try {
      HomeSocket socket = HomeSocket.listen(home, service::answer);
      begun.add(socket);
      Accounts accounts = Accounts.open(home.accounts(), clock, random);
      Optional<String> password = firstAccount(accounts, service);
      NodePages pages = new NodePages(service);
      WebServer web =
          WebServer.start(
              listening(home, options, clock, random),
              new Site(
                  home.name(),
                  "node.kind",
                  Texts.beside(NodeServer.class),
                  "health.lode.node.page",
                  NodePages.SECTIONS),
              accounts,
              new Sessions(clock, random),
              pages::hangUp);
      Thread opening = new Thread(() -> openVault(service), "vault-opening");
      opening.setDaemon(true);
      opening.start();
      return new NodeServer(service, socket, web, password);
    } catch (IOException e) {
      closeAll(begun);
      throw Refusals.refused(
          NodeReason.NODE_FAILED,
          Words.of("The home's socket cannot be made.", "无法创建目录的套接字。"),
          Words.of("Check the home's permissions.", "请检查目录权限。"));
    } catch (RuntimeException e) {
      closeAll(begun);
      throw e;
    }
  }

  private static void closeAll(List<AutoCloseable> begun) {
    for (int i = begun.size() - 1; i >= 0; i--) {
      try {
        begun.get(i).close();
      } catch (Exception e) {
        // The first failure is the one that is told.
      }
    }
  }

  /** Opens the vault first, so that the hub hears at once what is held; then the links. */
  private static void openVault(NodeService service) {
    try {
      service.vault().vault();
    } catch (RuntimeException e) {
      // Every page and command that needs the vault tells what is wrong with it.
    }
    service.hubs.serve();
    service.questions.warmUp();
  }

  /** One account that may act for every office whose key lies here: the single operator. */
  private static Optional<String> firstAccount(Accounts accounts, NodeService service) {
    if (!accounts.list().isEmpty()) {
      return Optional.empty();
    }
    List<String> roles = new ArrayList<>(List.of(Account.OPERATOR));
    for (Party party : service.ledger().governance().parties().all()) {
      if (party.custody() == Custody.NODE) {
        roles.add(party.id().value());
      }
    }
    return Optional.of(accounts.addWithNewPassword(FIRST_ACCOUNT, roles));
  }

  private static Listening listening(Home home, Options options, Clock clock, SecureRandom random) {
    return options.tls()
        ? Listening.tls(
            "0.0.0.0", options.port(), TlsCertificate.in(home.keys(), List.of(), clock, random))
        : Listening.plainOnLoopback(options.port());
  }

  public String url() {
    return web.address().toString();
  }

  /** The password of {@link #FIRST_ACCOUNT}, where it was made just now. */
  public Optional<String> firstPassword() {
    return firstPassword;
  }

  /** The opened home, for whoever runs the server in this very process. */
  public NodeService service() {
    return service;
  }

  @Override
  public void close() {
    closeAll(List.of(service, web, socket));
  }
}
