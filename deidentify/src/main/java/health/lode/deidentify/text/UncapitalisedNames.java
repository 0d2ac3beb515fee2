package health.lode.deidentify.text;

/** Names without capitals: after a cue, of two listed parts, or in a note that has no capitals. */
final class UncapitalisedNames {
  private final Note note;
  private final LatinTokens tokens;
  private final Findings findings;

  /** The note has no capitals at all, so that they tell nothing. */
  private final boolean uncapitalised;

  UncapitalisedNames(Note note, LatinTokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
    boolean lower = !note.chinese && note.length() > 20;
    for (int i = 0; i < note.length() && lower; i++) {
      lower = !Character.isUpperCase(note.c[i]);
    }
    this.uncapitalised = lower;
  }

  /** my name is lena andersson: names without capitals, only right after a cue. */
  void lower(int t) {
    if (tokens.shape[t] != LatinTokens.LOWER
        || !tokens.is(t, EnglishLexicon.NAME)
        || (t < 1 && !uncapitalised)) {
      return;
    }
    if (!note.chinese
        && !tokens.is(t, EnglishLexicon.WORD)
        && t + 1 < tokens.size
        && tokens.shape[t + 1] == LatinTokens.LOWER
        && tokens.gap(t + 1, " ", 1)
        && tokens.is(t + 1, EnglishLexicon.NAME)
        && !tokens.is(t + 1, EnglishLexicon.WORD | EnglishLexicon.PARTICLE)
        && tokens.is(t, EnglishLexicon.GIVEN)) {
      findings.add(Type.NAME, tokens.start[t], tokens.end[t + 2 - 1], 0.75, "name-lower");
      return;
    }
    if (uncapitalised
        && !tokens.is(t, EnglishLexicon.WORD | EnglishLexicon.CITY)
        && tokens.end[t] - tokens.start[t] >= 4) {
      int last = t + 1;
      while (last < tokens.size
          && last - t < 4
          && tokens.gap(last, " .", 2)
          && !tokens.is(last, EnglishLexicon.WORD)
          && (tokens.is(last, EnglishLexicon.NAME) || tokens.end[last] - tokens.start[last] == 1)) {
        last++;
      }
      findings.add(Type.NAME, tokens.start[t], tokens.end[last - 1], 0.7, "name-lower");
      return;
    }
    boolean named =
        (tokens.word(t - 1, "is") && (tokens.word(t - 2, "name") || tokens.word(t - 2, "names")))
            || (tokens.is(t - 1, EnglishLexicon.TITLE)
                && !tokens.is(t, EnglishLexicon.WORD | EnglishLexicon.NOT_NAME));
    if (!named || tokens.is(t, EnglishLexicon.COMMON)) {
      return;
    }
    int end = t + 1;
    while (end < tokens.size
        && end - t < 3
        && tokens.gap(end, " ", 1)
        && tokens.shape[end] == LatinTokens.LOWER
        && (tokens.is(end, EnglishLexicon.NAME) || tokens.flags[end] == 0)
        && !tokens.is(end, EnglishLexicon.COMMON)) {
      end++;
    }
    findings.add(Type.NAME, tokens.start[t], tokens.end[end - 1], 0.85, "name-lower");
  }
}
