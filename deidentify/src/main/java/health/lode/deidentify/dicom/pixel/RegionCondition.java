package health.lode.deidentify.dicom.pixel;

import health.lode.deidentify.dicom.part10.Dictionary;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A condition of CTP's script language: {@code Keyword.method("text")} or {@code
 * [gggg,eeee].method("text")}, joined by {@code !} before {@code *} before {@code +}.
 */
sealed interface RegionCondition {
  boolean holds(IntFunction<String> values);

  record Constant(boolean value) implements RegionCondition {
    @Override
    public boolean holds(IntFunction<String> values) {
      return value;
    }
  }

  record Not(RegionCondition inner) implements RegionCondition {
    @Override
    public boolean holds(IntFunction<String> values) {
      return !inner.holds(values);
    }
  }

  record And(RegionCondition left, RegionCondition right) implements RegionCondition {
    @Override
    public boolean holds(IntFunction<String> values) {
      return left.holds(values) && right.holds(values);
    }
  }

  record Or(RegionCondition left, RegionCondition right) implements RegionCondition {
    @Override
    public boolean holds(IntFunction<String> values) {
      return left.holds(values) || right.holds(values);
    }
  }

  record Test(int tag, Method method, String text) implements RegionCondition {
    @Override
    public boolean holds(IntFunction<String> values) {
      return method.holds(values.apply(tag), text);
    }
  }

  /** What may be asked of a value, by CTP's names. */
  enum Method {
    EQUALS("equals"),
    EQUALS_IGNORE_CASE("equalsIgnoreCase"),
    MATCHES("matches"),
    CONTAINS("contains"),
    CONTAINS_IGNORE_CASE("containsIgnoreCase"),
    STARTS_WITH("startsWith"),
    STARTS_WITH_IGNORE_CASE("startsWithIgnoreCase"),
    ENDS_WITH("endsWith"),
    ENDS_WITH_IGNORE_CASE("endsWithIgnoreCase"),
    IS_LESS_THAN("isLessThan"),
    IS_GREATER_THAN("isGreaterThan");

    private final String word;

    Method(String word) {
      this.word = word;
    }

    boolean holds(String value, String text) {
      String lower = value.toLowerCase(Locale.ROOT);
      String wanted = text.toLowerCase(Locale.ROOT);
      return switch (this) {
        case EQUALS -> value.equals(text);
        case EQUALS_IGNORE_CASE -> value.equalsIgnoreCase(text);
        case MATCHES -> value.matches(text);
        case CONTAINS -> value.contains(text);
        case CONTAINS_IGNORE_CASE -> lower.contains(wanted);
        case STARTS_WITH -> value.startsWith(text);
        case STARTS_WITH_IGNORE_CASE -> lower.startsWith(wanted);
        case ENDS_WITH -> value.endsWith(text);
        case ENDS_WITH_IGNORE_CASE -> lower.endsWith(wanted);
        case IS_LESS_THAN -> number(value) < number(text);
        case IS_GREATER_THAN -> number(value) > number(text);
      };
    }

    /** CTP leaves out what is no digit or point; what is no number then compares to nothing. */
    private static double number(String text) {
      try {
        return Double.parseDouble(text.replaceAll("[^0-9.]", ""));
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
  }

  /** Reads a condition to its last character. */
  static RegionCondition parse(String text, int line) {
    Parser parser = new Parser(text, line);
    RegionCondition whole = parser.any();
    parser.blank();
    if (parser.at < text.length()) {
      throw parser.unreadable();
    }
    return whole;
  }

  /** Reads by descent: or, and, not, one test. */
  final class Parser {
    private static final int DEEPEST = 100;
    private final String text;
    private final int line;
    private int at;
    private int depth;

    private Parser(String text, int line) {
      this.text = text;
      this.line = line;
    }

    private health.lode.refusal.RefusedException unreadable() {
      String before = text.substring(0, Math.min(at, text.length()));
      return RegionScript.unreadable(line + (int) before.chars().filter(c -> c == '\n').count());
    }

    private RegionCondition any() {
      RegionCondition left = all();
      while (next('+')) {
        left = new Or(left, all());
      }
      return left;
    }

    private RegionCondition all() {
      RegionCondition left = one();
      while (next('*')) {
        left = new And(left, one());
      }
      return left;
    }

    private RegionCondition one() {
      if (++depth > DEEPEST) {
        throw unreadable();
      }
      RegionCondition read;
      if (next('!')) {
        read = new Not(one());
      } else if (next('(')) {
        read = any();
        if (!next(')')) {
          throw unreadable();
        }
      } else {
        read = test();
      }
      depth--;
      return read;
    }

    private RegionCondition test() {
      String name = until('.').strip();
      if (name.equals("true") || name.equals("false")) {
        return new Constant(name.equals("true"));
      }
      int tag = tag(name);
      String word = until('(').strip();
      String quoted = until(')').strip();
      if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
        throw unreadable();
      }
      String argument = quoted.substring(1, quoted.length() - 1);
      for (Method method : Method.values()) {
        if (method.word.equals(word)) {
          if (method == Method.MATCHES) {
            compiled(argument);
          }
          return new Test(tag, method, argument);
        }
      }
      throw unreadable();
    }

    private void compiled(String pattern) {
      try {
        Pattern.compile(pattern);
      } catch (PatternSyntaxException e) {
        throw unreadable();
      }
    }

    private int tag(String name) {
      String digits = name.replaceAll("[\\[\\](),\\s]", "");
      if (name.startsWith("[") && name.endsWith("]") && digits.matches("[0-9A-Fa-f]{8}")) {
        return Integer.parseUnsignedInt(digits, 16);
      }
      return Dictionary.tag(name).orElseThrow(this::unreadable);
    }

    /** What stands before a character outside quotes, which is passed over. */
    private String until(char end) {
      boolean quoted = false;
      int from = at;
      while (at < text.length()) {
        char c = text.charAt(at++);
        quoted ^= c == '"';
        if (!quoted && c == end) {
          return text.substring(from, at - 1);
        }
      }
      throw unreadable();
    }

    private boolean next(char wanted) {
      blank();
      if (at < text.length() && text.charAt(at) == wanted) {
        at++;
        return true;
      }
      return false;
    }

    /** Passes over space, and over remarks from // to the line's end. */
    private void blank() {
      while (at < text.length()) {
        if (Character.isWhitespace(text.charAt(at))) {
          at++;
        } else if (text.startsWith("//", at)) {
          int end = text.indexOf('\n', at);
          at = end < 0 ? text.length() : end;
        } else {
          return;
        }
      }
    }
  }
}
