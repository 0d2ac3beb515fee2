package health.lode.deidentify.text;

import java.util.Set;

/**
 * Names that a form's field holds whole ({@code 姓名：某某}), names with a dot between their parts,
 * names of peoples without surnames, and names half hidden by stars.
 */
final class ChineseFields {
  private static final ChineseNameModel NAMES = ChineseNameModel.one();
  private static final int LONGEST_PART = 7;

  /** Characters that write foreign names. */
  private static final Set<Character> SOUNDS = sounds();

  private ChineseFields() {}

  private static Set<Character> sounds() {
    Set<Character> set = new java.util.HashSet<>();
    String text =
        "阿卜杜热合曼买提古丽吐尔逊艾力江克木拉苏哈斯巴特托合依明努肉孜赛伊布加迪里达娜维亚历山大约翰史密斯玛丽安妮罗伯特威廉詹姆查理乔治露西彼得保罗德鲁马库戴"
            + "汉森琼卡洛萨菲夫弗莱恩凯文基奥诺沙米图尼帕琳尔瓦列雷金勒纳杰科伦温莫兹穆罕默优素福吾买西仁增旺堆次央桑珠顿贡多吉尼扎才让其格日勒呼高乌云那宝音图雅"
            + "别叶赫塔吉坦什梅耶娃柯奇谢盖缅契宁茨霍曲措嘎强久嘉措丹平措索朗坚赞玉素甫司义孜汗江曼孜祖皮茹阿孜麦乃买苏里坦沙吾洪艾尔尼外拜赛都拉阿洪热孜宛克孜提汗娅"
            + "海耳扎伊尔居马哈力木拉提加帕孜胡西塔尔依力哈木祖农莎车穆麻朱蒂简爱格蕾丝艾米莉索菲亚奥利维埃玛苏珊凯瑟琳洁丹尼麦考利摩根韦恩布莱克怀泰勒费兰";
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      set.add(c);
    }
    return set;
  }

  static void find(Note note, Tokens tokens, Findings findings) {
    for (int i = 0; i < note.length(); i++) {
      char c = note.c[i];
      if (c == '·' || (c == '.' && Note.isHan(note.at(i - 1)) && Note.isHan(note.at(i + 1)))) {
        i = dotted(note, tokens, i, findings);
      } else if ((c == '*' || c == '×' || c == 'X' || c == 'x' || c == '○' || c == '〇' || c == '#')
          && i > 0) {
        starred(note, tokens, i, findings);
      }
    }
    for (int t = 0; t < tokens.size; t++) {
      if (tokens.is(t, Lexicon.MINORITY)) {
        t = peoples(note, tokens, t, findings);
      }
    }
  }

  private static int dotted(Note note, Tokens tokens, int dot, Findings findings) {
    int start = partStart(note, tokens, dot);
    int end = partEnd(note, tokens, dot + 1);
    if (start == dot || end == dot + 1) {
      return dot;
    }
    while (note.at(end) == '·' || (note.at(end) == '.' && Note.isHan(note.at(end + 1)))) {
      int next = partEnd(note, tokens, end + 1);
      if (next == end + 1) {
        break;
      }
      end = next;
    }
    if (note.c[dot] == '·' || end - start >= 6) {
      findings.add(Type.NAME, start, end, 0.96, "name-dotted");
    }
    return end - 1;
  }

  private static int partStart(Note note, Tokens tokens, int dot) {
    int start = dot;
    while (start > 0 && dot - start < LONGEST_PART && Note.isHan(note.c[start - 1])) {
      int token = tokens.at[start - 1];
      boolean begins = tokens.start[token] < start && tokens.end[token] <= dot;
      if (begins
          && tokens.length(token) >= 2
          && (tokens.is(token, Lexicon.LEFT | Lexicon.STOP | Lexicon.TITLE)
              || !allSounds(note, tokens.start[token], tokens.end[token]))
          && tokens.end[token] == start
          && !tokens.name[token]) {
        break;
      }
      if (!SOUNDS.contains(note.c[start - 1])) {
        // The first character may be any; a name rarely has more than one unusual one.
        break;
      }
      start--;
    }
    return start;
  }

  static boolean allSounds(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!SOUNDS.contains(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean allSounds(Note note, int start, int end) {
    for (int i = start; i < end; i++) {
      if (!SOUNDS.contains(note.c[i])) {
        return false;
      }
    }
    return true;
  }

  private static int partEnd(Note note, Tokens tokens, int from) {
    int end = from;
    while (end < note.length() && end - from < LONGEST_PART && Note.isHan(note.c[end])) {
      int token = tokens.at[end];
      if (end > from
          && tokens.start[token] == end
          && !tokens.name[token]
          && ((tokens.length(token) >= 2
                  && !tokens.is(token, Lexicon.MINORITY)
                  && !allSounds(note, end, tokens.end[token]))
              || tokens.is(token, Lexicon.STOP | Lexicon.TITLE))) {
        break;
      }
      if (!SOUNDS.contains(note.c[end])) {
        break;
      }
      end++;
    }
    return end;
  }

  /** 李**, 王×, 张XX: a surname alone before what hides the rest. */
  private static void starred(Note note, Tokens tokens, int at, Findings findings) {
    int s = at - 1;
    if (!Note.isHan(note.c[s]) || NAMES.surname(note.c[s]) >= 8) {
      return;
    }
    char mark = note.c[at];
    int end = at;
    while (end < note.length() && end - at < 3 && note.c[end] == mark) {
      end++;
    }
    int token = tokens.at[s];
    boolean alone = tokens.length(token) == 1 || tokens.name[token];
    char next = note.at(end);
    boolean cut = !Note.isLatin(next) && !Note.isDigit(next) && next != mark;
    boolean letters = Note.isAsciiLetter(mark) || mark == '#';
    boolean line = letters && (next == '线' || next == '光' || note.c[s] == '白');
    if (!alone || !cut || line || mark == '#' || (mark == '×' && Note.isDigit(next))) {
      return;
    }
    if (Note.isHan(next) && end - at == 1 && !letters && NAMES.given(next) < 8) {
      int nextToken = tokens.at[end];
      if (tokens.length(nextToken) == 1) {
        end++;
      }
    }
    findings.add(Type.NAME, s, end, 0.9, "name-hidden");
  }

  private static boolean part(Note note, Tokens tokens, int token) {
    return (tokens.length(token) == 1 || tokens.name[token])
        && !tokens.is(token, Lexicon.STOP | Lexicon.LEFT | Lexicon.TITLE)
        && allSounds(note, tokens.start[token], tokens.end[token]);
  }

  private static int peoples(Note note, Tokens tokens, int found, Findings findings) {
    int first = found;
    int last = found;
    while (first > 0
        && tokens.end[first - 1] == tokens.start[first]
        && part(note, tokens, first - 1)) {
      first--;
    }
    while (last + 1 < tokens.size
        && tokens.start[last + 1] == tokens.end[last]
        && (tokens.is(last + 1, Lexicon.MINORITY) || part(note, tokens, last + 1))) {
      last++;
    }
    boolean cue =
        first > 0
            && tokens.is(first - 1, Lexicon.LEFT)
            && tokens.start[first] - tokens.end[first - 1] <= 2;
    boolean titled =
        last + 1 < tokens.size
            && tokens.start[last + 1] == tokens.end[last]
            && tokens.is(last + 1, Lexicon.TITLE);
    int length = tokens.end[last] - tokens.start[first];
    if (last > first || cue || titled || length >= 3) {
      findings.add(Type.NAME, tokens.start[first], tokens.end[last], 0.88, "name-people");
    }
    return last;
  }
}
