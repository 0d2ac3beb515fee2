package health.lode.deidentify.text;

/**
 * Keeps the learned tagger from English words that no rule took for an identifier either: drugs
 * with their doses, tests, diseases, and headings in capitals.
 */
final class OrdinaryEnglish {
  /** What a stretch of ordinary words needs to be believed. */
  private static final double SURE = 4;

  private static final int SPEAKS =
      EnglishLexicon.NAME
          | EnglishLexicon.CITY
          | EnglishLexicon.STATE
          | EnglishLexicon.COUNTRY
          | EnglishLexicon.STREET
          | EnglishLexicon.ORG
          | EnglishLexicon.UNIT
          | EnglishLexicon.MONTH
          | EnglishLexicon.WEEKDAY;

  private OrdinaryEnglish() {}

  static boolean vetoes(Note note, Tagger.Tagged each) {
    if (note.chinese) {
      return switch (each.kind()) {
        case NAME, ORG, ADDRESS -> each.margin() < SURE && words(note, each);
        case CODE, DATE, PHONE, ACCOUNT -> false;
      };
    }
    return switch (each.kind()) {
      case NAME, ORG, ADDRESS ->
          dose(note, each)
              || form(note, each.start())
              || (each.margin() < SURE && plain(note, each));
      case CODE, DATE -> dose(note, each);
      case PHONE, ACCOUNT -> false;
    };
  }

  /** Whether the stretch is ordinary English words alone, as a Chinese note's term may be. */
  private static boolean words(Note note, Tagger.Tagged each) {
    EnglishLexicon lexicon = EnglishLexicon.one();
    for (int i = each.start(); i < each.end(); ) {
      if (note.c[i] == ' ' || note.c[i] == '-') {
        i++;
        continue;
      }
      if (!Note.isLatin(note.c[i])) {
        return false;
      }
      int end = wordEnd(note, i);
      int flags = lexicon.flags(note, i, end);
      if (end - i < 4 || (flags & EnglishLexicon.WORD) == 0 || (flags & SPEAKS) != 0) {
        return false;
      }
      i = end;
    }
    return true;
  }

  /** Whether every word is one that names nobody. */
  private static boolean plain(Note note, Tagger.Tagged each) {
    EnglishLexicon lexicon = EnglishLexicon.one();
    boolean any = false;
    for (int i = each.start(); i < each.end(); ) {
      if (!Note.isLatin(note.c[i])) {
        i++;
        continue;
      }
      int end = wordEnd(note, i);
      int flags = lexicon.flags(note, i, end);
      boolean word =
          (flags & (EnglishLexicon.WORD | EnglishLexicon.MEASURE)) != 0
              || abbreviation(note, i, end);
      if ((!word && end - i > 1) || (flags & SPEAKS) != 0) {
        return false;
      }
      any |= word;
      i = end;
    }
    return any;
  }

  /** Whether a number in the stretch, or at its end, is of a measure: 325 MG Oral Tablet. */
  private static boolean dose(Note note, Tagger.Tagged each) {
    for (int i = each.start(); i < each.end(); i++) {
      if (Note.isDigit(note.c[i]) && !Note.isDigit(note.at(i + 1))) {
        int unit = note.at(i + 1) == ' ' ? i + 2 : i + 1;
        if (Note.isLatin(note.at(unit))) {
          int flags = EnglishLexicon.one().flags(note, unit, wordEnd(note, unit));
          if ((flags & EnglishLexicon.MEASURE) != 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Whether a stretch follows a dose, as the form of a drug does: 325 MG|Oral Tablet, 325|MG. */
  private static boolean form(Note note, int start) {
    int unit = start;
    if (note.at(start - 1) == ' ' && Note.isLatin(note.at(start - 2))) {
      unit = start - 1;
      while (Note.isLatin(note.at(unit - 1))) {
        unit--;
      }
    }
    int before = note.at(unit - 1) == ' ' ? unit - 2 : unit - 1;
    return Note.isDigit(note.at(before))
        && Note.isLatin(note.at(unit))
        && (EnglishLexicon.one().flags(note, unit, wordEnd(note, unit)) & EnglishLexicon.MEASURE)
            != 0;
  }

  private static boolean abbreviation(Note note, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isUpperCase(note.c[i])) {
        return false;
      }
    }
    return to - from <= 5;
  }

  private static int wordEnd(Note note, int from) {
    int end = from + 1;
    while (Note.isLatin(note.at(end)) || (note.at(end) == '-' && Note.isLatin(note.at(end + 1)))) {
      end++;
    }
    return end;
  }
}
