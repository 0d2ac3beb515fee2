package health.lode.governance.party;

import java.util.Locale;

/** Who holds an office's private key. Shown wherever a signature is shown. */
public enum Custody {
  /** The key lies in the node's home: whoever runs the node can sign as this office. */
  NODE,
  /** The office holds its own key. */
  EXTERNAL;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
