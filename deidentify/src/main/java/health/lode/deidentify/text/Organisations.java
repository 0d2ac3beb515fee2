package health.lode.deidentify.text;

/**
 * Named organisations in Chinese: from a suffix (医院, 公司, 中学 …) leftwards over the words until one
 * that no name holds. Without a place, an ordinal or a word of its own it has no name: 县医院.
 */
final class Organisations {
  private static final int LONGEST = 26;
  private static final String NUMERALS = "一二三四五六七八九十百零〇0123456789";
  private static final Lexicon LEXICON = Lexicon.one();

  private final Note note;
  private final Tokens tokens;
  private final Findings findings;

  private Organisations(Note note, Tokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
  }

  static void find(Note note, Tokens tokens, Findings findings) {
    Organisations organisations = new Organisations(note, tokens, findings);
    for (int i = 0; i < note.length(); i++) {
      if (!Note.isHan(note.c[i])) {
        continue;
      }
      int end = organisations.suffix(i);
      if (end > 0) {
        organisations.at(i, end);
      } else if (note.c[i] == '中') {
        organisations.school(i);
      }
      if (note.c[i] == '位' && note.at(i - 1) == '单') {
        organisations.field(i + 1);
      }
    }
    for (int t = 0; t < tokens.size; t++) {
      if (tokens.is(t, Lexicon.BRAND)) {
        organisations.brand(t);
      } else if (tokens.is(t, Lexicon.HEAD)) {
        organisations.head(t);
      }
    }
  }

  private int suffix(int start) {
    return tokens.lattice.longest(start, Lexicon.ORG);
  }

  private void at(int suffix, int suffixEnd) {
    int start = suffix;
    int named = 0;
    boolean place = false;
    int loose = 0;
    while (suffixEnd - start < LONGEST && start > 0) {
      char before = note.c[start - 1];
      if (Note.isDigit(before) || Note.isAsciiLetter(before)) {
        int from = start - 1;
        while (from > 0
            && (Note.isDigit(note.c[from - 1]) || Note.isAsciiLetter(note.c[from - 1]))
            && start - from < 10) {
          from--;
        }
        if (note.starts(suffix, "部队")) {
          named++;
          start = from;
          continue;
        }
        if ((start < suffix && !Note.isHan(note.at(from - 1)))
            || ("院公中".indexOf(note.at(suffix)) < 0
                && start == suffix
                && !Note.isAsciiLetter(before))) {
          break;
        }
        named++;
        start = from;
        continue;
      }
      if (before == '·') {
        start--;
        continue;
      }
      if (before == ')' && start < suffix + 1) {
        int open = start - 2;
        while (open > 0 && start - open < 8 && note.c[open] != '(') {
          open--;
        }
        if (note.c[open] != '(' || !Note.isHan(note.at(open - 1)) || open == start - 2) {
          break;
        }
        start = open;
        continue;
      }
      if (!Note.isHan(before)) {
        break;
      }
      int token = tokens.at[start - 1];
      int from = tokens.start[token];
      boolean cut = tokens.end[token] > start;
      int flags = cut ? LEXICON.flags(note.plain.substring(from, start)) : tokens.flags[token];
      boolean isPlace = (flags & Lexicon.PLACE) != 0;
      boolean head = (flags & Lexicon.HEAD) != 0;
      if (!isPlace && !head && !cut) {
        if (tokens.name[token]
            && (start < suffix || tokens.length(token) > 3)
            && "省市区县镇乡州".indexOf(note.at(from - 1)) < 0) {
          break;
        }
        if ((flags & (Lexicon.STOP | Lexicon.RELATIVE | Lexicon.HOLIDAY)) != 0 && !inside(token)) {
          break;
        }
        if ((flags & (Lexicon.LEFT | Lexicon.TITLE)) != 0
            && (flags & Lexicon.GENERIC) == 0
            && tokens.length(token) > 1) {
          break;
        }
      }
      if (isPlace) {
        place = true;
        named++;
      } else if (head || ordinal(start)) {
        named++;
      } else if ((flags & Lexicon.GENERIC) == 0) {
        loose += tokens.length(token) > 1 || tokens.name[token] ? 2 : 1;
      }
      start = from;
      if (isPlace && !Note.isHan(note.at(start - 1))) {
        break;
      }
    }
    propose(start, suffix, suffixEnd, named, place, loose);
  }

