package health.lode.deidentify.seal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;

/**
 * A recipient's private key, which opens what was sealed to it. Its file holds {@code
 * X25519-private:BASE64} and is readable by its owner only; {@link #toString} never shows it.
 */
public final class RecipientKey {
  private static final String PREFIX = RecipientPublicKey.ALG + "-private:";
  private final X25519PrivateKeyParameters key;

  private RecipientKey(byte[] secret) {
    if (secret.length != X25519PrivateKeyParameters.KEY_SIZE) {
      throw new IllegalArgumentException("an X25519 private key has 32 bytes");
    }
    this.key = new X25519PrivateKeyParameters(secret);
  }

  public static RecipientKey generate(SecureRandom random) {
    return new RecipientKey(new X25519PrivateKeyParameters(random).getEncoded());
  }

  /** The key with these 32 bytes. */
  static RecipientKey of(byte[] secret) {
    return new RecipientKey(secret);
  }

  /** Reads a private key's file; refuses what is damaged or can be read by others. */
  public static RecipientKey read(Path file) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (permissions.contains(PosixFilePermission.GROUP_READ)
            || permissions.contains(PosixFilePermission.OTHERS_READ)) {
          throw SealRefusals.key(file, "can be read by others", "可被他人读取", null);
        }
      }
      String text = Files.readString(file, StandardCharsets.UTF_8).strip();
      if (!text.startsWith(PREFIX)) {
        throw SealRefusals.key(file, "is no private recipient key", "不是接收方私钥", null);
      }
      return new RecipientKey(Base64.getDecoder().decode(text.substring(PREFIX.length())));
    } catch (IOException | IllegalArgumentException e) {
      throw SealRefusals.key(file, "cannot be read as a private recipient key", "无法作为接收方私钥读取", e);
    }
  }

  /** Writes the private key to a file that must not be there yet. */
  public void writeNew(Path file) throws IOException {
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    String text = PREFIX + Base64.getEncoder().encodeToString(key.getEncoded()) + "\n";
    Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  public RecipientPublicKey publicKey() {
    return new RecipientPublicKey(key.generatePublicKey().getEncoded());
  }

  byte[] secret() {
    return key.getEncoded();
  }

  @Override
  public String toString() {
    return "private key of " + publicKey().fingerprint();
  }
}
