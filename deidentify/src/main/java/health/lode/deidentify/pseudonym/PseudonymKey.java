package health.lode.deidentify.pseudonym;

import health.lode.deidentify.DeidentifyReason;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret behind pseudonyms: 256 bits a version, newest last. Rotating adds a version;
 * pseudonyms given out under an older one can still be undone by who holds the file.
 *
 * <p>A file holds one line a version, {@code lode-pseudonym/1:BASE64}, readable by its owner only.
 */
public final class PseudonymKey {
  private static final String PREFIX = "lode-pseudonym/1:";
  private static final int LENGTH = 32;
  private final List<byte[]> versions;

  private PseudonymKey(List<byte[]> versions) {
    this.versions = versions;
  }

  public static PseudonymKey generate(SecureRandom random) {
    return new PseudonymKey(List.of()).rotated(random);
  }

  /** One version, from a secret of the caller's own; 32 bytes. */
  public static PseudonymKey of(byte[] secret) {
    if (secret.length != LENGTH) {
      throw new IllegalArgumentException("a pseudonym key has 32 bytes");
    }
    return new PseudonymKey(List.of(secret.clone()));
  }

  /** This key with a new version, which is used from now on. */
  public PseudonymKey rotated(SecureRandom random) {
    byte[] fresh = new byte[LENGTH];
    random.nextBytes(fresh);
    List<byte[]> all = new ArrayList<>(versions);
    all.add(fresh);
    return new PseudonymKey(List.copyOf(all));
  }

  /** How many versions there are; the current one has this number. */
  public int version() {
    return versions.size();
  }

  /** Pseudonyms of the current version for what is not tied to a project. */
  public Pseudonyms pseudonyms() {
    return forProject("", "", version());
  }

  /**
   * Pseudonyms for one project and recipient: another project's, or another recipient's, cannot be
   * joined with them.
   *
   * @param version 1 to {@link #version}
   */
  public Pseudonyms forProject(String project, String recipient, int version) {
    byte[] secret = versions.get(version - 1);
    // Lengths first, so that no two pairs of names read alike.
    String label = "lode/pseudonyms/1\0" + project.length() + "\0" + project + "\0" + recipient;
    return new Pseudonyms(hmac(secret, label.getBytes(StandardCharsets.UTF_8)));
  }

  /** Reads a key's file; refuses what is damaged or open to others. */
  public static PseudonymKey read(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_READ)
            || permissions.contains(PosixFilePermission.OTHERS_READ)) {
          throw unreadable(file, "can be read by others", "可被他人读取", null);
        }
      }
      List<byte[]> versions = new ArrayList<>();
      for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (line.isBlank()) {
          continue;
        }
        byte[] secret =
            line.startsWith(PREFIX)
                ? Base64.getDecoder().decode(line.substring(PREFIX.length()).strip())
                : new byte[0];
        if (secret.length != LENGTH) {
          throw unreadable(file, "is no pseudonym key", "不是假名密钥文件", null);
        }
        versions.add(secret);
      }
      if (versions.isEmpty()) {
        throw unreadable(file, "is no pseudonym key", "不是假名密钥文件", null);
      }
      return new PseudonymKey(List.copyOf(versions));
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(file, "cannot be read as a pseudonym key", "无法作为假名密钥读取", e);
    }
  }

  private static RefusedException unreadable(
      Path file, String en, String zh, @org.jspecify.annotations.Nullable Throwable cause) {
    Refusal refusal =
        Refusal.of(
            DeidentifyReason.PSEUDONYM_KEY_UNREADABLE,
            Words.of(file + " " + en + ".", file + " " + zh + "。"),
            Words.of(
                "Give a key made by `lode deidentify key new FILE`, with mode 600.",
                "请使用 `lode deidentify key new FILE` 生成的密钥，权限为 600。"));
    return cause == null ? refusal.asException() : new RefusedException(refusal, cause);
  }

  /** Writes the key to a file that must not be there yet. */
  public void writeNew(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    StringBuilder text = new StringBuilder();
    for (byte[] version : versions) {
      text.append(PREFIX).append(Base64.getEncoder().encodeToString(version)).append('\n');
    }
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  static byte[] hmac(byte[] key, byte[] message) {
    return mac(key).doFinal(message);
  }

  static Mac mac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", e);
    }
  }
}
