package health.lode.deidentify.text;

/** Whether what stands in a name's place can be a name. */
final class NameWords {
  private static final Lexicon LEXICON = Lexicon.one();
  private static final ChineseNameModel NAMES = ChineseNameModel.one();

  private NameWords() {}

  static boolean slotWord(String field, boolean sure) {
    int flags = LEXICON.flags(field);
    if ((flags
            & (Lexicon.ABSENT
                | Lexicon.LEFT
                | Lexicon.TITLE
                | Lexicon.STOP
                | (Lexicon.GENERIC & (sure ? 0 : -1))
                | (Lexicon.MEDICAL & (sure ? 0 : -1))
                | (Lexicon.RELATIVE & (sure ? 0 : -1))
                | (sure ? Lexicon.PROVINCE : Lexicon.PLACE & ~Lexicon.COUNTY)))
        != 0) {
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
    return surname || (sure && !word && field.length() >= 2 && singles(field));
  }

  /** Begins or ends with a word that names do not hold: 无特殊, 已签字. */
  static boolean unusual(String field) {
    for (int cut = 1; cut < field.length(); cut++) {
      if (field.length() - cut >= 2
          && LEXICON.is(
              field.substring(cut), Lexicon.TITLE | Lexicon.STOP | Lexicon.ABSENT | Lexicon.LEFT)) {
        return true;
      }
    }
    return "无未不已见详另同拟予可请需待".indexOf(field.charAt(0)) >= 0;
  }

  /** No word inside: 尕娃, not 双肺呼吸. */
  static boolean singles(String field) {
    if (field.length() == 2) {
      return true;
    }
    return !LEXICON.is(field.substring(0, 2), Lexicon.WORD)
        && !LEXICON.is(field.substring(1), Lexicon.WORD);
  }

  /** A compound surname or two surnames, or four characters that hold no word. */
  static boolean fourth(String field) {
    if (LEXICON.is(field, Lexicon.WORD)) {
      return false;
    }
    boolean words =
        LEXICON.is(field.substring(2), Lexicon.WORD)
            && LEXICON.is(field.substring(0, 2), Lexicon.WORD);
    return NAMES.compound(field.charAt(0), field.charAt(1))
        || (NAMES.surname(field.charAt(0)) < 9.3
            && !words
            && !unusual(field)
            && !LEXICON.is(field.substring(1), Lexicon.WORD));
  }

  static int untitled(String field) {
    for (int cut = 2; cut < field.length() && cut <= 3; cut++) {
      if (LEXICON.is(field.substring(cut), Lexicon.TITLE)) {
        return cut;
      }
    }
    return 0;
  }
}
