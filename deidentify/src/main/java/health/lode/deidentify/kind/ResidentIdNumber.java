package health.lode.deidentify.kind;

/**
 * Chinese resident ID numbers (GB 11643-1999): 17 digits and a check character by ISO 7064 MOD
 * 11-2, or the 15 digits of the old form. Reads ASCII and full-width characters where they stand,
 * without making new strings.
 */
final class ResidentIdNumber {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECK = "10X98765432";

  private ResidentIdNumber() {}

  /**
   * The length of a number that stands in {@code text}, alone or among other characters but not
   * within a longer run of digits: 18, 15, or 0 where there is none. A 15-digit number has no check
   * digit; one in thirty of all 15-digit numbers looks like one.
   */
  static int in(String text) {
    int found = 0;
    int at = 0;
    while (at < text.length()) {
      if (digit(text, at) < 0) {
        at++;
        continue;
      }
      int[] digits = new int[18];
      int count = 0;
      boolean check = false;
      int end = at;
      for (; end < text.length() && count <= 18; end++) {
        int digit = digit(text, end);
        if (digit >= 0) {
          if (count < 18) {
            digits[count] = digit;
          }
          count++;
        } else if (count == 17 && isX(text.charAt(end))) {
          digits[count++] = 10;
          check = true;
        } else if (!separator(text, end) || check) {
          break;
        }
      }
      if (count == 18 && valid18(digits)) {
        return 18;
      }
      if (count == 15 && valid15(digits)) {
        found = 15;
      }
      at = Math.max(end, at + 1);
    }
    return found;
  }

  /** A space or hyphen between digits is a way of writing, not an end. */
  private static boolean separator(String text, int at) {
    char c = text.charAt(at);
    return (c == ' ' || c == '-' || c == '\u3000')
        && at + 1 < text.length()
        && (digit(text, at + 1) >= 0 || isX(text.charAt(at + 1)));
  }

  private static boolean isX(char c) {
    return c == 'X' || c == 'x' || c == '\uff38' || c == '\uff58';
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9' ? c - '0' : c >= '\uff10' && c <= '\uff19' ? c - '\uff10' : -1;
  }

  private static boolean valid18(int[] digits) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += digits[i] * WEIGHTS[i];
    }
    int check = CHECK.charAt(sum % 11) == 'X' ? 10 : CHECK.charAt(sum % 11) - '0';
    int year = digits[6] * 1000 + digits[7] * 100 + digits[8] * 10 + digits[9];
    return check == digits[17]
        && year >= 1850
        && year <= 2100
        && region(digits)
        && date(digits[10] * 10 + digits[11], digits[12] * 10 + digits[13]);
  }

  private static boolean valid15(int[] digits) {
    return region(digits) && date(digits[8] * 10 + digits[9], digits[10] * 10 + digits[11]);
  }

  private static boolean region(int[] digits) {
    return digits[0] >= 1 && digits[0] <= 9 && digits[0] * 10 + digits[1] >= 11;
  }

  private static boolean date(int month, int day) {
    return month >= 1 && month <= 12 && day >= 1 && day <= 31;
  }
}
