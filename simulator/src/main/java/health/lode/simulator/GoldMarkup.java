package health.lode.simulator;

import java.util.ArrayList;
import java.util.List;

/**
 * The form in which gold notes are written: {@code === kind} on a line of its own begins a note,
 * and <code>{N 张伟}</code> marks an identifier by the letter of its {@link GoldType}; <code>{- 高兴}
 * </code> says that what looks like one of the note's identifiers is none. A resident ID number
 * that ends in {@code ?} gets its check character here, so that nobody computes it by hand. {@code
 * docs/spec/gold-set.md}.
 */
final class GoldMarkup {
  private static final String HEAD = "=== ";
  private static final int BODY = 17;

  private GoldMarkup() {}

  /** A note as written, before its marks are read. */
  record Draft(String kind, String body) {}

  /** The notes of one file, in their order; lines before the first head are commentary. */
  static List<Draft> drafts(String file) {
    List<Draft> drafts = new ArrayList<>();
    String kind = null;
    StringBuilder body = new StringBuilder();
    for (String line : file.split("\n", -1)) {
      if (line.startsWith(HEAD)) {
        if (kind != null) {
          drafts.add(new Draft(kind, body.toString().strip()));
        }
        kind = line.substring(HEAD.length()).strip();
        body.setLength(0);
      } else {
        body.append(line).append('\n');
      }
    }
    if (kind != null) {
      drafts.add(new Draft(kind, body.toString().strip()));
    }
    return drafts;
  }

  /** Reads the marks; refuses a mark that is nested, empty, unknown or not closed. */
  static GoldNote note(String id, String source, Draft draft) {
    StringBuilder text = new StringBuilder();
    List<GoldNote.Span> spans = new ArrayList<>();
    List<GoldNote.Range> cleared = new ArrayList<>();
    String body = draft.body();
    int at = 0;
    while (at < body.length()) {
      char c = body.charAt(at);
      if (c == '}') {
        throw new IllegalArgumentException(id + ": } without {");
      }
      if (c != '{') {
        text.append(c);
        at++;
        continue;
      }
      int close = body.indexOf('}', at);
      String mark = close < 0 ? "" : body.substring(at + 1, close);
      if (mark.length() < 3 || mark.charAt(1) != ' ' || mark.indexOf('{') >= 0) {
        throw new IllegalArgumentException(id + ": broken mark near " + body.substring(at));
      }
      String inside = mark.substring(2);
      int start = text.length();
      if (mark.charAt(0) == '-') {
        text.append(inside);
        cleared.add(new GoldNote.Range(start, text.length()));
      } else {
        GoldType type = GoldType.marked(mark.charAt(0));
        text.append(type == GoldType.ID ? checked(inside) : inside);
        spans.add(new GoldNote.Span(start, text.length(), type));
      }
      at = close + 1;
    }
    return new GoldNote(id, draft.kind(), source, text.toString(), spans, cleared);
  }

  /** A trailing question mark becomes the check character, wide where the digits are wide. */
  private static String checked(String number) {
    if (!number.endsWith("?")) {
      return number;
    }
    String open = number.substring(0, number.length() - 1);
    StringBuilder digits = new StringBuilder();
    boolean wide = false;
    for (int i = 0; i < open.length(); i++) {
      char c = open.charAt(i);
      if (Character.isDigit(c)) {
        digits.append(Character.digit(c, 10));
        wide |= c > 127;
      }
    }
    if (digits.length() != BODY) {
      throw new IllegalArgumentException("17 digits before the ?: " + number);
    }
    char check = ResidentId.check(digits);
    return open + (wide ? wide(check) : check);
  }

  /** The full-width form of an ASCII character. */
  static char wide(char c) {
    return (char) (c + 0xFEE0);
  }
}
