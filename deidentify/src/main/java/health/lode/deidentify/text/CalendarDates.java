package health.lode.deidentify.text;

import health.lode.deidentify.text.Labels.Label;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Calendar dates in digits and Chinese numerals, with a time of day that is written to them. */
final class CalendarDates {
  private static final String PART =
      "(?:上午|下午|晚上|早上|凌晨|清晨|中午|傍晚|夜间|夜里|夜晚|深夜|半夜|早晨|午后|午前|午间|午班|晌午|晚间"
          + "|晨|晚(?![期餐饭])|早(?![期孕产餐饭泄])|夜(?!尿)|午(?![餐饭睡休]))";
  private static final String NUMERAL = "[一二三四五六七八九十两]{1,3}";

  /** A part of the day, a clock or both. */
  static final String TIME =
      "(?:[ T,]?"
          + PART
          + "?[ ]?(?:约)?"
          + "(?:\\d{1,2}[ ]?[:][ ]?\\d{2}(?:[:]\\d{2}(?:\\.\\d{1,6})?)?(?:[ ]?[AaPp]\\.?[Mm]\\.?)?Z?"
          + "|\\d{1,2}(?:时|点)(?:\\d{1,2}分?|半|许|多|整|一刻)?(?:\\d{1,2}秒)?"
          + "|"
          + NUMERAL
          + "(?:时|点)(?:钟|半|许|多|整|一刻|"
          + NUMERAL
          + "分?)?))?+"
          + "(?:[ ]?"
          + PART
          + ")?+";

