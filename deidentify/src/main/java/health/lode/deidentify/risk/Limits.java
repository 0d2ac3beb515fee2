package health.lode.deidentify.risk;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;

/**
 * The limits of one sharing model. GB/T 42460-2023 gives its numbers in an informative annex, so
 * they are defaults that a policy may change.
 *
 * @param smallest no class may have fewer persons: risk 1/20 in public sharing, 1/5 under an
 *     agreement, 1/3 in an enclave
 * @param overall what the overall risk may not exceed: average risk times {@code attack}
 * @param attack the chance that an attack is tried at all in this setting. In public sharing it is
 *     certain; the other defaults are Lode's, for medium and high controls, and are to be set by
 *     whoever assesses the setting
 */
public record Limits(int smallest, double overall, double attack) {
  public Limits {
    if (smallest < 1 || !(overall > 0 && overall <= 1) || !(attack > 0 && attack <= 1)) {
      throw RiskReason.question(
          "A limit is k of at least 1, and an overall risk and a chance of attack above 0 and up to 1",
          "阈值应为：k 不小于 1，整体风险与攻击概率大于 0 且不超过 1");
    }
  }

  /** The defaults. */
  public static Limits of(Sharing sharing) {
    return switch (sharing) {
      case PUBLIC -> new Limits(20, 0.05, 1);
      case AGREEMENT -> new Limits(5, 0.05, 0.2);
      case ENCLAVE -> new Limits(3, 0.05, 0.1);
    };
  }

  /** The greatest risk that a class may have. */
  public double highest() {
    return 1.0 / smallest;
  }

  /** These limits with another smallest class. */
  public Limits withSmallest(int k) {
    return new Limits(k, overall, attack);
  }

  /**
   * Reads {@code {public: {k: 20, overall: 0.05, attack: 1}, agreement: …, enclave: …}}; what is
   * not named keeps its default.
   */
  public static Limits read(StrictNode node, Sharing sharing) {
    StrictMapping all = node.mapping();
    Limits found = of(sharing);
    for (Sharing each : Sharing.values()) {
      var one = all.optional(each.word());
      if (one.isPresent()) {
        Limits read = read(one.get(), of(each));
        found = each == sharing ? read : found;
      }
    }
    all.done();
    return found;
  }

  private static Limits read(StrictNode node, Limits defaults) {
    StrictMapping mapping = node.mapping();
    int smallest = defaults.smallest;
    var k = mapping.optional("k");
    if (k.isPresent()) {
      long whole = k.get().whole();
      if (whole < 1 || whole > 1_000_000) {
        throw k.get().wrong("must be 1 to 1000000", "应为 1 到 1000000");
      }
      smallest = (int) whole;
    }
    double overall = mapping.optional("overall").map(Limits::share).orElse(defaults.overall);
    double attack = mapping.optional("attack").map(Limits::share).orElse(defaults.attack);
    mapping.done();
    return new Limits(smallest, overall, attack);
  }

  private static double share(StrictNode node) {
    String text = node.text();
    if (text.matches("(0?\\.[0-9]{1,9})|1(\\.0{1,9})?")) {
      double value = Double.parseDouble(text);
      if (value > 0) {
        return value;
      }
    }
    throw node.wrong("must be above 0 and up to 1, as 0.05", "应大于 0 且不超过 1，如 0.05");
  }
}
