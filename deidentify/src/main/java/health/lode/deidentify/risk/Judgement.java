package health.lode.deidentify.risk;

/** When numbers keep within limits. */
final class Judgement {
  private Judgement() {}

  /**
   * No class has fewer persons than the limit, and the overall risk, average risk times the chance
   * of an attack, does not exceed its own. A class at the limit does not exceed it: 1/20 is k = 20.
   */
  static boolean within(ClassSizes sizes, Limits limits) {
    return sizes.smallest() >= limits.smallest()
        && overall(sizes, limits) <= limits.overall() + 1e-12;
  }

  static double overall(ClassSizes sizes, Limits limits) {
    return sizes.averageRisk() * limits.attack();
  }
}
