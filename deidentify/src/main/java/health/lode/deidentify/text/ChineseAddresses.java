package health.lode.deidentify.text;

import java.util.Set;

/**
 * Chinese addresses: from a place of the gazetteer or after a word such as 住址, element by element
 * as they are written, larger to smaller, down to the room.
 */
final class ChineseAddresses {
  private static final Lexicon LEXICON = Lexicon.one();
  private static final Trie SUFFIXES = new Trie(128);
  private static final int STRONG = 2;
  private static final int STEM = 9;
  private static final Set<String> UNITS =
      Set.of(
          "号院", "号楼", "号", "栋", "幢", "座", "单元", "室", "户", "组", "弄", "巷", "队", "楼", "层", "村", "街",
          "区", "期", "门", "房", "排", "社", "号房", "号门", "支弄", "组团", "井", "米", "中队", "大队", "分场", "连",
          "团");

  static {
    for (String word :
        "省 市 区 县 旗 镇 乡 村 屯 路 街 大街 大道 巷 胡同 弄 街道 社区 小区 新村 花园 家园 公寓 大厦 广场 街区 新区 工业园 工业园区 开发区 高新区 经开区 农场 林场 牧场 大队 生产队 自然村 行政村 家属院 家属区 家属楼 宿舍 苏木 嘎查 北路 南路 东路 西路 中路 大院 山庄 别墅 嘉园 名苑 新城 苑 组 支路 环路 横路 公路 国道 国际城 村委会 庄园 片区 安置区 安置房 棚户区 职工楼 教师楼 东街 西街 南街 北街 老街 后街 正街 前街"
            .split(" ")) {
      SUFFIXES.put(word, STRONG);
    }
    for (String word :
        "里 道 岭 园 城 寨 庄 坊 湾 岗 坝 堡 营 店 桥 沟 坪 府 邸 院 场 社 楼 台 坞 圩 坑 塘 冲 峪 墩 港 门 洼 铺 口 段 口岸 站 港湾 国际 天地 小镇 轩 阁 庭 居 郡 都 岸 城邦"
            .split(" ")) {
      SUFFIXES.put(word, 1);
    }
  }

  private final Note note;
  private final Tokens tokens;
  private final Findings findings;
  private int places;
  private int named;
  private int strong;
  private int numbers;
  private boolean bareOnly;

  private ChineseAddresses(Note note, Tokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
  }

  static void find(Note note, Tokens tokens, Findings findings) {
    ChineseAddresses addresses = new ChineseAddresses(note, tokens, findings);
    int last = 0;
    for (int t = 0; t < tokens.size; t++) {
      int start = tokens.start[t];
      if (start < last
          || (tokens.is(t, Lexicon.STOP | Lexicon.WHERE) && !tokens.is(t, Lexicon.PLACE))) {
        continue;
      }
      boolean fresh =
          t == 0
              || tokens.end[t - 1] < start
              || tokens.is(t - 1, Lexicon.STOP | Lexicon.WHERE)
              || tokens.name[t - 1];
      boolean cue = addresses.cueBefore(t);
      boolean place =
          tokens.is(t, Lexicon.PLACE)
              || (addresses.place(start) > start && !tokens.name[t] && fresh);
      if (place || cue || fresh) {
        last = Math.max(last, addresses.at(t, start, cue, place));
      }
    }
  }

  private boolean cueBefore(int t) {
    int start = tokens.start[t];
    int i = start - 1;
    while (i >= 0 && start - i < 6 && " :(【\t_".indexOf(note.c[i]) >= 0) {
      i--;
    }
    return i >= 0
        && tokens.at[i] >= 0
        && tokens.at[i] != t
        && tokens.is(tokens.at[i], Lexicon.WHERE);
  }

