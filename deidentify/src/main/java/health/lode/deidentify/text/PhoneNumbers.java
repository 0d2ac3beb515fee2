package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;
import java.util.regex.Pattern;

/** Telephone and fax numbers: Chinese mobile and landline forms, service lines, other countries. */
final class PhoneNumbers {
  private static final String EXTENSION = "(?: ?(?:转|分机|ext\\.?|x|#|-) ?\\d{1,6})?+";
  private static final Pattern LANDLINE =
      Pattern.compile(
          "(?:\\(?(?:\\+|00)86\\)?[ -]?)?\\(?0?[1-9]\\d{1,2}\\)?[ -]{0,3}[2-9]\\d{2,3}[ -]?\\d{4}(?!\\d)"
              + EXTENSION);
  private static final Pattern SERVICE =
      Pattern.compile(
          "[48]00[ -]?(?:\\d{3}[ -]?\\d{4}|\\d{4}[ -]?\\d{3}|\\d-\\d{3}-\\d{3})(?!\\d)"
              + EXTENSION);
  private static final Pattern WORLD =
      Pattern.compile(
          "\\+\\d{1,3}+(?:[ .\\-/()]{0,2}+\\d{1,5}+){1,6}+(?!\\d)(?:[ ]?(?:ext\\.?|x)[ ]?\\d{1,6})?+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NORTH_AMERICA =
      Pattern.compile(
          "(?:1[ .-])?\\(?[2-9]\\d{2}\\)?[ .\\-/]{0,2}[2-9]\\d{2}[ .-]?\\d{4}(?!\\d)(?:,? ?(?:ext\\.?|x) ?\\d{1,6})?+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern GROUPS =
      Pattern.compile(
          "\\(?\\d{1,6}+\\)?(?:[ .\\-/()]{1,2}+\\d{1,8}+){1,6}+(?!\\d)(?:[ ]?(?:ext\\.?|x)[ ]?\\d{1,6})?+");
  private static final Pattern PAIRS = Pattern.compile("0\\d(?:[. -]\\d{2}){4}(?![\\d.])");
  private static final Set<String> EVERYONES =
      Set.of(
          "110", "119", "120", "122", "999", "911", "112", "12320", "12345", "12393", "12356",
          "114", "111", "101", "10086", "10010", "10000", "12306");

  private static final int REACH = 48;
  private final Note note;
  private final Findings findings;
  private final Form landline;
  private final Form service;
  private final Form world;
  private final Form america;
  private final Form groups;
  private final Form pairs;
  private int lastEnd = -9;

  PhoneNumbers(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    landline = new Form(LANDLINE, note, REACH);
    service = new Form(SERVICE, note, REACH);
    world = new Form(WORLD, note, REACH);
    america = new Form(NORTH_AMERICA, note, REACH);
    groups = new Form(GROUPS, note, REACH);
    pairs = new Form(PAIRS, note, REACH);
  }

  /** At a digit, plus or bracket that begins a number. */
  void at(int start, Set<Label> labels) {
    boolean labelled = labels.contains(Label.PHONE);
    int first = note.c[start] == '(' || note.c[start] == '+' ? start + 1 : start;
    if (!Note.isDigit(note.at(first)) && note.at(first) != '+') {
      return;
    }
    if (mobile(start) || hidden(start, labelled)) {
      return;
    }
    if (note.c[start] == '+' || (note.c[start] == '(' && note.at(first) == '+')) {
      int at = note.c[start] == '+' ? start : first;
      int end = end(world, at);
      if (end > 0 && Digits.of(note, at, end).length() >= 8) {
        found(at, end, 0.95, "phone-world");
      }
      return;
    }
    boolean zero = note.c[first] == '0';
    if (zero && start(pairs, first)) {
      found(start, pairs.end(), 0.92, "phone-groups");
      return;
    }
    if (zero && note.at(first + 1) == '0' && abroad(start, first)) {
      return;
    }
    if (zero && start(landline, start)) {
      int end = landline.end();
      int count = Digits.of(note, start, end).length();
      if (count >= 10) {
        found(start, end, labelled ? 0.98 : 0.94, "phone-landline");
        return;
      }
    }
    if ((note.c[first] == '4' || note.c[first] == '8')
        && note.at(first + 1) == '0'
        && start(service, first)) {
      found(first, service.end(), 0.93, "phone-service");
      return;
    }
    if (note.c[first] >= '1' && american(first) && start(america, start)) {
      String matched = note.plain.substring(start, america.end());
      boolean set =
          matched.indexOf('-') > 0 || matched.indexOf('.') > 0 || matched.indexOf('(') >= 0;
      if (labelled || set || (!note.chinese && matched.indexOf(' ') > 0)) {
        found(start, america.end(), labelled ? 0.97 : 0.9, "phone-america");
        return;
      }
    }
    plain(start, first, labelled);
  }

  /** Whether the first digits stand together as in a number of North America. */
  private boolean american(int first) {
    return switch (Digits.runEnd(note, first) - first) {
      case 1, 3, 6, 10 -> true;
      default -> false;
    };
  }

  /** 001-604-338-7720: the way out of the country, then a number in groups. */
  private boolean abroad(int start, int first) {
    int end = end(groups, start);
    if (end < 0 || Digits.runEnd(note, first) - first > 5) {
      return false;
    }
    for (int i = first; i < end; i++) {
      if (!Note.isDigit(note.c[i]) && note.c[i] != '-') {
        return false;
      }
    }
    int digits = Digits.of(note, first, end).length();
    if (digits < 11 || digits > 16) {
      return false;
    }
    found(start, end, 0.93, "phone-world");
    return true;
  }

  private void plain(int start, int first, boolean labelled) {
    boolean listed =
        start - lastEnd >= 1 && start - lastEnd <= 2 && "/、,; ".indexOf(note.at(lastEnd)) >= 0;
    int end = Digits.runEnd(note, first);
    int length = end - first;
    int grouped = note.chinese && !labelled && !listed ? -1 : end(groups, start);
    if (grouped > end) {
      int digits = Digits.of(note, start, grouped).length();
      boolean year = length == 4 && (note.starts(first, "19") || note.starts(first, "20"));
      if ((digits >= 6 && digits <= 14 && (labelled || listed))
          || (!note.chinese && digits >= 8 && digits <= 13 && !year && worldly(start, grouped))) {
        found(start, grouped, labelled ? 0.95 : 0.8, "phone-groups");
        return;
      }
    }
    if (((labelled && length >= 3) || (listed && length >= 7 && length <= 8))
        && length <= 13
        && !EVERYONES.contains(note.plain.substring(first, end))
        && !measured(end)) {
      found(first, end, 0.93, "phone-label");
      int tail = end;
      if (note.at(tail) == '转' || (note.at(tail) == '-' && length >= 7)) {
        int more = Digits.runEnd(note, tail + 1);
        if (more > tail + 1) {
          found(first, more, 0.94, "phone-label");
        }
      }
    }
  }

  /** Groups apart as telephone numbers are, not as dates and measurements. */
  private boolean worldly(int start, int end) {
    String text = note.plain.substring(start, end);
    return text.indexOf('.') < 0
        && text.indexOf('/') < 0
        && !Note.isLatin(note.at(start - 1))
        && (text.charAt(0) == '0' || text.charAt(0) == '(' || text.indexOf(' ') > 0);
  }

  private boolean measured(int end) {
    char next = note.at(end);
    return (next == '.' && Note.isDigit(note.at(end + 1)))
        || "次天日岁个年月周分例元时点人片粒床楼".indexOf(next) >= 0;
  }

  private boolean mobile(int start) {
    int i = start;
    int open = note.c[i] == '(' ? 1 : 0;
    i += open;
    if (note.at(i) == '+') {
      i++;
    } else if (note.starts(i, "0086")) {
      i += 2;
    }
    if (note.starts(i, "86") && note.at(i + 2) != '\n') {
      int after = i + 2;
      while (after < i + 5 && ") -".indexOf(note.at(after)) >= 0) {
        after++;
      }
      if (note.at(after) == '1' && Digits.take(note, after, 11, 3) > 0) {
        i = after;
      }
    } else if (note.at(i) == '0' && note.at(i + 1) == '1') {
      i++;
    } else if (open == 1) {
      return false;
    }
    char second = note.at(note.at(i + 1) == ' ' ? i + 2 : i + 1);
    if (note.at(i) != '1' || second < '3' || second > '9') {
      return false;
    }
    int end = Digits.take(note, i, 11, 3);
    if (end < 0) {
      end = Digits.take(note, i, 11, 10);
      if (end < 0 || end - i != 21) {
        return false;
      }
    }
    if (Note.isDigit(note.at(end)) || (note.at(end) == '.' && Note.isDigit(note.at(end + 1)))) {
      return false;
    }
    found(start, end, 0.98, "phone-mobile");
    return true;
  }

  /** 138****5678, 0731-****123. */
  private boolean hidden(int start, boolean labelled) {
    int i = start;
    int stars = 0;
    int digits = 0;
    while (i - start < 16) {
      char c = note.at(i);
      if (c == '*' || c == '×' || c == '●' || c == '○' || (digits >= 3 && (c == 'X' || c == 'x'))) {
        stars++;
      } else if (Note.isDigit(c)) {
        digits++;
      } else if ((c != '-' && c != ' ') || (stars == 0 && digits < 3)) {
        break;
      }
      i++;
    }
    int length = stars + digits;
    boolean mobile = length == 11 && note.c[start] == '1';
    if ((stars >= 3 && digits >= 3 && mobile)
        || (stars >= 2 && digits >= 3 && labelled && length >= 7 && length <= 12)) {
      found(start, i, 0.96, "phone-hidden");
      return true;
    }
    return false;
  }

  private boolean start(Form form, int at) {
    return form.at(at) && !Note.isDigit(note.at(form.end()));
  }

  private int end(Form form, int at) {
    return start(form, at) ? form.end() : -1;
  }

  private void found(int start, int end, double confidence, String rule) {
    findings.add(Type.PHONE, start, end, confidence, rule);
    lastEnd = end;
  }
}
