package health.lode.simulator;

import java.time.LocalDate;

/**
 * Resident ID numbers (GB 11643): region, date of birth, sequence number (odd for men), and a check
 * character by ISO 7064 MOD 11-2.
 */
public final class ResidentId {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";

  private ResidentId() {}

  static String of(String region, LocalDate birth, int sequence) {
    StringBuilder id = new StringBuilder(18).append(region);
    append(id, birth.getYear(), 4);
    append(id, birth.getMonthValue(), 2);
    append(id, birth.getDayOfMonth(), 2);
    append(id, sequence, 3);
    return id.append(check(id)).toString();
  }

  /** Whether the check character is right. */
  public static boolean isValid(String id) {
    return id.length() == 18
        && id.chars().limit(17).allMatch(c -> c >= '0' && c <= '9')
        && id.charAt(17) == check(id);
  }

  /** The same number with a check character that is wrong. */
  static String spoilt(String id) {
    char right = id.charAt(17);
    char wrong = right == 'X' || right == '9' ? '0' : (char) (right + 1);
    return id.substring(0, 17) + wrong;
  }

  /** The check character of the first 17 digits. */
  static char check(CharSequence first17) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (first17.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  private static void append(StringBuilder out, int number, int digits) {
    String text = Integer.toString(number);
    out.append("0".repeat(digits - text.length())).append(text);
  }
}
