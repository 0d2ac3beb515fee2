package health.lode.server;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts exactly one certificate, by its fingerprint, whatever name it carries and whoever signed
 * it. At first sight it takes any and remembers which, so that the hub's own signed statement can
 * be held against it before anything else is said.
 */
final class PinnedTls extends X509ExtendedTrustManager {
  private final Optional<String> pinned;
  private volatile @Nullable String seen;

  private PinnedTls(Optional<String> pinned) {
    this.pinned = pinned;
  }

  static PinnedTls exactly(String fingerprint) {
    return new PinnedTls(Optional.of(fingerprint));
  }

  static PinnedTls firstSight() {
    return new PinnedTls(Optional.empty());
  }

  /** Fingerprint of the certificate that was met. */
  Optional<String> seen() {
    return Optional.ofNullable(seen);
  }

  SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {this}, new SecureRandom());
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    String fingerprint = TlsCertificate.fingerprint(chain[0]);
    seen = fingerprint;
    if (pinned.isPresent() && !pinned.get().equals(fingerprint)) {
      throw new CertificateException("not the pinned certificate");
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("clients are not known by certificates");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw new CertificateException("clients are not known by certificates");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw new CertificateException("clients are not known by certificates");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
