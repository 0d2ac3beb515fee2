package health.lode.deidentify.text;

/** Runs of Chinese between delimiters that are names by what stands around them. */
final class NameRuns {
  private static final Lexicon LEXICON = Lexicon.one();
  private static final ChineseNameModel NAMES = ChineseNameModel.one();
  private static final String RELATIONS = "妻夫父母子女兄弟姐妹孙媳婿哥嫂姑姨舅叔伯爷奶爸妈";

  private static final java.util.Set<String> LATIN =
      java.util.Set.of(
          "name",
          "patient",
          "pt",
          "attending",
          "fellow",
          "dr",
          "doctor",
          "signed",
          "surgeon",
          "nurse",
          "anes",
          "anesthesiologist",
          "contact",
          "by",
          "wife",
          "husband",
          "daughter",
          "son",
          "family",
          "brother",
          "sister",
          "spouse",
          "resident",
          "att",
          "mr",
          "mrs",
          "ms",
          "mother",
          "father",
          "physician",
          "pi",
          "author",
          "reporter");
  private final Note note;
  private final Tokens tokens;
  private final Findings findings;
  private final NameSlots slots;

  NameRuns(Note note, Tokens tokens, Findings findings, NameSlots slots) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
    this.slots = slots;
  }

  /** A run of Chinese between delimiters, by what stands after and around it. */
  void run(int start) {
    int end = start;
    while (end < note.length() && end - start < 5 && Note.isHan(note.c[end])) {
      end++;
    }
    if (end - start >= 3) {
      afterCue(start);
    }
    if (end - start >= 3 && end - start <= 5) {
      nickname(start, end);
    }
    boolean closed = end < note.length() ? !Note.isHan(note.c[end]) : true;
    char before = note.at(start - 1);
    if (!closed) {
      return;
    }
    if (before == '('
        && end - start >= 3
        && end - start <= 4
        && RELATIONS.indexOf(note.c[start]) >= 0) {
      relation(start, end);
    }
    int wide = end;
    if (end - start == 1
        && note.at(end) == ' '
        && Note.isHan(note.at(end + 1))
        && !Note.isHan(note.at(end + 2))) {
      wide = end + 2;
    }
    if (wide - start < 2
        || wide - start > 4
        || before == '·'
        || note.at(wide) == '·'
        || before == '/'
        || note.at(wide) == '%') {
      return;
    }
    String field = note.plain.substring(start, wide).replace(" ", "");
    if (field.length() <= 3 && beside(start, wide, field)) {
      return;
    }
    int i = wide;
    while (i - wide < 6 && " \t,|、(".indexOf(note.at(i)) >= 0) {
      i++;
    }
    boolean delimited =
        "\n \t,.;)|】:、(".indexOf(before) >= 0
            || before == '。'
            || before == '；'
            || Note.isDigit(before)
            || before == '\r';
    if (i > wide
        && delimited
        && Person.sexAt(note, i)
        && (NAMES.surnameLength(field) > 0 || !LEXICON.is(field, Lexicon.WORD))
        && field.length() <= 4
        && NameWords.slotWord(field, true)
        && note.at(i - 1) != '(') {
      findings.add(Type.NAME, start, wide, 0.9, "name-before-sex");
      return;
    }
    if (field.length() <= 3 && NAMES.surnameLength(field) > 0 && signature(start, wide)) {
      boolean word = LEXICON.is(field, Lexicon.WORD);
      if (NameWords.slotWord(field, true) && (!word || lastLine(note, wide))) {
        findings.add(Type.NAME, start, wide, 0.83, "name-signature");
        slots.more(wide);
      }
    }
  }

  /** What goes before or after in the line makes it a name: 12床 李兰, 段正（父）, Name: 冒辟春, 史湘/王熙. */
  boolean beside(int start, int end, String field) {
    boolean surname = NAMES.surnameLength(field) > 0;
    boolean word = LEXICON.is(field, Lexicon.WORD);
    int i = start - 1;
    while (i >= 0 && start - i < 5 && " :=.".indexOf(note.c[i]) >= 0) {
      i--;
    }
    if (i < start - 1
        && note.at(i) == '床'
        && note.at(i + 1) == ' '
        && surname
        && NameWords.slotWord(field, !word)) {
      findings.add(Type.NAME, start, end, 0.86, "name-bed");
      return true;
    }
    if (i >= 0
        && Note.isAsciiLetter(note.c[i])
        && surname
        && latinLabel(i)
        && NameWords.slotWord(field, true)) {
      findings.add(Type.NAME, start, end, 0.88, "name-field");
      return true;
    }
    if (note.at(end) == '('
        && surname
        && !word
        && NameWords.slotWord(field, true)
        && bracketRole(end + 1)) {
      findings.add(Type.NAME, start, end, 0.86, "name-relation");
      return true;
    }
    char before = note.at(start - 1);
    if (surname
        && !word
        && NameWords.slotWord(field, true)
        && note.at(end) == '/'
        && (before == '(' || note.at(start - 2) == ' ' || before == '\n' || before == ' ')) {
      int next = slots.slot(end + 1, false);
      if (next > 0 && !LEXICON.is(note.plain.substring(end + 1, next), Lexicon.WORD)) {
        findings.add(Type.NAME, start, end, 0.82, "name-list");
        slots.more(end);
        return true;
      }
    }
    if (surname
        && !word
        && before == ' '
        && note.at(start - 2) == ' '
        && (end == note.length() || note.at(end) == '\n')
        && NameWords.slotWord(field, false)) {
      findings.add(Type.NAME, start, end, 0.82, "name-signature");
      return true;
    }
    return false;
  }

  boolean latinLabel(int last) {
    int from = last;
    while (from > 0 && last - from < 12 && Note.isAsciiLetter(note.c[from - 1])) {
      from--;
    }
    return LATIN.contains(note.plain.substring(from, last + 1).toLowerCase(java.util.Locale.ROOT));
  }

  boolean bracketRole(int start) {
    int close = start;
    while (close - start <= 8 && note.at(close) != ')') {
      close++;
    }
    if (close - start > 8 || close == start || close >= note.length()) {
      return false;
    }
    String role = note.plain.substring(start, close);
    return role.length() == 1
        ? RELATIONS.contains(role)
        : LEXICON.is(role, Lexicon.LEFT | Lexicon.TITLE)
            || (role.length() > 2
                && (LEXICON.is(role.substring(role.length() - 2), Lexicon.LEFT | Lexicon.TITLE)
                    || role.startsWith("患者")));
  }

  /** 豆丁妈妈：a child's name before a relation that speaks. */
  void nickname(int start, int end) {
    int kin = end - 2;
    if (note.at(end) != ':'
        || kin - start < 2
        || kin - start > 3
        || "妈妈 爸爸 奶奶 爷爷 外婆 外公 姥姥 姥爷 家长".indexOf(note.plain.substring(kin, end)) < 0) {
      return;
    }
    String name = note.plain.substring(start, kin);
    if (!LEXICON.is(
            name, Lexicon.LEFT | Lexicon.STOP | Lexicon.ABSENT | Lexicon.TITLE | Lexicon.GENERIC)
        && !name.startsWith("患")
        && !name.startsWith("孩")) {
      findings.add(Type.NAME, start, kin, 0.87, "name-nickname");
    }
  }

  /** 患者解放，男: a cue, then the name, then the sex. */
  void afterCue(int start) {
    int end = start;
    while (end < note.length() && end - start < 8 && Note.isHan(note.c[end])) {
      end++;
    }
    int token = tokens.at[start];
    int name = tokens.end[token];
    int length = end - name;
    if (length == 1
        && tokens.is(token, Lexicon.LEFT)
        && NAMES.surname(note.c[name]) < 9.3
        && note.at(end) == ' '
        && Note.isHan(note.at(end + 1))
        && NAMES.given(note.c[end + 1]) < 12
        && (!Note.isHan(note.at(end + 2)) || tokens.is(tokens.at[end + 2], Lexicon.STOP))) {
      findings.add(Type.NAME, name, end + 2, 0.86, "name-spaced");
      return;
    }
    if (!tokens.is(token, Lexicon.LEFT) || length < 2 || length > 3) {
      return;
    }
    int i = end;
    while (i - end < 4 && " \t,、(".indexOf(note.at(i)) >= 0) {
      i++;
    }
    String field = note.plain.substring(name, end);
    if (i > end
        && Person.sexAt(note, i)
        && NAMES.surnameLength(field) > 0
        && NameWords.slotWord(field, true)) {
      findings.add(Type.NAME, name, end, 0.9, "name-before-sex");
    }
  }

  /** Alone on its line, but for a date. */
  boolean signature(int start, int end) {
    int i = start - 1;
    while (i >= 0 && (note.c[i] == ' ' || note.c[i] == '\t' || note.c[i] == '-')) {
      i--;
    }
    if (i >= 0
        && note.c[i] != '\n'
        && note.c[i] != '\r'
        && !((note.c[i] == '。' && start - i > 1) || (note.c[i] == '。' && note.at(end) == '\n'))) {
      return false;
    }
    int j = end;
    while (j < note.length() && (note.c[j] == ' ' || note.c[j] == '\t')) {
      j++;
    }
    char next = note.at(j);
    return next == '\n'
        || next == '\r'
        || (j > end && (Note.isDigit(next) || next == '二'))
        || (next == '/' && Note.isHan(note.at(j + 1)));
  }

  static boolean lastLine(Note note, int end) {
    int breaks = 0;
    for (int i = end; i < note.length() && i - end < 60; i++) {
      if (note.c[i] == '\n' && ++breaks > 1) {
        return false;
      }
    }
    return note.length() - end < 60;
  }

  void relation(int start, int end) {
    String field = note.plain.substring(start + 1, end);
    if (NAMES.surnameLength(field) > 0
        && NameWords.slotWord(field, true)
        && field.charAt(0) != '亲') {
      findings.add(Type.NAME, start + 1, end, 0.88, "name-relation");
    }
  }
}
