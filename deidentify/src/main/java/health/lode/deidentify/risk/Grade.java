package health.lode.deidentify.risk;

import health.lode.refusal.Words;

/**
 * De-identification grade of GB/T 42460-2023; L4 is safest. No grade says anonymised: data of L2
 * and L3 is personal information still.
 */
public enum Grade {
  L1("L1: holds direct identifiers", "1 级：含直接标识符"),
  L2(
      "L2: no direct identifiers; quasi-identifiers with a risk above the threshold, or not shown to be"
          + " within it",
      "2 级：不含直接标识符；含准标识符，重标识风险高于阈值，或未能证明在阈值以内"),
  L3(
      "L3: no direct identifiers; quasi-identifiers with a risk within the threshold",
      "3 级：不含直接标识符；含准标识符，重标识风险在阈值以内"),
  L4("L4: neither direct identifiers nor quasi-identifiers found", "4 级：未发现直接标识符和准标识符");

  private final String en;
  private final String zh;

  Grade(String en, String zh) {
    this.en = en;
    this.zh = zh;
  }

  public Words words() {
    return Words.of(en, zh);
  }

  /** Whether this grade is at least as safe. */
  public boolean reaches(Grade other) {
    return compareTo(other) >= 0;
  }

  Grade atMost(Grade cap) {
    return compareTo(cap) > 0 ? cap : this;
  }
}
