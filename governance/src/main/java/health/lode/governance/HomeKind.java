package health.lode.governance;

import java.util.Locale;

/** What a home is. */
public enum HomeKind {
  NODE,
  HUB;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