  private int at(int t, int start, boolean cue, boolean place) {
    places = 0;
    named = 0;
    strong = 0;
    numbers = 0;
    bareOnly = true;
    int end = start;
    while (true) {
      int next = element(end, place || cue, end > start);
      if (next == end
          && end > start
          && (note.at(end) == ' ' || note.at(end) == ',' || (note.at(end) == '、' && numbers > 0))
          && end - start < 60) {
        next = element(end + 1, true, true);
        if (next == end + 1
            || (next > end + 1
                && note.at(end) != ' '
                && !Note.isDigit(note.at(end + 1))
                && place(end + 1) == end + 1)) {
          next = end;
        }
      }
      if (next == end || next - start > 120) {
        break;
      }
      end = next;
    }
    if (end == start) {
      return 0;
    }
    int elements = places + named + numbers;
    boolean stands;
    double confidence = 0.9;
    if (places > 0) {
      boolean county =
          tokens.is(t, Lexicon.COUNTY) && !tokens.is(t, Lexicon.PROVINCE | Lexicon.CITY);
      boolean ambiguous = bareOnly && elements == 1 && (county || tokens.is(t, Lexicon.WORD));
      boolean usual =
          tokens.is(t, Lexicon.WORD)
              && Lexicon.cost(LEXICON.trie.value(note.plain.substring(start, tokens.end[t]))) < 12;
      stands = !ambiguous || (cue && !usual) || (cue && label(t));
      stands &=
          !(bareOnly
              && elements == 1
              && (note.starts(end, "医保") || note.starts(end, "话") || note.starts(end, "口音")));
      confidence = elements == 1 ? 0.82 : numbers > 0 && elements > 2 ? 0.93 : 0.9;
    } else {
      stands =
          (cue
                  && (strong > 0 || (named > 0 && numbers > 0))
                  && (elements > 1 || (strong > 0 && end - start >= 3)))
              || (strong > 0 && elements >= 2 && (numbers > 0 || strong > 1) && named > 0);
      confidence = cue ? 0.88 : 0.8;
    }
    if (!stands) {
      return 0;
    }
    findings.add(
        Type.ADDRESS, start, end, confidence, places > 0 ? "address-place" : "address-form");
    return end;
  }

  /** After a form's label: 籍贯：永康. */
  private boolean label(int t) {
    return !Note.isHan(note.at(tokens.start[t] - 1));
  }

  private int element(int at, boolean sure, boolean going) {
    int end = place(at);
    if (end > at && "省市县区州盟旗".indexOf(note.c[end - 1]) < 0 && place(end) == end) {
      // 三江 is a county, 三江镇 is not.
      int saved = strong;
      int stem = stem(at, sure || going);
      if (stem > end && !(stem == end + 1 && "省市县区".indexOf(note.c[end]) >= 0)) {
        named++;
        return stem;
      }
      strong = saved;
    }
    if (end > at && (places > 0 || !going || named + numbers == 0)) {
      places++;
      bareOnly &= "省市县区州盟旗".indexOf(note.c[end - 1]) < 0;
      if ("省市县区".indexOf(note.at(end)) >= 0
          && bareOnly
          && !(note.at(end) == '市' && (note.at(end + 1) == '场'))) {
        bareOnly = false;
        return end + 1;
      }
      return end;
    }
    end = number(at, going);
    if (end > at) {
      numbers++;
      return end;
    }
    end = stem(at, sure || going);
    if (end > at) {
      named++;
    }
    return end;
  }

  /** The end of the longest place of the gazetteer at {@code at}. */
  private int place(int at) {
    int end = at < note.length() ? tokens.lattice.longest(at, Lexicon.PLACE) : -1;
    return Math.max(end, at);
  }

  /** 88号, 3栋, A座, 十二组, 2-501; bare digits only after another number. */
  private int number(int at, boolean going) {
    int i = at;
    boolean han = "一二三四五六七八九十".indexOf(note.at(i)) >= 0;
    while (i - at < 9) {
      char c = note.at(i);
      boolean more =
          han
              ? "一二三四五六七八九十百零〇".indexOf(c) >= 0
              : Note.isDigit(c)
                  || (Note.isAsciiLetter(c) && i - at < 2)
                  || (c == '-'
                      && i > at
                      && (Note.isDigit(note.at(i + 1)) || Note.isAsciiLetter(note.at(i + 1))))
                  || (c == '#' && i > at);
      if (!more) {
        break;
      }
      i++;
    }
    if (i == at) {
      if (note.at(at) == '第') {
        int after = number(at + 1, going);
        return after > at + 1 ? after : at;
      }
      if ((note.at(at) == '附') && Note.isDigit(note.at(at + 1))) {
        int after = number(at + 1, going);
        return after > at + 1 ? after : at;
      }
      return at;
    }
    for (int length = 2; length >= 1; length--) {
      if (i + length <= note.length() && UNITS.contains(note.plain.substring(i, i + length))) {
        if (!going
            && !(note.at(i) == '弄'
                || note.at(i) == '组'
                || note.at(i) == '栋'
                || note.at(i) == '幢'
                || note.starts(i, "号楼")
                || note.starts(i, "单元"))) {
          return at;
        }
        if (note.starts(i, "米")
            || note.at(i + length) == '医'
            || (note.at(i) == '区' && note.at(i + 1) == '床')) {
          return at;
        }
        return i + length;
      }
    }
    boolean bare =
        going
            && !han
            && i - at >= 2
            && (numbers > 0 || strong > 0)
            && (Note.isDigit(note.c[at]) || i - at >= 3);
    return bare
            && (!Note.isHan(note.at(i)) || note.at(i) == '室')
            && note.at(i) != '.'
            && i - at <= 8
        ? i
        : at;
  }