  private static final Pattern FULL =
      Pattern.compile(
          "(?:19|20)\\d{2}[ ]?([-/.])[ ]?(?:1[0-2]|0?[1-9])[ ]?\\1[ ]?(?:3[01]|[12]\\d|0?[1-9])(?!\\d)日?"
              + TIME);
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:3[01]|[12]\\d|0?[1-9])([-/.])(?:3[01]|[12]\\d|0?[1-9])\\1(?:(?:18|19|20)\\d{2}|\\d{2})(?!\\d)(?![-/.]\\d)"
              + TIME);
  private static final Pattern YEAR_SHORT =
      Pattern.compile(
          "\\d{2}([-/.])(?:1[0-2]|0?[1-9])\\1(?:3[01]|[12]\\d|0?[1-9])(?!\\d)(?![-/.]\\d)" + TIME);
  private static final Pattern YEAR_MONTH_DAY =
      Pattern.compile(
          "(?:(?:18|19|20)?\\d{2})[ ]?年[ ]{0,2}(?:1[0-2]|0?[1-9])[ ]?月[ ]{0,2}(?:(?:3[01]|[12]\\d|0?[1-9])[ ]?(?:[日号]|(?!\\d))"
              + TIME
              + "|份|初|底|中旬|上旬|下旬|末|中)?+");
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "(?:1[0-2]|0?[1-9])[ ]?月[ ]{0,2}(?:(?:3[01]|[12]\\d|0?[1-9])[ ]?[日号]"
              + TIME
              + "|份|初|底|中旬|上旬|下旬|末|中)");
  private static final Pattern YEAR_MONTH =
      Pattern.compile("(?:19|20)\\d{2}([-/.])(?:1[0-2]|0[1-9]|[1-9])(?![\\d.])");
  private static final Pattern COMPACT =
      Pattern.compile("(?:19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?!\\d)" + TIME);
  private static final Pattern SHORT =
      Pattern.compile(
          "(?:1[0-2]|0?[1-9])([-/.])(?:3[01]|[12]\\d|0?[1-9])(?![\\d%])(?!\\1\\d)" + TIME);
  private static final Pattern YEAR =
      Pattern.compile(
          "(?:18|19|20)\\d{2}[ ]?年(?:初|底|末|春节|春|夏|秋|冬|上半年|下半年|春季|夏季|秋季|冬季|春天|夏天|秋天|冬天|间)?");
  private static final Pattern SHORT_YEAR =
      Pattern.compile("(?:[0189]\\d|2[0-9])年(?![前余来间史后多内以的]|级)");
  private static final Pattern DAY =
      Pattern.compile(
          "(?:3[01]|[12]\\d|[1-9])[日号](?![\\u4e00-\\u9fff]?(?:楼|栋|院|线|室|床|门|单元|房|机|管|针|方))" + TIME);

  private static final Pattern CLOCK = Pattern.compile(TIME);

  private static final String UNITS = "次天周月年个岁分级度小片粒支人例项点日时秒枚颗根条处只倍期型成名位餐杯瓶针区楼层组床号肋椎腰胸颈骶左右第";
  private static final int REACH = 48;
  private final Note note;
  private final Findings findings;
  private final Form full;
  private final Form yearMonthDay;
  private final Form monthDay;
  private final Form yearMonth;
  private final Form compact;
  private final Form brief;
  private final Form year;
  private final Form shortYear;
  private final Form day;
  private final Form dayFirst;
  private final Form yearShort;
  private int lastEnd = -99;

  CalendarDates(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    full = new Form(FULL, note, REACH);
    yearMonthDay = new Form(YEAR_MONTH_DAY, note, REACH);
    monthDay = new Form(MONTH_DAY, note, REACH);
    yearMonth = new Form(YEAR_MONTH, note, REACH);
    compact = new Form(COMPACT, note, REACH);
    brief = new Form(SHORT, note, REACH);
    year = new Form(YEAR, note, REACH);
    shortYear = new Form(SHORT_YEAR, note, REACH);
    day = new Form(DAY, note, REACH);
    dayFirst = new Form(DAY_FIRST, note, REACH);
    yearShort = new Form(YEAR_SHORT, note, REACH);
  }

  /** At the first digit of a run. */
  void at(int start, Set<Label> labels) {
    char before = note.at(start - 1);
    boolean numbered = note.numbered(start);
    if (before == '.' && Note.isDigit(note.at(start - 2)) && !numbered) {
      return;
    }
    boolean joined =
        before == '-' || before == '/' || (before == '.' && !numbered) || before == '*';
    int end = Digits.runEnd(note, start);
    int length = end - start;
    char next = note.at(end);
    char mark = next == ' ' ? note.at(end + 1) : next;
    boolean parted = next == '-' || next == '/' || next == '.';
    if (whole(start, length, mark, joined)) {
      return;
    }
    if (parted && length <= 2 && !joined && yearLastOrShort(start, length, labels)) {
      return;
    }
    if (length == 8
        && compact.at(start)
        && !Note.isAsciiLetter(before)
        && !joined
        && labels.isEmpty()
        && note.at(compact.end()) != '-') {
      found(start, compact.end(), 0.82, "date-compact");
      return;
    }
    if (length == 4 && mark == '年' && !joined && year.at(start)) {
      found(start, year.end(), 0.9, "date-year");
      return;
    }
    if (length == 4 && parted && !joined && yearMonth(start, labels)) {
      return;
    }
    if (length == 2 && next == '年' && !joined && shortYear.at(start) && !durationBefore(start)) {
      found(start, shortYear.end(), 0.8, "date-year");
      return;
    }
    if (length == 4 && bareYear(start)) {
      return;
    }
    if (length <= 2) {
      if (!month(start) && !((next == '日' || next == '号') && dayAlone(start)) && parted) {
        brief(start);
      }
    }
  }

  /** 2023-05-06, 2023年5月6日, 5月6日. */
  private boolean whole(int start, int length, char mark, boolean joined) {
    Form form;
    if (length == 4 && (mark == '-' || mark == '/' || mark == '.')) {
      form = full;
    } else if ((length == 4 || length == 2) && mark == '年') {
      form = yearMonthDay;
    } else if (length <= 2 && mark == '月' && !(joined && Note.isDigit(note.at(start - 2)))) {
      form = monthDay;
    } else {
      return false;
    }
    if (!form.at(start)) {
      return false;
    }
    found(start, form.end(), 0.94, "date-calendar");
    return true;
  }

  /** 6.5.2023, 23-05-06. */
  private boolean yearLastOrShort(int start, int length, Set<Label> labels) {
    int second = Digits.runEnd(note, start + length + 1);
    char mark = note.c[start + length];
    if (note.at(second) != mark) {
      return false;
    }
    boolean day = dayFirst.at(start);
    if (!day && (labels.contains(Label.MRN) || !yearShort.at(start))) {
      return false;
    }
    Form which = day ? dayFirst : yearShort;
    if (mark != '.' || (day && which.end() - start >= 8) || length == 2) {
      found(start, which.end(), 0.88, "date-calendar");
      return true;
    }
    return false;
  }

  private boolean yearMonth(int start, Set<Label> labels) {
    if (!yearMonth.at(start)) {
      return false;
    }
    int end = yearMonth.end();
    boolean dashed = note.c[yearMonth.start(1)] == '-' && Note.isDigit(note.at(end + 1));
    if (!dashed && !Note.isAsciiLetter(note.at(end)) && note.at(end) != '-' && labels.isEmpty()) {
      found(start, end, 0.84, "date-month");
      return true;
    }
    return false;
  }

  private boolean durationBefore(int start) {
    char before = note.at(start - 1);
    boolean tens = note.c[start] == '1' || note.c[start] == '2';
    return before == '近'
        || before == '约'
        || before == '达'
        || before == '满'
        || before == '第'
        || (tens && "于自在从至到（(".indexOf(before) < 0);
  }

  /** 2019, where the words around make it a year. */
  private boolean bareYear(int start) {
    if (Digits.runEnd(note, start) != start + 4
        || (!note.starts(start, "19") && !note.starts(start, "20"))) {
      return false;
    }
    char next = note.at(start + 4);
    char before = note.at(start - 1);
    if ((next == '.' && Note.isDigit(note.at(start + 5)))
        || before == '.'
        || (before == '/' && Note.isDigit(note.at(start - 2)))
        || Note.isAsciiLetter(before)
        || (before == '-' && Note.isAsciiLetter(note.at(start - 2)))) {
      return false;
    }
    boolean measured =
        Note.isAsciiLetter(next)
            || "%次元个毫单例米步ml".indexOf(next) >= 0
            || next == '/'
            || next == '*'
            || next == '×'
            || (next == ' '
                && (note.starts(start + 5, "ml")
                    || note.starts(start + 5, "mg")
                    || note.starts(start + 5, "IU")
                    || note.starts(start + 5, "kcal")
                    || note.starts(start + 5, "U")));
    boolean cue =
        "于自在从至到年前今为（(".indexOf(before) >= 0
            || next == ')'
            || next == '起'
            || next == '行'
            || next == '因'
            || next == '诊'
            || next == '-';
    if (measured
        || !(cue
            || (note.starts(start, "20")
                && Digits.value(note.plain, start, start + 4) <= 2035
                && Digits.value(note.plain, start, start + 4) != 2000)
            || (note.starts(start, "19") && Digits.value(note.plain, start, start + 4) >= 1920))) {
      return false;
    }
    if (note.chinese && !cue && Note.isDigit(note.at(start - 2))) {
      return false;
    }
    found(start, start + 4, cue ? 0.8 : 0.66, "date-year");
    return true;
  }

  /** 5月 alone: a month where a year or a preposition goes before, not a span of months. */
  private boolean month(int start) {
    int end = Digits.runEnd(note, start);
    if (end - start > 2
        || note.at(end) != '月'
        || Digits.value(note.plain, start, end) > 12
        || Digits.value(note.plain, start, end) < 1) {
      return false;
    }
    char next = note.at(end + 1);
    char before = note.at(start - 1);
    if ("余前后龄来大多经内".indexOf(next) >= 0 && !(next == '前' && "于年".indexOf(before) >= 0)) {
      return false;
    }
    boolean cue =
        "于自在从至到年".indexOf(before) >= 0
            || before == '/'
            || next == '因'
            || next == '起'
            || next == '在'
            || next == '于'
            || next == '行'
            || next == '查'
            || next == '复'
            || next == '做';
    if (!cue) {
      return false;
    }
    found(start, end + 1, 0.8, "date-month");
    return true;
  }

  private boolean dayAlone(int start) {
    if (!day.at(start)) {
      return false;
    }
    char before = note.at(start - 1);
    boolean near = start - lastEnd <= 2;
    char mark = note.at(Digits.runEnd(note, start));
    if ((mark == '日' && (near || "于自在至到-~、本该月".indexOf(before) >= 0 || before == '\n'))
        || (mark == '号' && (near || "于到月这".indexOf(before) >= 0))) {
      found(start, day.end(), 0.8, "date-day");
      return true;
    }
    return false;
  }

  /**
   * 5-6, 5.6, 5/6: a day of a month only with a clock, at a line's start, or beside words of dates.
   */
  private void brief(int start) {
    if (!brief.at(start)) {
      return;
    }
    char before = note.at(start - 1);
    char mark = note.c[brief.start(1)];
    int shortEnd = Digits.runEnd(note, brief.start(1) + 1);
    boolean clock = brief.end() > shortEnd;
    if (before == '-'
        || before == '/'
        || before == '.'
        || before == '+'
        || before == '<'
        || before == '>'
        || before == '*'
        || before == '×'
        || Note.isAsciiLetter(before)
        || before == '^') {
      return;
    }
    char next = note.at(shortEnd);
    boolean line =
        lineStart(start)
            && (next == ' ' || next == ':' || next == '\n')
            && (mark != '.' || next == '\n');
    boolean word = dateWordBefore(start) || dateWordAfter(shortEnd);
    boolean alone =
        mark != '.' && "。;；\n".indexOf(before) >= 0 && Note.isHan(next) && UNITS.indexOf(next) < 0;
    // （3-19，…): a day in brackets has two digits; a range of scores rarely has.
    boolean bracket =
        mark != '.'
            && before == '('
            && (next == ',' || next == ')')
            && shortEnd - brief.start(1) == 3;
    word |= alone || bracket;
    boolean plausible = mark != '.' || word || before == '较';
    word |= before == '较';
    if (Note.isAsciiLetter(next) || (next == '.' && Note.isDigit(note.at(shortEnd + 1)))) {
      return;
    }
    if (clock || line || (word && plausible)) {
      found(start, brief.end(), clock ? 0.88 : 0.8, "date-brief");
    }
  }

  private boolean lineStart(int start) {
    int i = start - 1;
    while (i >= 0 && (note.c[i] == ' ' || note.c[i] == '\t')) {
      i--;
    }
    return i < 0 || note.c[i] == '\n' || note.c[i] == '\r';
  }

  private boolean dateWordBefore(int start) {
    int i = start;
    while (i > 0 && start - i < 3 && " :(".indexOf(note.c[i - 1]) >= 0) {
      i--;
    }
    String head = note.plain.substring(Math.max(0, i - 4), i);
    for (String word :
        new String[] {
          "日期",
          "时间",
          "于",
          "至",
          "自",
          "月经",
          "手术日",
          "date",
          "Date",
          "DATE",
          " on",
          "复查",
          "预约",
          "inserted",
          "since",
          "until",
          "till",
          "插管",
          "置管",
          "院"
        }) {
      if (head.endsWith(word)) {
        return true;
      }
    }
    return false;
  }

  private boolean dateWordAfter(int end) {
    int i = end;
    while (i - end < 2 && note.at(i) == ' ') {
      i++;
    }
    for (String word :
        new String[] {
          "复", "查血", "入院", "出院", "门诊", "急诊", "行", "起", "住院", "手术", "晚", "早", "上午", "下午", "日", "复诊",
          "拔", "转", "术", "化验", "停", "开始", "拆线", "胸片", "CT", "MRI", "做", "去", "回"
        }) {
      if (note.starts(i, word)) {
        return true;
      }
    }
    return false;
  }

  /** Where a time of day that follows at {@code end} ends: 昨天|晚上8点. */
  static int clockEnd(Note note, int end) {
    Matcher clock = CLOCK.matcher(note.plain).region(end, Math.min(note.length(), end + 24));
    return clock.lookingAt() ? clock.end() : end;
  }

  private void found(int start, int end, double confidence, String rule) {
    findings.add(Type.DATE, start, end, confidence, rule);
    lastEnd = end;
  }
}
