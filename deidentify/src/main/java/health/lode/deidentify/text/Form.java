package health.lode.deidentify.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pattern that is asked at places of one note. Its matcher is made when it is first asked: most
 * notes hold no place for most patterns.
 */
final class Form {
  private final Pattern pattern;
  private final Note note;

  /** So many characters from the place on are looked at. */
  private final int reach;

  private @Nullable Matcher matcher;
  private int end;

  Form(Pattern pattern, Note note, int reach) {
    this.pattern = pattern;
    this.note = note;
    this.reach = reach;
  }

  /** Whether the pattern begins at {@code start}. */
  boolean at(int start) {
    Matcher asked = asked();
    boolean found = asked.region(start, Math.min(note.length(), start + reach)).lookingAt();
    end = found ? asked.end() : -1;
    return found;
  }

  /** Where the last match ended. */
  int end() {
    return end;
  }

  /** Where a group of the last match began. */
  int start(int group) {
    return asked().start(group);
  }

  int end(int group) {
    return asked().end(group);
  }

  private Matcher asked() {
    Matcher asked = matcher;
    if (asked == null) {
      asked = pattern.matcher(note.plain);
      matcher = asked;
    }
    return asked;
  }
}
