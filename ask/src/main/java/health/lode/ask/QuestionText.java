package health.lode.ask;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.canonical.CanonicalJson;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a question before they are parsed: limits, hash, and two spellings of the field. */
final class QuestionText {
  static final int LONGEST = 20_000;

  /**
   * {@code DATEDIFF('day', …)} is DuckDB's and Snowflake's spelling; the parser knows the bare
   * unit.
   */
  private static final Pattern QUOTED_UNIT =
      Pattern.compile(
          "(?i)\\b(DATEDIFF|DATEADD|TIMESTAMPDIFF|TIMESTAMPADD)(\\s*\\(\\s*)'([a-z]+)'");

  private QuestionText() {}

  static String hash(String sql) {
    return CanonicalJson.sha256(
        JsonNodeFactory.instance.objectNode().put("kind", "sql").put("sql", sql));
  }

  /** The text as the parser takes it: no closing semicolon, units bare. */
  static String prepare(String sql) {
    if (sql.length() > LONGEST) {
      throw Refuse.because(
          AskReason.SQL_TOO_LARGE,
          "The question is longer than " + LONGEST + " characters.",
          "问题超过 " + LONGEST + " 个字符。",
          "Ask several shorter questions.",
          "请拆成几个较短的问题。");
    }
    StringBuilder out = new StringBuilder(sql.length());
    int plainFrom = 0;
    int i = 0;
    int lastMeaningful = -1;
    while (i < sql.length()) {
      int end = quotedEnd(sql, i);
      if (end > i) {
        boolean comment = sql.charAt(i) == '-' || sql.charAt(i) == '/';
        if (comment) {
          out.append(sql, plainFrom, i).append(' ');
        } else {
          out.append(sql, plainFrom, end);
          lastMeaningful = out.length() - 1;
        }
        plainFrom = end;
        i = end;
        continue;
      }
      i++;
    }
    out.append(sql, plainFrom, sql.length());
    String text = out.toString().stripTrailing();
    if (text.endsWith(";") && text.length() - 1 > lastMeaningful) {
      text = text.substring(0, text.length() - 1);
    }
    Matcher unit = QUOTED_UNIT.matcher(text);
    return unit.find() ? unit.replaceAll("$1$2$3") : text;
  }

  /** True if a semicolon stands between two statements; {@code prepared} has no comments left. */
  static boolean several(String prepared) {
    int i = 0;
    while (i < prepared.length()) {
      int end = quotedEnd(prepared, i);
      if (end > i) {
        i = end;
      } else if (prepared.charAt(i++) == ';') {
        return true;
      }
    }
    return false;
  }

  /** The first word, in capitals; empty if the text starts with none. */
  static String firstWord(String prepared) {
    String text = prepared.strip();
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end).toUpperCase(Locale.ROOT);
  }

  /** Where the string, quoted name or comment that starts at {@code i} ends; {@code i} if none. */
  private static int quotedEnd(String sql, int i) {
    char c = sql.charAt(i);
    if (c == '\'' || c == '"') {
      int end = i + 1;
      while (end < sql.length()) {
        if (sql.charAt(end) == c) {
          if (end + 1 < sql.length() && sql.charAt(end + 1) == c) {
            end += 2;
            continue;
          }
          return end + 1;
        }
        end++;
      }
      return sql.length();
    }
    if (sql.startsWith("--", i)) {
      int end = sql.indexOf('\n', i);
      return end < 0 ? sql.length() : end + 1;
    }
    if (sql.startsWith("/*", i)) {
      int end = sql.indexOf("*/", i + 2);
      return end < 0 ? sql.length() : end + 2;
    }
    return i;
  }
}
