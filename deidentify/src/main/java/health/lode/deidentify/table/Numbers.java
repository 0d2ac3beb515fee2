package health.lode.deidentify.table;

import java.math.BigDecimal;
import java.util.Optional;

/** Decimal numbers as tables write them. */
final class Numbers {
  private Numbers() {}

  /** A finite decimal number in ASCII digits, spaces around it allowed. */
  static Optional<Double> read(String text) {
    String stripped = text.strip();
    if (stripped.isEmpty() || stripped.length() > 40) {
      return Optional.empty();
    }
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
        return Optional.empty();
      }
    }
    try {
      double value = Double.parseDouble(stripped);
      return Double.isFinite(value) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Without exponent and trailing zeros; at most 12 significant digits. */
  static String write(double value) {
    return new BigDecimal(value)
        .round(new java.math.MathContext(12))
        .stripTrailingZeros()
        .toPlainString();
  }
}
