package health.lode.deidentify.text;

/**
 * Names by the place they stand in, whatever words they look like: a form's field (姓名：方便), before sex
 * and age (平安，男，62岁), a signature, a relation in brackets (父查国庆).
 */
final class Person {
  private static final Lexicon LEXICON = Lexicon.one();
  private static final ChineseNameModel NAMES = ChineseNameModel.one();
  private static final String RELATIONS = "妻夫父母子女兄弟姐妹孙媳婿哥嫂姑姨舅叔伯爷奶爸妈";

  private static final java.util.Set<String> LATIN = java.util.Set.of("name", "patient", "pt", "attending", "fellow", "dr", "doctor", "signed", "surgeon", "nurse", "anes", "anesthesiologist", "contact", "by", "wife", "husband", "resident", "att", "mr", "mrs", "ms", "mother", "father", "physician", "pi", "author", "reporter");
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
    for (int t = 0; t < tokens.size; t++) {
      if (tokens.is(t, Lexicon.PERSON)) {
        person.field(t);
      }
      if (tokens.is(t, Lexicon.LEFT) && tokens.length(t) >= 2) {
        person.afterRole(t);
      }
      if (tokens.length(t) == 1 && note.c[tokens.start[t]] == '姓') {
        int at = tokens.end[t];
        char after = note.at(at + 1);
        if (Note.isHan(note.at(at)) && NAMES.surname(note.c[at]) < ChineseNameModel.IMPOSSIBLE && (!Note.isHan(after) || after == '的' || after == '啊' || after == '叫' || after == '名') && "贵百同老".indexOf(note.at(at - 2)) < 0) {
          findings.add(Type.NAME, at, at + 1, 0.88, "name-surname");
        }
      }
      if (tokens.is(t, Lexicon.STRONG) && tokens.length(t) >= 2) {
        person.beforeTitle(tokens.start[t]);
      }
    }
    for (int i = 0; i < note.length(); i++) {
      if (Note.isHan(note.c[i]) && !Note.isHan(note.at(i - 1))) {
        person.run(i);
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
      return (next == ' ' || next == '/' || next == ',' || next == '|') && (Note.isDigit(note.at(i + 2)) || note.at(i + 2) == '~') || Note.isDigit(next) && note.at(i + 2) != '.' ;
    }
    if (Note.isDigit(c)) {
      int end = Digits.runEnd(note, i);
      return end - i <= 3 && (note.at(end) == '岁' || note.at(end) == ' ' && note.at(end + 1) == '岁');
    }
    return false;
  }

  private void field(int label) {
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
    boolean name = note.plain.startsWith("姓名", tokens.end[label] - 2) || note.plain.startsWith("签名", tokens.end[label] - 2) || note.plain.startsWith("用名", tokens.end[label] - 2);
    // A label inside running text is none: 由护士陪同.
    boolean form = colon || blank || name || tokens.length(label) >= 2;
    if (!form || i >= note.length()) {
      return;
    }
    int end = slot(i, colon || name || blank);
    if (end < 0) {
      single(i, colon || blank || (note.at(i + 1) == '\n' || i + 1 == note.length()) && note.at(tokens.start[label] - 1) == ' ' && tokens.length(label) >= 2);
      return;
    }
    char next = note.at(end);
    if (!colon && !blank && !name) {
      boolean word = LEXICON.is(note.plain.substring(i, end), Lexicon.WORD);
      boolean ends = next == '\n' || next == ' ' || next == '(' || end == note.length() || next == ')' || next == '/' || next == '、' || Note.isDigit(next);
      if (!ends || word && (tokens.length(label) < 3 || next == '(' || next == ' ')) {
        return;
      }
    }
    boolean sentence = next == ',' || next == '。' || next == '?' || next == '!' || Character.isSurrogate(next) || next == '、' || next == '~';
    if (sentence && !name && !(next == ',' && sexAt(note, end + 1)) && (next != '、' && colon || LEXICON.is(note.plain.substring(i, end), Lexicon.WORD))
        && !(next == '。' && lastLine(end) && !LEXICON.is(note.plain.substring(i, end), Lexicon.WORD))) {
      return;
    }
    findings.add(Type.NAME, i, end, colon ? 0.93 : 0.89, "name-field");
    more(end);
  }

