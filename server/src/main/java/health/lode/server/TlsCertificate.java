package health.lode.server;

import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The server's own TLS key and certificate: P-256, because browsers refuse Ed25519; self-signed,
 * because nodes pin it and a hospital's network has its own authority. Names and addresses of the
 * machine stand in the SAN. Made on first use, and anew when it nears its end.
 */
public final class TlsCertificate {
  private static final Duration LIFE = Duration.ofDays(825);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private final PrivateKey key;
  private final X509Certificate certificate;

  private TlsCertificate(PrivateKey key, X509Certificate certificate) {
    this.key = key;
    this.certificate = certificate;
  }

  /**
   * Reads {@code tls-key.pem} and {@code tls-certificate.pem} in {@code keys}, or makes them.
   *
   * @param names further names or addresses under which the server is reached
   */
  public static TlsCertificate in(
      Path keys, Collection<String> names, Clock clock, SecureRandom random) {
    Path keyFile = keys.resolve("tls-key.pem");
    Path certificateFile = keys.resolve("tls-certificate.pem");
    try {
      if (Files.exists(keyFile) && Files.exists(certificateFile)) {
        TlsCertificate found =
            new TlsCertificate(readKey(keyFile), readCertificate(certificateFile));
        Instant end = found.certificate.getNotAfter().toInstant();
        if (clock.instant().plus(RENEW_BEFORE).isBefore(end)) {
          return found;
        }
      }
      TlsCertificate made = make(names, clock.instant(), random);
      OwnerOnlyFile.write(keyFile, pem(made.key));
      OwnerOnlyFile.write(certificateFile, pem(made.certificate));
      return made;
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new RefusedException(
          Refusal.of(
              ServerReason.TLS_UNREADABLE,
              Words.of(
                  "The server's TLS key or certificate cannot be read or written.",
                  "服务器的 TLS 密钥或证书无法读取或写入。"),
              Words.of(
                  "Check keys/ in the home; remove tls-key.pem and tls-certificate.pem to have new"
                      + " ones made.",
                  "请检查目录中的 keys/；删除 tls-key.pem 和 tls-certificate.pem 后会重新生成。")),
          e);
    }
  }

  /** Lower-case hex SHA-256 of the DER form: what a node pins and a browser shows. */
  public String fingerprint() {
    return fingerprint(certificate);
  }

  static String fingerprint(X509Certificate certificate) {
    try {
      return CanonicalJson.sha256(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a certificate without encoding", e);
    }
  }

  /** A key store in memory, for Jetty. */
  KeyStore keyStore(char[] password) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, password, new Certificate[] {certificate});
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TlsCertificate make(Collection<String> names, Instant now, SecureRandom random)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"), random);
    KeyPair pair = generator.generateKeyPair();
    X500Name name = new X500Name("CN=Lode");
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, random).setBit(126),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(LIFE)),
            name,
            pair.getPublic());
    List<ASN1Encodable> alternatives = new ArrayList<>();
    for (String each : allNames(names)) {
      boolean address = each.matches("[0-9.]+") || each.contains(":");
      alternatives.add(
          new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, each));
    }
    builder.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(alternatives.toArray(GeneralName[]::new)));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    byte[] der =
        builder
            .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
            .getEncoded();
    return new TlsCertificate(pair.getPrivate(), certificate(der));
  }

  private static SortedSet<String> allNames(Collection<String> names) {
    SortedSet<String> all = new TreeSet<>(names);
    all.add("localhost");
    all.add("127.0.0.1");
    all.add("::1");
    try {
      String host = InetAddress.getLocalHost().getHostName();
      if (host.matches("[A-Za-z0-9.-]+")) {
        all.add(host);
      }
      for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
        each.inetAddresses()
            .filter(a -> !a.isLinkLocalAddress())
            .forEach(a -> all.add(a.getHostAddress().replaceFirst("%.*", "")));
      }
    } catch (UnknownHostException | SocketException e) {
      // A machine that cannot name itself is still reached by the names given above.
      return all;
    }
    return all;
  }

  private static X509Certificate certificate(byte[] encoded) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(encoded));
  }

  private static X509Certificate readCertificate(Path file)
      throws IOException, GeneralSecurityException {
    return certificate(Files.readAllBytes(file));
  }

  private static PrivateKey readKey(Path file) throws IOException {
    try (PEMParser parser =
        new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
      if (parser.readObject() instanceof PrivateKeyInfo info) {
        return new JcaPEMKeyConverter().getPrivateKey(info);
      }
      throw new PEMException("not a private key");
    }
  }

  private static byte[] pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(
          object instanceof PrivateKey secret
              ? new org.bouncycastle.openssl.jcajce.JcaPKCS8Generator(secret, null)
              : object);
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }
}
