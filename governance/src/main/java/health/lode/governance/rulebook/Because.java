package health.lode.governance.rulebook;

import health.lode.refusal.Words;

/**
 * Why a rule stands.
 *
 * @param law law, standard or agreement and article; {@code (unverified)} where nobody checked it
 * @param text in plain words
 */
public record Because(String law, Words text) {
  /** Text and source in one line. */
  public Words words() {
    return Words.of(text.en() + " [" + law + "]", text.zh() + "【" + law + "】");
  }
}
