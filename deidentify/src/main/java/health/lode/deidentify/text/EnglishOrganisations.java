package health.lode.deidentify.text;

/** Organisations in Latin script: by a suffix (Hospital, Inc.), or a list of surnames. */
final class EnglishOrganisations {
  private final Note note;
  private final LatinTokens tokens;
  private final Findings findings;

  EnglishOrganisations(Note note, LatinTokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
  }

  boolean organisation(int start, int end) {
    int suffix = -1;
    for (int i = start; i < end; i++) {
      if (tokens.is(i, EnglishLexicon.ORG) && i > start) {
        suffix = i;
      }
    }
    if (suffix < 0) {
      return list(start, end);
    }
    boolean named = false;
    for (int i = start; i < suffix; i++) {
      named |=
          !tokens.is(i, EnglishLexicon.COMMON)
              || tokens.is(i, EnglishLexicon.NAME | EnglishLexicon.CITY)
              || suffix - start >= 2;
    }
    boolean department =
        tokens.word(suffix, "department")
            || (tokens.word(suffix, "medical") && suffix == end - 1 && end - start <= 2);
    if (!named || department) {
      return false;
    }
    int last =
        Math.min(
            end,
            Math.max(
                suffix + 1,
                tokens.word(suffix, "university") || tokens.is(suffix, EnglishLexicon.ORG)
                    ? end
                    : suffix + 1));
    int stop = tokens.end[last - 1];
    boolean abbreviation =
        tokens.word(last - 1, "inc")
            || tokens.word(last - 1, "ltd")
            || tokens.word(last - 1, "co")
            || tokens.word(last - 1, "corp");
    findings.add(
        Type.ORG,
        tokens.start[start],
        abbreviation && note.at(stop) == '.' ? stop + 1 : stop,
        0.92,
        "org-suffix");
    return true;
  }

  /** Marshall, Hernandez and Simpson; Weeks-Rivas. */
  boolean list(int start, int end) {
    if (end - start != 1 || !surname(start)) {
      return false;
    }
    if (start + 3 < tokens.size
        && tokens.gap(start + 1, ", ", 2)
        && note.at(tokens.end[start]) == ','
        && (tokens.is(start, EnglishLexicon.SURNAME)
            || tokens.is(start + 1, EnglishLexicon.SURNAME))
        && !note.chinese
        && surname(start + 1)
        && tokens.word(start + 2, "and")
        && tokens.gap(start + 2, " ", 1)
        && surname(start + 3)
        && tokens.gap(start + 3, " ", 1)) {
      findings.add(Type.ORG, tokens.start[start], tokens.end[start + 3], 0.93, "org-list");
      return true;
    }
    return false;
  }

  boolean surname(int t) {
    return tokens.capital(t)
        && (tokens.is(t, EnglishLexicon.NAME) || !tokens.is(t, EnglishLexicon.COMMON))
        && !tokens.is(t, EnglishLexicon.COUNTRY | EnglishLexicon.MONTH | EnglishLexicon.WEEKDAY);
  }
}
