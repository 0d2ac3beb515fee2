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
    if ("零〇一二三四五六七八九十".indexOf(before) < 0 && numeral.at(start)) {
      findings.add(Type.AGE, start, numeral.end(), 0.97, "age");
    }
  }

  /** At the first letter of age, aged, turned, or 年龄. */
  void label(int start) {
    if (label.at(start)) {
      findings.add(Type.AGE, label.start(1), label.end(1), 0.9, "age-label");
    }
  }
}
