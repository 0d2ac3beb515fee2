package health.lode.server;

import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.server.wire.WirePaths;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.net.URI;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * An HTTP server with login, language, security headers and limits. Everything that is particular
 * to node or hub comes in as routes and a {@link Site}.
 */
public final class WebServer implements AutoCloseable {
  /** Longer than the longest poll, so that waiting is not taken for idling. */
  private static final long IDLE_MILLIS = 60_000;

  private final Javalin javalin;
  private final URI address;

  private WebServer(Javalin javalin, URI address) {
    this.javalin = javalin;
    this.address = address;
  }

  /**
   * Starts listening; returns once requests are answered.
   *
   * @throws RefusedException PORT_UNAVAILABLE
   */
  public static WebServer start(
      Listening where, Site site, Accounts accounts, Sessions sessions, Consumer<Routes> hangUp) {
    Javalin javalin =
        Javalin.create(
            config -> {
              configure(config, where);
              Assets assets = new Assets();
              WebRoutes routes =
                  new WebRoutes(
                      config.routes,
                      site,
                      new Pages(site, assets),
                      accounts,
                      sessions,
                      where.tls().isPresent());
              routes.hangUpShared(assets);
              hangUp.accept(routes);
            });
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new RefusedException(
          Refusal.of(
              ServerReason.PORT_UNAVAILABLE,
              Words.of(
                  "Nothing can listen on " + where.host() + ":" + where.port() + ".",
                  "无法监听 " + where.host() + ":" + where.port() + "。"),
              Words.of("Choose another port with --port.", "请用 --port 另选端口。")),
          e);
    }
    int port = ((ServerConnector) server(javalin).getConnectors()[0]).getLocalPort();
    String scheme = where.tls().isPresent() ? "https" : "http";
    String host = where.host().equals("0.0.0.0") ? "localhost" : where.host();
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return new WebServer(javalin, URI.create(scheme + "://" + shown + ":" + port));
  }

  private static Server server(Javalin javalin) {
    return javalin.jettyServer().server();
  }

  private static void configure(JavalinConfig config, Listening where) {
    config.startup.showJavalinBanner = false;
    config.startup.startupWatcherEnabled = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.http.maxRequestSize = WirePaths.LARGEST_REQUEST;
    config.http.asyncTimeout = IDLE_MILLIS;
    // Compressing secrets beside what a stranger may choose gives the secrets away (BREACH).
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.router.ignoreTrailingSlashes = true;
    QueuedThreadPool threads = new QueuedThreadPool(64, 4);
    threads.setName("web");
    threads.setDaemon(true);
    config.jetty.threadPool = threads;
    config.jetty.modifyHttpConfiguration(
        http -> {
          http.setSendServerVersion(false);
          http.setRequestHeaderSize(16_384);
        });
    config.jetty.addConnector((server, http) -> connector(server, http, where));
  }

  private static Connector connector(Server server, HttpConfiguration http, Listening where) {
    ServerConnector connector =
        where
            .tls()
            .map(
                tls -> {
                  HttpConfiguration secure = new HttpConfiguration(http);
                  // Nodes pin the certificate whatever name they use, so the name is not checked.
                  secure.addCustomizer(new SecureRequestCustomizer(false));
                  return new ServerConnector(
                      server,
                      new SslConnectionFactory(context(tls), HttpVersion.HTTP_1_1.asString()),
                      new HttpConnectionFactory(secure));
                })
            .orElseGet(() -> new ServerConnector(server, new HttpConnectionFactory(http)));
    connector.setHost(where.host());
    connector.setPort(where.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(128);
    return connector;
  }

  private static SslContextFactory.Server context(TlsCertificate tls) {
    SslContextFactory.Server context = new SslContextFactory.Server();
    context.setKeyStore(tls.keyStore(new char[0]));
    context.setKeyStorePassword("");
    context.setKeyManagerPassword("");
    context.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    context.setSniRequired(false);
    return context;
  }

  /** Where it can be reached from this machine. */
  public URI address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  @Override
  public void close() {
    javalin.stop();
  }
}
