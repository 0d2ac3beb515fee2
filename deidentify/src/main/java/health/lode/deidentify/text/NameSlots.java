package health.lode.deidentify.text;

/** Fields of forms that hold a name: 姓名：方便, 技师:佘, 主刀 李兰/张清. */
final class NameSlots {
  private static final Lexicon LEXICON = Lexicon.one();
  private static final ChineseNameModel NAMES = ChineseNameModel.one();
  private final Note note;
  private final Tokens tokens;
  private final Findings findings;

  NameSlots(Note note, Tokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
  }

  void field(int label) {
    int i = tokens.end[label];
    boolean colon = false;
    boolean blank = false;
    if (note.at(i) == '(') {
      int close = i + 1;
      while (close < i + 8 && note.at(close) != ')' && note.at(close) != '\n') {
        close++;
      }
      if (note.at(close) == ')' && note.at(close + 1) == ':') {
        i = close + 1;
      }
    }
    while (i < note.length() && i - tokens.end[label] < 14 && " \t:_】]=".indexOf(note.c[i]) >= 0) {
      colon |= ":】]=".indexOf(note.c[i]) >= 0;
      blank |= note.c[i] == ' ' || note.c[i] == '\t' || note.c[i] == '_';
      i++;
    }
    boolean name =
        note.plain.startsWith("姓名", tokens.end[label] - 2)
            || note.plain.startsWith("签名", tokens.end[label] - 2)
            || note.plain.startsWith("用名", tokens.end[label] - 2);
    // A label inside running text is none: 由护士陪同.
    boolean form = colon || blank || name || tokens.length(label) >= 2;
    if (!form || i >= note.length()) {
      return;
    }
    int end = slot(i, colon || name || blank);
    if (end < 0) {
      single(
          i,
          colon
              || blank
              || ((note.at(i + 1) == '\n' || i + 1 == note.length())
                  && note.at(tokens.start[label] - 1) == ' '
                  && tokens.length(label) >= 2));
      return;
    }
    char next = note.at(end);
    if (!colon && !blank && !name) {
      boolean word = LEXICON.is(note.plain.substring(i, end), Lexicon.WORD);
      boolean ends =
          next == '\n'
              || next == ' '
              || next == '('
              || end == note.length()
              || next == ')'
              || next == '/'
              || next == '、'
              || Note.isDigit(next);
      if (!ends || (word && (tokens.length(label) < 3 || next == '(' || next == ' '))) {
        return;
      }
    }
    boolean sentence =
        next == ','
            || next == '。'
            || next == '?'
            || next == '!'
            || Character.isSurrogate(next)
            || next == '、'
            || next == '~';
    if (sentence
        && !name
        && !(next == ',' && Person.sexAt(note, end + 1))
        && ((next != '、' && colon) || LEXICON.is(note.plain.substring(i, end), Lexicon.WORD))
        && !(next == '。'
            && NameRuns.lastLine(note, end)
            && !LEXICON.is(note.plain.substring(i, end), Lexicon.WORD))) {
      return;
    }
    findings.add(Type.NAME, i, end, colon ? 0.93 : 0.89, "name-field");
    more(end);
  }

  /** A surname alone in a field: 技师:佘. */
  void single(int i, boolean form) {
    char next = note.at(i + 1);
    boolean closed =
        i + 1 >= note.length()
            || next == '\n'
            || next == '\r'
            || next == '/'
            || next == '、'
            || (next == ' ' && (note.at(i + 2) == ' ' || note.at(i + 2) == '/'));
    if (form
        && closed
        && Note.isHan(note.at(i))
        && NAMES.surname(note.c[i]) < ChineseNameModel.IMPOSSIBLE
        && "无有子女父母夫妻男已未".indexOf(note.c[i]) < 0) {
      findings.add(Type.NAME, i, i + 1, 0.84, "name-field");
      more(i + 1);
    }
  }

  /** Further names in the same field: 区小萍 庞统, 商/文静. */
  void more(int end) {
    int at = end;
    for (int count = 0; count < 12; count++) {
      int i = at;
      while (i - at < 6 && " \t/、,".indexOf(note.at(i)) >= 0) {
        i++;
      }
      if (i == at || !Note.isHan(note.at(i))) {
        return;
      }
      int next = slot(i, false);
      if (next < 0
          && (note.at(at) == '/' || note.at(i - 1) == '/')
          && (note.at(i + 1) == '\n' || i + 1 == note.length())
          && NAMES.surname(note.c[i]) < ChineseNameModel.IMPOSSIBLE) {
        next = i + 1;
      }
      if (next < 0) {
        return;
      }
      if (LEXICON.is(note.plain.substring(i, next), Lexicon.WORD)
          && !(note.at(at) == '、' || note.at(at) == '/')) {
        return;
      }
      findings.add(Type.NAME, i, next, 0.87, "name-list");
      at = next;
    }
  }

  /** Where a field that holds a name alone ends; -1 where it holds something else. */
  int slot(int start, boolean sure) {
    int end = start;
    int han = 0;
    while (end < note.length() && end - start < 9) {
      char c = note.c[end];
      if (Note.isHan(c)) {
        han++;
      } else if (c != ' ' || !spaced(end)) {
        break;
      }
      end++;
    }
    while (end > start && note.c[end - 1] == ' ') {
      end--;
    }
    if (han == 1
        && note.at(end) == '/'
        && NAMES.surname(note.c[start]) < ChineseNameModel.IMPOSSIBLE) {
      return end;
    }
    if (note.at(end) == '·' || Note.isHan(note.at(end))) {
      return -1;
    }
    String field = note.plain.substring(start, end).replace(" ", "");
    if (han > 3) {
      int cut = NameWords.untitled(field);
      return cut > 0
              && cut < field.length()
              && field.length() == end - start
              && NameWords.slotWord(field.substring(0, cut), sure)
          ? start + cut
          : han == 4 && sure && NameWords.fourth(field)
              ? end
              : sure && han <= 6 && ChineseFields.allSounds(field) ? end : -1;
    }
    if (han < 2) {
      return -1;
    }
    int cut = NameWords.untitled(field);
    if (cut > 0 && cut < field.length()) {
      return -1;
    }
    return NameWords.slotWord(field, sure) ? end : -1;
  }

  boolean spaced(int blank) {
    char before = note.at(blank - 1);
    char after = note.at(blank + 1);
    boolean beforeOne = Note.isHan(before) && !Note.isHan(note.at(blank - 2));
    if (beforeOne && after == ' ') {
      return Note.isHan(note.at(blank + 2)) && !Note.isHan(note.at(blank + 3));
    }
    if (before == ' ') {
      return Note.isHan(note.at(blank - 2))
          && !Note.isHan(note.at(blank - 3))
          && Note.isHan(after)
          && !Note.isHan(note.at(blank + 2));
    }
    return beforeOne && Note.isHan(after) && !Note.isHan(note.at(blank + 2));
  }
}
