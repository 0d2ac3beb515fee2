package health.lode.vault.capture.hl7v2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;

/**
 * One repetition of a field. Components and subcomponents are numbered from 1, as in the standard;
 * what was not sent is the empty string.
 */
final class Field {
  /** The two quotes by which a sender says "this is now empty". */
  private static final String DELETED = "\"\"";

  private final String raw;
  private final EncodingCharacters separators;
  private final Charset charset;

  Field(String raw, EncodingCharacters separators, Charset charset) {
    this.raw = raw;
    this.separators = separators;
    this.charset = charset;
  }

  /** As sent, nothing unescaped. */
  String raw() {
    return raw;
  }

  boolean isEmpty() {
    return raw.isEmpty() || raw.equals(DELETED);
  }

  /** The first subcomponent of a component, unescaped. */
  String component(int number) {
    return subcomponent(number, 1);
  }

  String subcomponent(int component, int number) {
    String part = part(raw, separators.component(), component);
    part = part(part, separators.subcomponent(), number);
    return part.equals(DELETED) ? "" : unescaped(part);
  }

  /** The whole repetition as text, its separators left in place, escapes resolved. */
  String text() {
    return isEmpty() ? "" : unescaped(raw);
  }

  static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    if (separator != EncodingCharacters.NONE) {
      for (int to = text.indexOf(separator); to >= 0; to = text.indexOf(separator, from)) {
        parts.add(text.substring(from, to));
        from = to + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static String part(String text, char separator, int number) {
    int from = 0;
    if (separator == EncodingCharacters.NONE) {
      return number == 1 ? text : "";
    }
    for (int skipped = 1; skipped < number; skipped++) {
      int next = text.indexOf(separator, from);
      if (next < 0) {
        return "";
      }
      from = next + 1;
    }
    int to = text.indexOf(separator, from);
    return text.substring(from, to < 0 ? text.length() : to);
  }

  /**
   * Resolves the escape sequences of chapter 2.7. Highlighting ({@code \H\}, {@code \N\}) goes,
   * line breaks become a line feed; a sequence this does not know stays as it was sent.
   */
  private String unescaped(String text) {
    char escape = separators.escape();
    if (escape == EncodingCharacters.NONE || text.indexOf(escape) < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int at = 0;
    while (at < text.length()) {
      int open = text.indexOf(escape, at);
      int close = open < 0 ? -1 : text.indexOf(escape, open + 1);
      if (close < 0) {
        flush(bytes, out);
        return out.append(text, at, text.length()).toString();
      }
      if (open > at) {
        flush(bytes, out);
        out.append(text, at, open);
      }
      String sequence = text.substring(open + 1, close);
      if (!hexadecimal(sequence, bytes)) {
        flush(bytes, out);
        String plain = plain(sequence);
        if (plain == null) {
          // Not an escape sequence: the closing sign may open the next one.
          out.append(text, open, close);
          at = close;
          continue;
        }
        out.append(plain);
      }
      at = close + 1;
    }
    flush(bytes, out);
    return out.toString();
  }

  private void flush(ByteArrayOutputStream bytes, StringBuilder out) {
    if (bytes.size() > 0) {
      out.append(bytes.toString(charset));
      bytes.reset();
    }
  }

  /** {@code \X...\}: neighbouring ones are collected, one character may be spread over several. */
  private static boolean hexadecimal(String sequence, ByteArrayOutputStream bytes) {
    int digits = sequence.length() - 1;
    if (digits < 2 || digits % 2 != 0 || sequence.charAt(0) != 'X') {
      return false;
    }
    for (int i = 1; i <= digits; i++) {
      if (Character.digit(sequence.charAt(i), 16) < 0) {
        return false;
      }
    }
    for (int i = 1; i < digits; i += 2) {
      bytes.write(Integer.parseInt(sequence, i, i + 2, 16));
    }
    return true;
  }

  private @org.jspecify.annotations.Nullable String plain(String sequence) {
    switch (sequence) {
      case "F" -> {
        return String.valueOf(separators.field());
      }
      case "S" -> {
        return String.valueOf(separators.component());
      }
      case "T" -> {
        return String.valueOf(separators.subcomponent());
      }
      case "R" -> {
        return String.valueOf(separators.repetition());
      }
      case "E" -> {
        return String.valueOf(separators.escape());
      }
      case "H", "N", ".nf", ".fi" -> {
        return "";
      }
      case ".br", ".BR", ".sp", ".ce" -> {
        return "\n";
      }
      default -> {
        boolean known =
            sequence.matches("[CMZ][0-9A-Za-z]+|\\.(sp|in|ti|sk)[+-]?[0-9]+|X[0-9A-Fa-f]*");
        return known ? separators.escape() + sequence + separators.escape() : null;
      }
    }
  }
}
