package health.lode.governance.rulebook;

import java.util.Locale;

/** Which patients a use reaches. Ordered from the widest to the strictest. */
public enum ConsentMode {
  /** Every patient: only where law says so and the rulebook names it. */
  NONE,
  /** Every patient who has not objected. */
  OPT_OUT,
  /** Only patients who agreed. */
  OPT_IN;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  ConsentMode stricter(ConsentMode other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
