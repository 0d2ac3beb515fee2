package health.lode.deidentify.text;

/** What stands before and after a run of capitalised words, and what kind of words it holds. */
final class EnglishContext {
  private final Note note;
  private final LatinTokens tokens;

  EnglishContext(Note note, LatinTokens tokens) {
    this.note = note;
    this.tokens = tokens;
  }

  boolean hanCue(int at) {
    int i = at - 1;
    while (i >= 0 && at - i < 3 && " :(".indexOf(note.c[i]) >= 0) {
      i--;
    }
    if (i < 1 || !Note.isHan(note.c[i])) {
      return false;
    }
    Lexicon lexicon = Lexicon.one();
    for (int length = 2; length <= 4 && i - length + 1 >= 0; length++) {
      if (lexicon.is(note.plain.substring(i - length + 1, i + 1), Lexicon.LEFT)) {
        return true;
      }
    }
    return false;
  }

  boolean phrase(int start, int end, int flag) {
    if (end - start < 2 || end - start > 4) {
      return false;
    }
    String phrase =
        note.plain
            .substring(tokens.start[start], tokens.end[end - 1])
            .toLowerCase(java.util.Locale.ROOT);
    return (EnglishLexicon.one().flags(phrase) & flag) != 0;
  }

  /** Countries, languages and religions are no identifiers. */
  boolean neutral(int start, int end) {
    return (tokens.is(start, EnglishLexicon.COUNTRY) && end - start == 1)
        || phrase(start, end, EnglishLexicon.COUNTRY);
  }

  boolean medical(int t) {
    return tokens.shape[t] == LatinTokens.CAPITALS
        && tokens.end[t] - tokens.start[t] <= 5
        && !tokens.is(t, EnglishLexicon.NAME);
  }

  /** Graves' disease, Glasgow scale, Foley catheter. */
  boolean disease(int end) {
    int i = end;
    if (i >= tokens.size || !tokens.gap(i, " '", 3)) {
      return false;
    }
    for (String word :
        new String[] {
          "disease",
          "syndrome",
          "sign",
          "score",
          "scale",
          "test",
          "catheter",
          "lymphoma",
          "sarcoma",
          "tumor",
          "tumour",
          "reflex",
          "classification",
          "criteria",
          "maneuver",
          "stage",
          "drain",
          "virus",
          "palsy",
          "fracture",
          "procedure",
          "esophagus",
          "phenomenon",
          "bodies",
          "index",
          "paralysis",
          "ulcer",
          "point",
          "orbitopathy",
          "ophthalmopathy",
          "thyroiditis",
          "triad",
          "tube",
          "block",
          "contracture",
          "anastomosis",
          "incision",
          "aphasia",
          "encephalopathy",
          "chorea",
          "anemia",
          "node",
          "nodes",
          "spots",
          "breathing",
          "cells",
          "body"
        }) {
      if (tokens.word(i, word)) {
        return true;
      }
    }
    return false;
  }

  boolean cueBefore(int t) {
    int before = t - 1;
    if (before < 0 || !tokens.gap(t, " :.,('\"-=", 4)) {
      return false;
    }
    if (tokens.is(before, EnglishLexicon.CUE)) {
      return true;
    }
    return (tokens.word(before, "is") && tokens.is(before - 1, EnglishLexicon.CUE))
        || tokens.word(before, "am")
        || tokens.word(before, "i'm")
        || tokens.word(before, "to")
        || tokens.word(before, "user");
  }

  boolean placeBefore(int t) {
    if (t > 0 && tokens.is(t - 1, EnglishLexicon.PLACE_CUE) && tokens.gap(t, " ", 1)) {
      return true;
    }
    boolean label =
        tokens.word(t - 1, "where")
            || tokens.word(t - 1, "city")
            || tokens.word(t - 1, "town")
            || tokens.word(t - 1, "location")
            || tokens.word(t - 1, "birthplace");
    return label && tokens.gap(t, " :", 2);
  }

  boolean orgBefore(int t) {
    return t > 0
        && (tokens.word(t - 1, "at")
            || tokens.word(t - 1, "the")
            || tokens.word(t - 1, "support")
            || tokens.word(t - 1, "joined")
            || tokens.word(t - 1, "of"))
        && tokens.gap(t, " ", 1);
  }

  boolean commaState(int end) {
    return note.at(tokens.end[end - 1]) == ','
        && end < tokens.size
        && tokens.capital(end)
        && (tokens.is(end, EnglishLexicon.STATE | EnglishLexicon.COUNTRY)
            || (tokens.shape[end] == LatinTokens.CAPITALS
                && tokens.end[end] - tokens.start[end] == 2));
  }
}