  /** A stop word of one character may be part of a name where the next word before is a place. */
  private boolean inside(int token) {
    return tokens.length(token) == 1
        && "中下上外前内山里".indexOf(note.c[tokens.start[token]]) >= 0
        && token > 0
        && tokens.end[token - 1] == tokens.start[token]
        && tokens.is(token - 1, Lexicon.PLACE);
  }

  private boolean ordinal(int end) {
    return (NUMERALS.indexOf(note.at(end - 1)) >= 0
            && (note.at(end - 2) == '第' || NUMERALS.indexOf(note.at(end - 2)) >= 0))
        || note.at(end - 1) == '第';
  }

  private void propose(int start, int suffix, int suffixEnd, int named, boolean place, int loose) {
    int from = start;
    while (from < suffix
        && (note.c[from] == '·' || note.c[from] == ')' || "的和与了在是".indexOf(note.c[from]) >= 0)) {
      from++;
    }
    boolean numbered = suffixEnd - suffix <= 3 && NUMERALS.indexOf(note.c[suffix]) >= 0;
    if (numbered
        && from < suffix
        && (place || loose > 0 || "市省县区".indexOf(note.c[suffix - 1]) >= 0)) {
      named++;
    }
    boolean weak = weak(suffix, suffixEnd);
    String word = note.plain.substring(suffix, suffixEnd);
    boolean unit =
        word.equals("部队")
            || word.equals("军区")
            || word.equals("妇幼")
            || word.equals("疾控")
            || word.equals("分站");
    if (unit && named == 0) {
      return;
    }
    if (from == suffix
        || (named == 0 && loose < 2)
        || (weak && !place && named == 0 && loose < 3)) {
      return;
    }
    int end = branch(suffixEnd);
    findings.add(
        Type.ORG, from, end, named > 0 ? 0.915 : 0.85, named > 0 ? "org-suffix" : "org-words");
  }

  /** Places that people go to; without a place or a number their names are mostly descriptions. */
  private boolean weak(int suffix, int end) {
    String word = note.plain.substring(suffix, end);
    return switch (word) {
      case "酒店",
          "宾馆",
          "饭店",
          "超市",
          "商场",
          "药店",
          "药房",
          "餐厅",
          "饭馆",
          "网吧",
          "机场",
          "协会",
          "学校",
          "工厂",
          "厂",
          "车间",
          "附一",
          "附二",
          "医大",
          "师范",
          "附院",
          "总院",
          "置业",
          "控股" ->
          true;
      default -> false;
    };
  }

  private int branch(int end) {
    int at = end;
    boolean bracket = note.at(at) == '(';
    int from = bracket ? at + 1 : at;
    for (int i = from; i < Math.min(note.length(), from + 8); i++) {
      if (!Note.isHan(note.c[i])) {
        break;
      }
      for (String word : new String[] {"院区", "分院", "东院", "西院", "南院", "北院", "本部", "新院", "总部"}) {
        if (note.starts(i, word) && (i > from || word.charAt(1) == '院')) {
          int to = i + word.length();
          return bracket
              ? note.at(to) == ')' ? to + 1 : at
              : i - from <= 4 && clear(from, i) ? to : at;
        }
      }
    }
    return end;
  }

  private boolean clear(int from, int to) {
    for (int i = from; i < to; i++) {
      int token = tokens.at[i];
      if (tokens.is(token, Lexicon.STOP) || "科室".indexOf(note.c[i]) >= 0) {
        return false;
      }
    }
    return true;
  }

