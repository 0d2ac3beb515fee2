package health.lode.vault.codes;

import health.lode.vault.capture.FactRow;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reference range as laboratories write it. */
public final class NumberRange {
  private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";
  private static final Pattern BOTH =
      Pattern.compile("\\s*" + NUMBER + "\\s*(?:--|-|~|～|—|–)\\s*" + NUMBER + "\\s*");
  private static final Pattern ONE = Pattern.compile("\\s*([<>≤≥＜＞]=?)\\s*" + NUMBER + "\\s*");

  private NumberRange() {}

  /**
   * Fills {@code range_source_value} with {@code written}, and {@code range_low} and {@code
   * range_high} as far as it is a range of numbers: {@code 3.5-9.5}, {@code <5}.
   */
  public static void fill(FactRow measurement, String written) {
    if (written.isBlank()) {
      return;
    }
    measurement.text("range_source_value", written.strip());
    Matcher both = BOTH.matcher(written);
    Matcher one = ONE.matcher(written);
    if (both.matches()) {
      measurement
          .number("range_low", new BigDecimal(both.group(1)))
          .number("range_high", new BigDecimal(both.group(2)));
    } else if (one.matches()) {
      boolean above = "<≤＜".indexOf(one.group(1).charAt(0)) >= 0;
      measurement.number(above ? "range_high" : "range_low", new BigDecimal(one.group(2)));
    }
  }
}
