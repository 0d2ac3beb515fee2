package health.lode.node;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The texts of questions, sealed, one file a question, beside the journal. The ledger holds only
 * their hashes: a text may name a condition that nobody outside should read.
 */
final class QuestionTexts {
  private final SealedFolder folder;

  QuestionTexts(Home home, HomeKeys keys, SecureRandom random) {
    this.folder =
        new SealedFolder(home.questions(), keys.vault().journal(), "lode/question-texts/1", random);
  }

  void keep(String question, String text) {
    folder.keep(question, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether the text of this question was kept once. */
  boolean kept(String question) {
    return folder.holds(question);
  }

  /** The text; nothing where it was never kept or is not what was sealed. */
  Optional<String> text(String question) {
    return question.matches("Q-[0-9a-f]{24}")
        ? folder.read(question).map(text -> new String(text, StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
