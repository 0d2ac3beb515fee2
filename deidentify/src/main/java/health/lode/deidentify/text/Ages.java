package health.lode.deidentify.text;

import java.util.regex.Pattern;

/** Ages over 89, with their unit. */
final class Ages {
  private static final Pattern DIGITS =
      Pattern.compile(
          "(?:9\\d|1[0-2]\\d)[ ]?(?:周岁|岁|虚岁|(?:-|–)?[ ]?(?:years?|yrs?)[- ]?(?:old|of age)|-?y(?:ear)?s?/?o(?:ld)?\\b|y\\.o\\.|yo\\b|[ ]?y/o|Y\\b)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMERAL =
      Pattern.compile(
          "(?:九十[一二三四五六七八九几多]?|一百(?:零?[一二三四五六七八九]|一?十[一二三四五六七八九]?|[一二]十[一二三四五六七八九]?)?|百)(?:余|多|来)?[ ]?(?:周岁|岁|虚岁)");
  private static final Pattern LABEL =
      Pattern.compile(
          "(?:age[ds]?|at the age of|年龄|turned|turning)[ ]?[:=]?[ ]{0,4}((?:9\\d|1[0-2]\\d))(?![\\d.%/]|\\d)",
          Pattern.CASE_INSENSITIVE);
  private static final int REACH = 32;
  private final Note note;
  private final Findings findings;
  private final Form digits;
  private final Form numeral;
  private final Form label;

  Ages(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    digits = new Form(DIGITS, note, REACH);
    numeral = new Form(NUMERAL, note, REACH);
    label = new Form(LABEL, note, REACH);
  }

  /** At the first digit of a run. */
  void digits(int start) {
    char c = note.c[start];
    if (c == '9' && Digits.runEnd(note, start) == start + 2 && old(start, start + 2)) {
      findings.add(Type.AGE, start, start + 2, 0.85, "age-old");
      return;
    }
    if ((c == '9' || c == '1')
        && Digits.runEnd(note, start) - start == (c == '9' ? 2 : 3)
        && note.at(start - 1) != '.'
        && digits.at(start)) {
      findings.add(Type.AGE, start, digits.end(), 0.97, "age");
    }
  }

  /** At 九, 一 or 百. */
  void numeral(int start) {
    char before = note.at(start - 1);
    if ("零〇一二三四五六七八九十第".indexOf(before) >= 0) {
      return;
    }
    if (numeral.at(start)) {
      findings.add(Type.AGE, start, numeral.end(), 0.97, "age");
    } else if (note.c[start] == '九' && (note.at(start + 1) == '十' || note.at(start + 1) == '旬')) {
      int end = start + 2;
      if (note.at(end) == '有') {
        end++;
      }
      if (note.at(start + 1) == '十' && "一二三四五六七八九几多".indexOf(note.at(end)) >= 0) {
        end++;
      }
      if (old(start, end)) {
        findings.add(Type.AGE, start, end, 0.85, "age-old");
      }
    }
  }

  private static final String[] ELDERS = {
    "今年", "年纪", "享年", "终年", "高龄", "老人", "老人家", "奶奶", "爷爷", "姥姥", "姥爷", "外婆", "外公", "老太", "老太太",
        "老头",
    "大爷", "大娘", "大叔", "婆婆", "阿婆", "阿公", "我妈", "我爸", "老母亲", "老父亲", "母亲", "父亲", "太奶", "太爷", "娭毑",
        "老先生",
    "老伯", "爹", "娘"
  };
  private static final int NEAR = 7;

  /** Whether a number without a unit is an age: 我妈今年九十五，; 金奶奶 92 低血糖. */
  private boolean old(int start, int end) {
    char next = note.at(end);
    if (next == '高' && note.at(end + 1) == '龄') {
      return true;
    }
    boolean closed = "，,。.;；、)）\n 了哒啦整挂".indexOf(next) >= 0;
    if (!closed
        || (next == '.' && Note.isDigit(note.at(end + 1)))
        || (next == ' ' && unit(end + 1))) {
      return false;
    }
    int i = start;
    while (i > 0 && start - i < 3 && "，, 　(（:".indexOf(note.c[i - 1]) >= 0) {
      i--;
    }
    for (int from = i - 1; from >= 0 && i - from <= NEAR && Note.isHan(note.c[from]); from--) {
      for (String elder : ELDERS) {
        // Words of a person or an age, or such a word and a name of few characters.
        int left = i - from - elder.length();
        if (note.starts(from, elder) && left >= 0 && left <= 3) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean unit(int at) {
    return Note.isAsciiLetter(note.at(at)) || note.at(at) == '%' || note.at(at) == '℃';
  }

  /** At the first letter of age, aged, turned, or 年龄. */
  void label(int start) {
    if (label.at(start)) {
      findings.add(Type.AGE, label.start(1), label.end(1), 0.9, "age-label");
    }
  }
}