  /** 工作单位：安踏体育: the whole field of a form. */
  private void field(int after) {
    int i = after;
    while (i - after < 8 && " \t:".indexOf(note.at(i)) >= 0) {
      i++;
    }
    int end = i;
    while (end < note.length()
        && end - i < 24
        && (Note.isHan(note.c[end])
            || Note.isAsciiLetter(note.c[end])
            || Note.isDigit(note.c[end]))) {
      end++;
    }
    String field = note.plain.substring(i, Math.min(end, note.length()));
    boolean adjacent = i == after;
    boolean form = !Note.isHan(note.at(after - 3)) && (note.at(end) == ' ' || note.at(end) == '\n');
    if ((adjacent && !form) || field.length() < 3 || !Note.isHan(note.at(i))) {
      return;
    }
    int token = tokens.at[i];
    boolean none =
        LEXICON.is(field, Lexicon.ABSENT | Lexicon.GENERIC | Lexicon.LEFT)
            || tokens.is(token, Lexicon.ABSENT | Lexicon.LEFT)
            || "无不未退待农自个同已在".indexOf(field.charAt(0)) >= 0
            || field.endsWith("电话")
            || field.endsWith("地址")
            || field.endsWith("人");
    if (!none && "\n  ,;。；".indexOf(note.at(end)) >= 0) {
      findings.add(Type.ORG, i, end, 0.8, "org-field");
    }
  }

  /** 市二十中, 长沙一中. */
  private void school(int at) {
    int i = at;
    while (at - i < 4 && NUMERALS.indexOf(note.at(i - 1)) >= 0) {
      i--;
    }
    if (i == at
        && "铁建交冶核水".indexOf(note.at(at + 1)) >= 0
        && NUMERALS.indexOf(note.at(at + 2)) >= 0) {
      int end = at + 2;
      while (end - at < 6 && NUMERALS.indexOf(note.at(end)) >= 0) {
        end++;
      }
      if (note.at(end) == '局') {
        findings.add(Type.ORG, at, end + 1, 0.88, "org-brand");
      }
      return;
    }
    if (i == at || note.at(at + 1) == '学' || note.at(at + 1) == '心') {
      return;
    }
    if (note.at(i - 1) == '第') {
      i--;
    }
    char before = note.at(i - 1);
    int token = i > 0 ? tokens.at[i - 1] : -1;
    if (token >= 0 && tokens.is(token, Lexicon.PLACE)) {
      findings.add(Type.ORG, tokens.start[token], at + 1, 0.88, "org-school");
    } else if (before == '市' || before == '县') {
      findings.add(Type.ORG, i - 1, at + 1, 0.86, "org-school");
    }
  }

  private void brand(int t) {
    int start = tokens.start[t];
    if (t > 0 && tokens.end[t - 1] == start && tokens.is(t - 1, Lexicon.PLACE)) {
      start = tokens.start[t - 1];
    }
    boolean card =
        note.at(tokens.end[t]) == '卡'
            || note.starts(tokens.end[t], "手机")
            || note.starts(tokens.end[t], "牌");
    if (!card) {
      findings.add(Type.ORG, start, tokens.end[t], 0.84, "org-brand");
    }
  }

  /** 去协和, 和睦家就诊: a hospital's short name alone. */
  private void head(int t) {
    if (tokens.length(t) < 2) {
      return;
    }
    int start = tokens.start[t];
    int end = tokens.end[t];
    char before = note.at(start - 1);
    boolean going = "在到去于从由转至往赴院".indexOf(before) >= 0 && before != '\n';
    boolean done = "就看住查手做复门去出治".indexOf(note.at(end)) >= 0 && note.at(end) != '\n';
    int from =
        t > 0 && tokens.end[t - 1] == start && tokens.is(t - 1, Lexicon.PLACE)
            ? tokens.start[t - 1]
            : start;
    if (from < start || (going && (done || tokens.length(t) >= 3))) {
      findings.add(Type.ORG, from, end, 0.84, "org-head");
    }
  }
}