  /** A few characters up to a suffix: 仙槎桥镇, 建设路. */
  private int stem(int at, boolean sure) {
    for (int i = at; i < Math.min(note.length(), at + STEM); i++) {
      char c = note.c[i];
      if (!Note.isHan(c) && !(c == '·' && i > at) && !(Note.isDigit(c) && i > at && sure)) {
        return at;
      }
      int token = tokens.at[i];
      if (token >= 0
          && i > at
          && tokens.start[token] == i
          && (hard(token)
              || (tokens.is(token, Lexicon.PLACE) && !tokens.is(token, Lexicon.BARE)))) {
        return at;
      }
      if (token >= 0
          && i == at
          && tokens.start[token] == i
          && hard(token)
          && tokens.length(token) > 1) {
        return at;
      }
      if (i == at) {
        continue;
      }
      int end = suffix(i);
      if (end < 0
          && sure
          && strong > 0
          && i > at
          && i - at < 4
          && Note.isDigit(note.at(i + 1))
          && numberFollows(i + 1)) {
        return i + 1;
      }
      if (end > 0) {
        int kind = SUFFIXES.value(note.plain.substring(i, end));
        boolean compass =
            "东南西北中".indexOf(note.at(end)) >= 0
                && "路街".indexOf(note.c[end - 1]) >= 0
                && note.at(end + 1) == '段';
        if (compass) {
          end += 2;
        }
        if (kind == STRONG) {
          if (wordEnd(end) || ("路区组".indexOf(note.c[end - 1]) >= 0 && !sure)) {
            // 北京路过, 上海市区: the suffix is the beginning of another word.
            continue;
          }
          strong++;
          return end;
        }
        boolean after = Note.isDigit(note.at(end)) || numberFollows(end);
        if ((sure && (after || suffixFollows(end)))
            || (sure && places > 0 && !Note.isHan(note.at(end)) && i - at >= 1)) {
          return end;
        }
      }
    }
    return at;
  }

  /** Whether a word goes on over {@code end}, so that what ends there is no suffix. */
  private boolean wordEnd(int end) {
    int token = end < note.length() ? tokens.at[end] : -1;
    return token >= 0
        && tokens.start[token] < end
        && !tokens.name[token]
        && !tokens.is(token, Lexicon.PLACE)
        && suffix(end - 1) <= end
        && tokens.end[token] - tokens.start[token] <= 2;
  }

  private boolean numberFollows(int at) {
    int saved = strong;
    int end = number(at, true);
    strong = saved;
    return end > at;
  }

  private boolean suffixFollows(int at) {
    for (int i = at + 1; i < Math.min(note.length(), at + 6) && Note.isHan(note.c[i]); i++) {
      int end = suffix(i);
      if (end > 0 && SUFFIXES.value(note.plain.substring(i, end)) == STRONG) {
        return true;
      }
    }
    return false;
  }

  private boolean hard(int token) {
    if (!tokens.is(token, Lexicon.STOP | Lexicon.RELATIVE | Lexicon.ORG)
        || tokens.is(token, Lexicon.PLACE)) {
      return false;
    }
    return tokens.length(token) > 1
        || "在于到至由为被将把给让请与住诉因而但且我他她你您未无有等的得了着过行".indexOf(note.c[tokens.start[token]]) >= 0;
  }

  private int suffix(int start) {
    int node = 0;
    int end = -1;
    for (int i = start; i < note.length(); i++) {
      node = SUFFIXES.child(node, note.c[i]);
      if (node == 0) {
        break;
      }
      if (SUFFIXES.value(node) != Trie.NONE) {
        end = i + 1;
      }
    }
    return end;
  }
}
