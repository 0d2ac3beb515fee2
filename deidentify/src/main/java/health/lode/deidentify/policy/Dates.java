package health.lode.deidentify.policy;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;

/** What becomes of dates, in every kind of data alike. */
public sealed interface Dates {

  /**
   * Every date of a patient moves by the same number of days, drawn from the pseudonym key, never
   * zero: intervals stay exact, seasons blur.
   *
   * @param days at most so many, either way; 1 to 3,650
   */
  record Shift(int days) implements Dates {}

  /** Dates stay to a precision; what is finer is left out. */
  record Keep(Precision precision) implements Dates {}

  /** How much of a date stays. */
  enum Precision {
    DAY,
    MONTH,
    YEAR,
    NONE
  }

  /** {@code {shift: 180}} or {@code {keep: day|month|year|none}}. */
  static Dates read(StrictNode node) {
    StrictMapping mapping = node.mapping();
    var shift = mapping.optional("shift");
    var keep = mapping.optional("keep");
    mapping.done();
    if (shift.isPresent() == keep.isPresent()) {
      throw node.wrong("takes one of shift and keep", "应为 shift 或 keep 之一");
    }
    if (shift.isPresent()) {
      long days = shift.get().whole();
      if (days < 1 || days > 3650) {
        throw shift.get().wrong("must be 1 to 3650 days", "应为 1 到 3650 天");
      }
      return new Shift((int) days);
    }
    StrictNode kept = keep.orElseThrow();
    for (Precision precision : Precision.values()) {
      if (precision.name().toLowerCase(java.util.Locale.ROOT).equals(kept.text())) {
        return new Keep(precision);
      }
    }
    throw kept.wrong("must be day, month, year or none", "应为 day、month、year 或 none");
  }
}
