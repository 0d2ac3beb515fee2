package health.lode.deidentify.text;

/**
 * Names by the place they stand in, whatever words they look like: a form's field (姓名：方便), before
 * sex and age (平安，男，62岁), a signature, a relation in brackets (父查国庆).
 */
final class Person {
  private static final Lexicon LEXICON = Lexicon.one();
  private static final ChineseNameModel NAMES = ChineseNameModel.one();
  private final Note note;
  private final Tokens tokens;
  private final Findings findings;

  private Person(Note note, Tokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
  }

  static void find(Note note, Tokens tokens, Findings findings) {
    Person person = new Person(note, tokens, findings);
    NameSlots slots = new NameSlots(note, tokens, findings);
    NameRuns runs = new NameRuns(note, tokens, findings, slots);
    for (int t = 0; t < tokens.size; t++) {
      if (tokens.is(t, Lexicon.PERSON)) {
        slots.field(t);
      }
      if (tokens.is(t, Lexicon.LEFT) && tokens.length(t) >= 2) {
        person.afterRole(t);
      }
      if (tokens.length(t) == 1 && note.c[tokens.start[t]] == '姓') {
        int at = tokens.end[t];
        char after = note.at(at + 1);
        if (Note.isHan(note.at(at))
            && NAMES.surname(note.c[at]) < ChineseNameModel.IMPOSSIBLE
            && (!Note.isHan(after) || after == '的' || after == '啊' || after == '叫' || after == '名')
            && "贵百同老".indexOf(note.at(at - 2)) < 0) {
          findings.add(Type.NAME, at, at + 1, 0.88, "name-surname");
        }
      }
      if (tokens.is(t, Lexicon.STRONG) && tokens.length(t) >= 2) {
        person.beforeTitle(tokens.start[t]);
      }
    }
    for (int i = 0; i < note.length(); i++) {
      if (Note.isHan(note.c[i]) && !Note.isHan(note.at(i - 1))) {
        runs.run(i);
      }
    }
  }

  /** Whether 男, 女, M, F or an age stands at {@code i}, as after a patient's name. */
  static boolean sexAt(Note note, int i) {
    char c = note.at(i);
    char next = note.at(i + 1);
    if (c == '男' || c == '女') {
      return next == '性' || next == '孩' || next == '婴' || !Note.isHan(next);
    }
    if (c == 'M' || c == 'F') {
      return ((next == ' ' || next == '/' || next == ',' || next == '|')
              && (Note.isDigit(note.at(i + 2)) || note.at(i + 2) == '~'))
          || (Note.isDigit(next) && note.at(i + 2) != '.');
    }
    if (Note.isDigit(c)) {
      int end = Digits.runEnd(note, i);
      return end - i <= 3
          && (note.at(end) == '岁' || (note.at(end) == ' ' && note.at(end + 1) == '岁'));
    }
    return false;
  }

  /** 其父乐建功于: a surname right after a relation or a role, up to where a word that goes on begins. */
  private void afterRole(int role) {
    int start = tokens.end[role];
    int first = role + 1;
    if (first + 1 < tokens.size
        && tokens.start[first] == start
        && tokens.length(first) == 2
        && tokens.start[first + 1] == tokens.end[first]
        && "诉于因述".indexOf(note.c[tokens.start[first + 1]]) >= 0
        && tokens.length(first + 1) == 1) {
      String field = note.plain.substring(start, start + 2);
      if (NAMES.surname(field.charAt(0)) < 9.3
          && NAMES.given(field.charAt(1)) < 12
          && NameWords.slotWord(field, false)
          && !LEXICON.is(field, Lexicon.RELATIVE)) {
        findings.add(Type.NAME, start, start + 2, 0.8, "name-role");
      }
      return;
    }
    if (first >= tokens.size
        || tokens.start[first] != start
        || tokens.length(first) != 1
        || tokens.name[first]
        || tokens.is(first, Lexicon.STOP)
        || NAMES.surname(note.c[start]) > 9.3) {
      return;
    }
    int second = first + 1;
    int end = second < tokens.size && tokens.start[second] == start + 1 ? tokens.end[second] : -1;
    if (end < 0
        || tokens.is(second, Lexicon.STOP | Lexicon.TITLE | Lexicon.LEFT | Lexicon.MEDICAL)) {
      return;
    }
    int next = second + 1;
    if (end - start == 2
        && next < tokens.size
        && tokens.start[next] == end
        && tokens.length(next) == 1
        && !tokens.is(next, Lexicon.STOP)
        && NAMES.given(note.c[end]) < 12) {
      end++;
      next++;
    }
    boolean stops =
        next >= tokens.size
            || tokens.start[next] != end
            || tokens.is(next, Lexicon.STOP | Lexicon.RELATIVE | Lexicon.TITLE);
    String field = note.plain.substring(start, end);
    if (end - start >= 2
        && end - start <= 3
        && stops
        && NAMES.given(note.c[start + 1]) < 12
        && NAMES.given(note.c[end - 1]) < 12
        && NameWords.slotWord(field, false)) {
      findings.add(Type.NAME, start, end, 0.84, "name-role");
    }
  }

  /** 和平医师、于田副主任医师: between a delimiter and a title. */
  private void beforeTitle(int title) {
    int start = title;
    while (start > 0 && title - start < 4 && Note.isHan(note.c[start - 1])) {
      start--;
    }
    int length = title - start;
    if (Note.isHan(note.at(start - 1)) || length < 1 || length > 3) {
      return;
    }
    String field = note.plain.substring(start, title);
    if (length == 1) {
      if (NAMES.surname(field.charAt(0)) < ChineseNameModel.IMPOSSIBLE
          && !LEXICON.is(
              note.plain.substring(start, Math.min(note.length(), title + 2)),
              Lexicon.WORD | Lexicon.LEFT)
          && "副主正总各两一".indexOf(field) < 0) {
        findings.add(Type.NAME, start, title, 0.86, "name-title");
      }
      return;
    }
    if (NAMES.surnameLength(field) > 0 && NameWords.slotWord(field, false)) {
      findings.add(Type.NAME, start, title, 0.93, "name-title");
    }
  }
}
