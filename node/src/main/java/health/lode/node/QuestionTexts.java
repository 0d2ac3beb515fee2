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
 * The texts of questions, sealed with AES-256-GCM, one file a question, beside the journal. The
 * ledger holds only their hashes: a text may name a condition that nobody outside should read.
 */
final class QuestionTexts {
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private final Path folder;
  private final SecretKeySpec key;
  private final SecureRandom random;

  QuestionTexts(Home home, HomeKeys keys, SecureRandom random) {
    this.folder = home.questions();
    this.key = derived(keys.vault().journal());
    this.random = random;
  }

  /** A key of its own (HMAC as a PRF), so that one key never serves two ciphers' uses. */
  private static SecretKeySpec derived(byte[] journalKey) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(journalKey, "HmacSHA256"));
      return new SecretKeySpec(
          mac.doFinal("lode/question-texts/1".getBytes(StandardCharsets.US_ASCII)), "AES");
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  void keep(String question, String text) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, question)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] file = Arrays.copyOf(nonce, NONCE + sealed.length);
      System.arraycopy(sealed, 0, file, NONCE, sealed.length);
      OwnerOnly.write(folder.resolve(question), file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw Refusals.refused(
          NodeReason.FILE_UNREADABLE,
          Words.of("The question's text cannot be kept.", "无法保存问题文本。"),
          Words.of("Check free space in the home.", "请检查目录剩余空间。"));
    }
  }

  /** Whether the text of this question was kept once. */
  boolean kept(String question) {
    return Files.exists(folder.resolve(question));
  }

  /** The text; nothing where it was never kept or is not what was sealed. */
  Optional<String> text(String question) {
    if (!question.matches("Q-[0-9a-f]{24}")) {
      return Optional.empty();
    }
    try {
      byte[] file = Files.readAllBytes(folder.resolve(question));
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(file, NONCE), question)
              .doFinal(file, NONCE, file.length - NONCE);
      return Optional.of(new String(text, StandardCharsets.UTF_8));
    } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String question) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(question.getBytes(StandardCharsets.US_ASCII));
    return cipher;
  }
}
