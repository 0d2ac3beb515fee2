package health.lode.governance.consent;

import java.util.Locale;

/** What a patient decided. */
public enum Choice {
  /** Their data is not used in this way. */
  OBJECT,
  /** Their data may be used in this way; also takes an earlier objection back. */
  AGREE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
