package health.lode.vault.identity;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * Chinese resident ID numbers (GB 11643-1999): 17 digits and a check character by ISO 7064 MOD
 * 11-2, or the 15 digits of the old form, which means the same person in 19xx.
 */
final class ResidentId {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";

  private ResidentId() {}

  /** The 18-character form, or nothing where the number is not valid. */
  static Optional<String> normalised(String written) {
    String plain =
        Normalizer.normalize(written, Normalizer.Form.NFKC)
            .replaceAll("[\\s\\-]", "")
            .toUpperCase(Locale.ROOT);
    if (plain.matches("\\d{15}")) {
      String body = plain.substring(0, 6) + "19" + plain.substring(6);
      return dated(body) ? Optional.of(body + check(body)) : Optional.empty();
    }
    if (!plain.matches("\\d{17}[\\dX]")) {
      return Optional.empty();
    }
    String body = plain.substring(0, 17);
    return dated(body) && check(body) == plain.charAt(17) ? Optional.of(plain) : Optional.empty();
  }

  private static char check(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECK.charAt(sum % 11);
  }

  private static boolean dated(String body) {
    try {
      LocalDate date =
          LocalDate.of(
              Integer.parseInt(body.substring(6, 10)),
              Integer.parseInt(body.substring(10, 12)),
              Integer.parseInt(body.substring(12, 14)));
      return date.getYear() >= 1850 && body.charAt(0) != '0';
    } catch (DateTimeException e) {
      return false;
    }
  }
}
