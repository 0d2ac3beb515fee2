package health.lode.vault.engine;

import java.util.Locale;

/**
 * The last look at a statement's text before an engine has it, so that a mistake of the planner can
 * not become a second statement. It knows only plain strings and quoted names, the planner writes
 * no other kind; whatever else could hide a semicolon is refused.
 */
final class StatementText {
  private StatementText() {}

  /** Whether the text is a single statement that begins as a question does. */
  static boolean isOneSelect(String sql) {
    String start = sql.stripLeading().toUpperCase(Locale.ROOT);
    if (!start.matches("(?s)(SELECT|WITH)[\\s(\"].*")) {
      return false;
    }
    char quote = 0;
    for (int i = 0; i < sql.length(); i++) {
      char c = sql.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        if (escapes(sql, i)) {
          return false;
        }
        quote = c;
      } else if (c == ';' || c == '$' || sql.startsWith("--", i) || sql.startsWith("/*", i)) {
        return false;
      }
    }
    return quote == 0;
  }

  /** Whether a quote opens a string with escapes, {@code E'…'}. */
  private static boolean escapes(String sql, int quote) {
    return quote > 0
        && Character.toUpperCase(sql.charAt(quote - 1)) == 'E'
        && (quote == 1 || !Character.isJavaIdentifierPart(sql.charAt(quote - 2)));
  }
}
