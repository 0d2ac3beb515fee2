package health.lode.server;

import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/**
 * Where a server listens.
 *
 * @param port 0 for any that is free
 * @param tls empty for plain HTTP, which is for loopback only
 */
public record Listening(String host, int port, Optional<TlsCertificate> tls) {
  public Listening {
    if (tls.isEmpty() && !loopback(host)) {
      throw Refusal.of(
              ServerReason.TLS_REQUIRED,
              Words.of("Plain HTTP is served on loopback only.", "明文 HTTP 只能用于本机回环地址。"),
              Words.of("Use TLS, or listen on 127.0.0.1.", "请使用 TLS，或监听 127.0.0.1。"))
          .asException();
    }
  }

  /** Plain HTTP on 127.0.0.1. */
  public static Listening plainOnLoopback(int port) {
    return new Listening("127.0.0.1", port, Optional.empty());
  }

  public static Listening tls(String host, int port, TlsCertificate certificate) {
    return new Listening(host, port, Optional.of(certificate));
  }

  static boolean loopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
