package health.lode.node;

import health.lode.refusal.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Small files sealed with AES-256-GCM, each bound to its name, under a key of the folder's own that
 * is derived from the journal's.
 */
final class SealedFolder {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private final Path folder;
  private final SecretKeySpec key;
  private final SecureRandom random;

  /**
   * @param label what the key is for: one key never serves two uses
   */
  SealedFolder(Path folder, byte[] journalKey, String label, SecureRandom random) {
    this.folder = folder;
    this.random = random;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(journalKey, "HmacSHA256"));
      this.key = new SecretKeySpec(mac.doFinal(label.getBytes(StandardCharsets.US_ASCII)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Keeps {@code content} durably, in the place of what had this name before. */
  void keep(String name, byte[] content) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(content);
      byte[] file = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, file, NONCE, sealed.length);
      OwnerOnly.write(folder.resolve(name), file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw Refusals.refused(
          NodeReason.FILE_UNREADABLE,
          Words.of("A file of the home cannot be written.", "无法写入目录中的文件。"),
          Words.of("Check free space in the home.", "请检查目录剩余空间。"));
    }
  }

  boolean holds(String name) {
    return Files.exists(folder.resolve(name));
  }

  /** What was kept; nothing where it never was, or is not what was sealed. */
  Optional<byte[]> read(String name) {
    try {
      byte[] file = Files.readAllBytes(folder.resolve(name));
      return Optional.of(
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(file, NONCE), name)
              .doFinal(file, NONCE, file.length - NONCE));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
