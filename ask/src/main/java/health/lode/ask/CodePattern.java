package health.lode.ask;

import health.lode.governance.rulebook.RowRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Code lists as one regular expression in RE2's syntax over a trimmed, upper-case value: it is one
 * of the codes, or begins with one of the prefixes. The engine reads and plans one text much faster
 * than hundreds, and matches all of them in one pass over the value.
 */
final class CodePattern {
  private final SortedSet<String> codes = new TreeSet<>();
  private final SortedSet<String> prefixes = new TreeSet<>();

  void add(RowRule rule) {
    rule.codes().forEach(code -> codes.add(literal(code)));
    rule.prefixes().forEach(prefix -> prefixes.add(literal(prefix)));
  }

  /** The text as itself: RE2 takes any other ASCII character after a backslash for itself. */
  private static String literal(String text) {
    StringBuilder quoted = new StringBuilder();
    text.toUpperCase(Locale.ROOT)
        .chars()
        .forEach(
            c -> {
              boolean plain = c >= 0x80 || c == '_' || Character.isLetterOrDigit(c);
              quoted.append(plain ? "" : "\\").append((char) c);
            });
    return quoted.toString();
  }

  /** {@code ^(?:(?:CODE|CODE)$|PREFIX|PREFIX)}. */
  @Override
  public String toString() {
    List<String> either = new ArrayList<>();
    if (!codes.isEmpty()) {
      either.add("(?:" + String.join("|", codes) + ")$");
    }
    either.addAll(prefixes);
    return "^(?:" + String.join("|", either) + ")";
  }
}