  /** A surname alone in a field: 技师:佘. */
  private void single(int i, boolean form) {
    char next = note.at(i + 1);
    boolean closed = i + 1 >= note.length() || next == '\n' || next == '\r' || next == '/' || next == '、' || next == ' ' && (note.at(i + 2) == ' ' || note.at(i + 2) == '/');
    if (form && closed && Note.isHan(note.at(i)) && NAMES.surname(note.c[i]) < ChineseNameModel.IMPOSSIBLE && "无有子女父母夫妻男已未".indexOf(note.c[i]) < 0) {
      findings.add(Type.NAME, i, i + 1, 0.84, "name-field");
      more(i + 1);
    }
  }

  /** Further names in the same field: 区小萍   庞统, 商/文静. */
  private void more(int end) {
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
      if (next < 0 && (note.at(at) == '/' || note.at(i - 1) == '/') && (note.at(i + 1) == '\n' || i + 1 == note.length()) && NAMES.surname(note.c[i]) < ChineseNameModel.IMPOSSIBLE) {
        next = i + 1;
      }
      if (next < 0) {
        return;
      }
      if (LEXICON.is(note.plain.substring(i, next), Lexicon.WORD) && !(note.at(at) == '、' || note.at(at) == '/')) {
        return;
      }
      findings.add(Type.NAME, i, next, 0.87, "name-list");
      at = next;
    }
  }

  /** Where a field that holds a name alone ends; -1 where it holds something else. */
  private int slot(int start, boolean sure) {
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
    if (han == 1 && note.at(end) == '/' && NAMES.surname(note.c[start]) < ChineseNameModel.IMPOSSIBLE) {
      return end;
    }
    if (note.at(end) == '·' || Note.isHan(note.at(end))) {
      return -1;
    }
    String field = note.plain.substring(start, end).replace(" ", "");
    if (han > 3) {
      int cut = untitled(field);
      return cut > 0 && cut < field.length() && field.length() == end - start && slotWord(field.substring(0, cut), sure) ? start + cut : han == 4 && sure && fourth(field) ? end : sure && han <= 6 && ChineseFields.allSounds(field) ? end : -1;
    }
    if (han < 2) {
      return -1;
    }
    int cut = untitled(field);
    if (cut > 0 && cut < field.length()) {
      return -1;
    }
    return slotWord(field, sure) ? end : -1;
  }

  /** A compound surname or two surnames, or four characters that hold no word. */
  private static boolean fourth(String field) {
    if (LEXICON.is(field, Lexicon.WORD)) {
      return false;
    }
    boolean words = LEXICON.is(field.substring(2), Lexicon.WORD) && LEXICON.is(field.substring(0, 2), Lexicon.WORD);
    return NAMES.compound(field.charAt(0), field.charAt(1)) || NAMES.surname(field.charAt(0)) < 9.3 && !words && !unusual(field) && !LEXICON.is(field.substring(1), Lexicon.WORD);
  }

  private static int untitled(String field) {
    for (int cut = 2; cut < field.length() && cut <= 3; cut++) {
      if (LEXICON.is(field.substring(cut), Lexicon.TITLE)) {
        return cut;
      }
    }
    return 0;
  }

  private static boolean slotWord(String field, boolean sure) {
    int flags = LEXICON.flags(field);
    if ((flags & (Lexicon.ABSENT | Lexicon.LEFT | Lexicon.TITLE | Lexicon.STOP | Lexicon.GENERIC & (sure ? 0 : -1) | Lexicon.MEDICAL & (sure ? 0 : -1) | Lexicon.RELATIVE & (sure ? 0 : -1) | (sure ? Lexicon.PROVINCE : Lexicon.PLACE & ~Lexicon.COUNTY))) != 0) {
      return false;
    }
    char last = field.charAt(field.length() - 1);
    if ("科院室部组号区病症药术们的者性式率期型".indexOf(last) >= 0 || unusual(field)) {
      return false;
    }
    if (field.length() > 2 && LEXICON.is(field.substring(0, 2), Lexicon.ABSENT)) {
      return false;
    }
    boolean surname = NAMES.surnameLength(field) > 0;
    boolean word = (flags & Lexicon.WORD) != 0;
    return surname || sure && !word && field.length() >= 2 && singles(field);
  }

  /** Begins or ends with a word that names do not hold: 无特殊, 已签字. */
  private static boolean unusual(String field) {
    for (int cut = 1; cut < field.length(); cut++) {
      if (field.length() - cut >= 2 && LEXICON.is(field.substring(cut), Lexicon.TITLE | Lexicon.STOP | Lexicon.ABSENT | Lexicon.LEFT)) {
        return true;
      }
    }
    return "无未不已见详另同拟予可请需待".indexOf(field.charAt(0)) >= 0;
  }

  /** No word inside: 尕娃, not 双肺呼吸. */
  private static boolean singles(String field) {
    if (field.length() == 2) {
      return true;
    }
    return !LEXICON.is(field.substring(0, 2), Lexicon.WORD) && !LEXICON.is(field.substring(1), Lexicon.WORD);
  }

  private boolean spaced(int blank) {
    char before = note.at(blank - 1);
    char after = note.at(blank + 1);
    boolean beforeOne = Note.isHan(before) && !Note.isHan(note.at(blank - 2));
    if (beforeOne && after == ' ') {
      return Note.isHan(note.at(blank + 2)) && !Note.isHan(note.at(blank + 3));
    }
    if (before == ' ') {
      return Note.isHan(note.at(blank - 2)) && !Note.isHan(note.at(blank - 3)) && Note.isHan(after) && !Note.isHan(note.at(blank + 2));
    }
    return beforeOne && Note.isHan(after) && !Note.isHan(note.at(blank + 2));
  }

  /** A run of Chinese between delimiters, by what stands after and around it. */
  private void run(int start) {
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
    if (before == '(' && end - start >= 3 && end - start <= 4 && RELATIONS.indexOf(note.c[start]) >= 0) {
      relation(start, end);
    }
    int wide = end;
    if (end - start == 1 && note.at(end) == ' ' && Note.isHan(note.at(end + 1)) && !Note.isHan(note.at(end + 2))) {
      wide = end + 2;
    }
    if (wide - start < 2 || wide - start > 4 || before == '·' || note.at(wide) == '·' || before == '/' || note.at(wide) == '%') {
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
    boolean delimited = "\n \t,.;)|】:、(".indexOf(before) >= 0 || before == '。' || before == '；' || Note.isDigit(before) || before == '\r';
    if (i > wide && delimited && sexAt(note, i) && (NAMES.surnameLength(field) > 0 || !LEXICON.is(field, Lexicon.WORD)) && field.length() <= 4 && slotWord(field, true) && note.at(i - 1) != '(' ) {
      findings.add(Type.NAME, start, wide, 0.9, "name-before-sex");
      return;
    }
    if (field.length() <= 3 && NAMES.surnameLength(field) > 0 && signature(start, wide)) {
      boolean word = LEXICON.is(field, Lexicon.WORD);
      if (slotWord(field, true) && (!word || lastLine(wide))) {
        findings.add(Type.NAME, start, wide, 0.83, "name-signature");
        more(wide);
      }
    }
  }

  /** What goes before or after in the line makes it a name: 12床 李兰, 段正（父）, Name: 冒辟春, 史湘/王熙. */
  private boolean beside(int start, int end, String field) {
    boolean surname = NAMES.surnameLength(field) > 0;
    boolean word = LEXICON.is(field, Lexicon.WORD);
    int i = start - 1;
    while (i >= 0 && start - i < 5 && " :=.".indexOf(note.c[i]) >= 0) {
      i--;
    }
    if (i < start - 1 && note.at(i) == '床' && note.at(i + 1) == ' ' && surname && slotWord(field, !word)) {
      findings.add(Type.NAME, start, end, 0.86, "name-bed");
      return true;
    }
    if (i >= 0 && Note.isAsciiLetter(note.c[i]) && surname && latinLabel(i) && slotWord(field, true)) {
      findings.add(Type.NAME, start, end, 0.88, "name-field");
      return true;
    }
    if (note.at(end) == '(' && surname && !word && slotWord(field, true) && bracketRole(end + 1)) {
      findings.add(Type.NAME, start, end, 0.86, "name-relation");
      return true;
    }
    char before = note.at(start - 1);
    if (surname && !word && slotWord(field, true) && note.at(end) == '/' && (before == '(' || note.at(start - 2) == ' ' || before == '\n' || before == ' ')) {
      int next = slot(end + 1, false);
      if (next > 0 && !LEXICON.is(note.plain.substring(end + 1, next), Lexicon.WORD)) {
        findings.add(Type.NAME, start, end, 0.82, "name-list");
        more(end);
        return true;
      }
    }
    if (surname && !word && before == ' ' && note.at(start - 2) == ' ' && (end == note.length() || note.at(end) == '\n') && slotWord(field, false)) {
      findings.add(Type.NAME, start, end, 0.82, "name-signature");
      return true;
    }
    return false;
  }

  private boolean latinLabel(int last) {
    int from = last;
    while (from > 0 && last - from < 12 && Note.isAsciiLetter(note.c[from - 1])) {
      from--;
    }
    return LATIN.contains(note.plain.substring(from, last + 1).toLowerCase(java.util.Locale.ROOT));
  }

  private boolean bracketRole(int start) {
    int close = note.plain.indexOf(')', start);
    if (close < 0 || close - start > 8 || close == start) {
      return false;
    }
    String role = note.plain.substring(start, close);
    return role.length() == 1 ? RELATIONS.contains(role) : LEXICON.is(role, Lexicon.LEFT | Lexicon.TITLE) || role.length() > 2 && (LEXICON.is(role.substring(role.length() - 2), Lexicon.LEFT | Lexicon.TITLE) || role.startsWith("患者"));
  }

  /** 豆丁妈妈：a child's name before a relation that speaks. */
  private void nickname(int start, int end) {
    int kin = end - 2;
    if (note.at(end) != ':' || kin - start < 2 || kin - start > 3 || "妈妈 爸爸 奶奶 爷爷 外婆 外公 姥姥 姥爷 家长".indexOf(note.plain.substring(kin, end)) < 0) {
      return;
    }
    String name = note.plain.substring(start, kin);
    if (!LEXICON.is(name, Lexicon.LEFT | Lexicon.STOP | Lexicon.ABSENT | Lexicon.TITLE | Lexicon.GENERIC) && !name.startsWith("患") && !name.startsWith("孩")) {
      findings.add(Type.NAME, start, kin, 0.87, "name-nickname");
    }
  }

  /** 患者解放，男: a cue, then the name, then the sex. */
  private void afterCue(int start) {
    int end = start;
    while (end < note.length() && end - start < 8 && Note.isHan(note.c[end])) {
      end++;
    }
    int token = tokens.at[start];
    int name = tokens.end[token];
    int length = end - name;
    if (length == 1 && tokens.is(token, Lexicon.LEFT) && NAMES.surname(note.c[name]) < 9.3 && note.at(end) == ' ' && Note.isHan(note.at(end + 1))
        && NAMES.given(note.c[end + 1]) < 12 && (!Note.isHan(note.at(end + 2)) || tokens.is(tokens.at[end + 2], Lexicon.STOP))) {
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
    if (i > end && sexAt(note, i) && NAMES.surnameLength(field) > 0 && slotWord(field, true)) {
      findings.add(Type.NAME, name, end, 0.9, "name-before-sex");
    }
  }

  /** 其父乐建功于: a surname right after a relation or a role, up to where a word that goes on begins. */
  private void afterRole(int role) {
    int start = tokens.end[role];
    int first = role + 1;
    if (first + 1 < tokens.size && tokens.start[first] == start && tokens.length(first) == 2 && tokens.start[first + 1] == tokens.end[first]
        && "诉于因述".indexOf(note.c[tokens.start[first + 1]]) >= 0 && tokens.length(first + 1) == 1) {
      String field = note.plain.substring(start, start + 2);
      if (NAMES.surname(field.charAt(0)) < 9.3 && NAMES.given(field.charAt(1)) < 12 && slotWord(field, false) && !LEXICON.is(field, Lexicon.RELATIVE)) {
        findings.add(Type.NAME, start, start + 2, 0.8, "name-role");
      }
      return;
    }
    if (first >= tokens.size || tokens.start[first] != start || tokens.length(first) != 1 || tokens.name[first]
        || tokens.is(first, Lexicon.STOP) || NAMES.surname(note.c[start]) > 9.3) {
      return;
    }
    int second = first + 1;
    int end = second < tokens.size && tokens.start[second] == start + 1 ? tokens.end[second] : -1;
    if (end < 0 || tokens.is(second, Lexicon.STOP | Lexicon.TITLE | Lexicon.LEFT | Lexicon.MEDICAL)) {
      return;
    }
    int next = second + 1;
    if (end - start == 2 && next < tokens.size && tokens.start[next] == end && tokens.length(next) == 1 && !tokens.is(next, Lexicon.STOP) && NAMES.given(note.c[end]) < 12) {
      end++;
      next++;
    }
    boolean stops = next >= tokens.size || tokens.start[next] != end || tokens.is(next, Lexicon.STOP | Lexicon.RELATIVE | Lexicon.TITLE);
    String field = note.plain.substring(start, end);
    if (end - start >= 2 && end - start <= 3 && stops && NAMES.given(note.c[start + 1]) < 12 && NAMES.given(note.c[end - 1]) < 12 && slotWord(field, false)) {
      findings.add(Type.NAME, start, end, 0.84, "name-role");
    }
  }

  /** Alone on its line, but for a date. */
  private boolean signature(int start, int end) {
    int i = start - 1;
    while (i >= 0 && (note.c[i] == ' ' || note.c[i] == '\t' || note.c[i] == '-')) {
      i--;
    }
    if (i >= 0 && note.c[i] != '\n' && note.c[i] != '\r' && !(note.c[i] == '。' && start - i > 1 || note.c[i] == '。' && note.at(end) == '\n')) {
      return false;
    }
    int j = end;
    while (j < note.length() && (note.c[j] == ' ' || note.c[j] == '\t')) {
      j++;
    }
    char next = note.at(j);
    return next == '\n' || next == '\r' || j > end && (Note.isDigit(next) || next == '二') || next == '/' && Note.isHan(note.at(j + 1));
  }

  private boolean lastLine(int end) {
    int breaks = 0;
    for (int i = end; i < note.length() && i - end < 60; i++) {
      if (note.c[i] == '\n' && ++breaks > 1) {
        return false;
      }
    }
    return note.length() - end < 60;
  }

  private void relation(int start, int end) {
    String field = note.plain.substring(start + 1, end);
    if (NAMES.surnameLength(field) > 0 && slotWord(field, true) && field.charAt(0) != '亲') {
      findings.add(Type.NAME, start + 1, end, 0.88, "name-relation");
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
      if (NAMES.surname(field.charAt(0)) < ChineseNameModel.IMPOSSIBLE && !LEXICON.is(note.plain.substring(start, Math.min(note.length(), title + 2)), Lexicon.WORD | Lexicon.LEFT) && "副主正总各两一".indexOf(field) < 0) {
        findings.add(Type.NAME, start, title, 0.86, "name-title");
      }
      return;
    }
    if (NAMES.surnameLength(field) > 0 && slotWord(field, false)) {
      findings.add(Type.NAME, start, title, 0.86, "name-title");
    }
  }
}
