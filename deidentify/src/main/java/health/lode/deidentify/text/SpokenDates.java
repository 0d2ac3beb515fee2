package health.lode.deidentify.text;

import java.util.regex.Pattern;

/**
 * Dates in Chinese numerals and of the lunar calendar, and times counted back from today (3天前, 半年前,
 * 两周前).
 */
final class SpokenDates {
  private static final String TIME = CalendarDates.TIME;
  private static final String DAY =
      "(?:三十一?|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?|十[一二三四五六七八九]?|初?[一二三四五六七八九]|初十|卅)";
  private static final String MONTH = "(?:十[一二]?|[一二三四五六七八九]|正|腊|冬|元|寒)";
  private static final Pattern NUMERAL =
      Pattern.compile(
          "(?:(?:[一二][九零〇○0]|[零〇○九八])[零〇○一二三四五六七八九]{1,2}年(?:"
              + MONTH
              + "月(?:份|底|初|"
              + DAY
              + "[日号]?"
              + TIME
              + ")?)?"
              + "|"
              + MONTH
              + "月(?:份|底|初|"
              + DAY
              + "[日号]?"
              + TIME
              + "))");
  private static final Pattern LUNAR =
      Pattern.compile(
          "(?:农历|阴历|旧历|古历)(?:[零〇○一二三四五六七八九]{4}年|\\d{4}年)?(?:"
              + MONTH
              + "|\\d{1,2})月(?:"
              + DAY
              + "|\\d{1,2})?[日号]?"
              + TIME
              + "|(?:正|腊|冬)月(?:"
              + DAY
              + TIME
              + ")?"
              + "|[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年?"
              + MONTH
              + "月(?:"
              + DAY
              + ")?"
              + "|[五六七八九]几年(?!前)");
  private static final String COUNT =
      "(?:\\d{1,3}(?:[-~至到]\\d{1,3})?|[一二三四五六七八九十两]{1,3}|半|数|几|多|数十|若干|十几|二十几|几十|百)";
  private static final Pattern AGO =
      Pattern.compile(
          COUNT
              + "(?:余|多|\\+|几|来|许)?[ ]?个?(?:半)?(?:天|日|周|星期|礼拜|月|年|载|小时|钟头|分钟|年半|月半|周半)(?:余|多|半)?(?:之前|以前|前)(?![臂房位列壁后])");
  private static final int REACH = 40;
  private final Note note;
  private final Findings findings;
  private final Form numeral;
  private final Form lunar;
  private final Form ago;

  SpokenDates(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    numeral = new Form(NUMERAL, note, REACH);
    lunar = new Form(LUNAR, note, REACH);
    ago = new Form(AGO, note, REACH);
  }

  static boolean mayStart(char c) {
    return "零〇○一二三四五六七八九十正腊冬元寒农阴旧古半数几多两若百甲乙丙丁戊己庚辛壬癸".indexOf(c) >= 0;
  }

  /** At a Chinese numeral or another character that one of the forms begins with. */
  void numeral(int start) {
    char before = note.at(start - 1);
    if ("零〇○一二三四五六七八九十第".indexOf(before) >= 0) {
      return;
    }
    if (lunar.at(start)) {
      findings.add(Type.DATE, start, lunar.end(), 0.91, "date-lunar");
    } else if (numeral.at(start) && !duration(start)) {
      findings.add(Type.DATE, start, numeral.end(), 0.9, "date-numeral");
    }
    counted(start);
  }

  private boolean duration(int start) {
    int end = numeral.end();
    boolean yearOnly = note.c[end - 1] == '年';
    return yearOnly && end - start < 4 && "前余多来后内".indexOf(note.at(end)) >= 0;
  }

  /** At a digit or numeral: 3天前, 2月余前, 半年前. */
  void counted(int start) {
    char before = note.at(start - 1);
    if ((before == '.' && !note.numbered(start))
        || before == '第'
        || before == '-'
        || before == '每') {
      return;
    }
    if (Note.isDigit(note.c[start]) && !countable(start)) {
      return;
    }
    if (ago.at(start)) {
      String unit = note.plain.substring(start, ago.end());
      boolean hours = unit.contains("小时") || unit.contains("钟");
      findings.add(
          Type.DATE, start, ago.end(), hours ? 0.55 : 0.9, hours ? "date-hours" : "date-ago");
    }
  }

  /** Whether what follows a number lets it count days, weeks or the like. */
  private boolean countable(int start) {
    int end = Digits.runEnd(note, start);
    return end - start <= 3 && "余多+几来许 个半天日周星礼月年载小钟分-~至到".indexOf(note.at(end)) >= 0;
  }
}
