package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.Locale;

/** How de-identified data is shared (GB/T 37964-2019): three models. */
public enum Sharing {
  /** Open to everyone: nothing keeps a recipient from trying. */
  PUBLIC("public sharing", "完全公开共享"),
  /** To known recipients who signed an agreement. */
  AGREEMENT("controlled sharing under an agreement", "受控公开共享"),
  /** Used inside the holder's own walls; nothing is taken away. */
  ENCLAVE("sharing in an enclave", "领地公开共享");

  private final String en;
  private final String zh;

  Sharing(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  public Words words() {
    return Words.of(en, zh);
  }

  /** How it is written on a command line, in a policy and in JSON. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
