package health.lode.deidentify.text;

/**
 * Names of persons, places and organisations in Latin script: each run of capitalised words is
 * judged by its words and by what stands before and after.
 */
final class EnglishNames {
  private final Note note;
  private final LatinTokens tokens;
  private final Findings findings;

  private final EnglishContext context;
  private final EnglishOrganisations organisations;
  private final UncapitalisedNames uncapitalised;

  private EnglishNames(Note note, LatinTokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
    this.context = new EnglishContext(note, tokens);
    this.organisations = new EnglishOrganisations(note, tokens, findings);
    this.uncapitalised = new UncapitalisedNames(note, tokens, findings);
  }

  static void find(Note note, Findings findings) {
    if (!note.latin) {
      return;
    }
    LatinTokens tokens = new LatinTokens(note);
    EnglishNames names = new EnglishNames(note, tokens, findings);
    EnglishDates dates = new EnglishDates(note, findings);
    EnglishAddresses addresses = new EnglishAddresses(note, tokens, findings);
    int addressEnd = -1;
    for (int t = 0; t < tokens.size; t++) {
      dates.at(tokens, t);
      if (t > addressEnd) {
        int end = addresses.at(t);
        if (end > t) {
          addressEnd = end;
        }
      }
    }
    for (int t = 0; t < tokens.size; ) {
      t = names.run(t);
    }
  }

  /** Judges the run of capitalised words at {@code t} and returns the token after it. */
  private int run(int t) {
    if (!opens(t)) {
      uncapitalised.lower(t);
      return t + 1;
    }
    int end = t + 1;
    while (end < tokens.size && end - t < 8) {
      if (capital(end)
          && joins(end)
          && !(tokens.is(end, EnglishLexicon.UNIT)
              && tokens.end[end] - tokens.start[end] < 6
              && end + 1 < tokens.size
              && tokens.shape[end + 1] == LatinTokens.DIGITS)) {
        end++;
      } else if ((tokens.is(end, EnglishLexicon.PARTICLE)
              || tokens.word(end, "of")
              || tokens.word(end, "and")
              || tokens.word(end, "the"))
          && end + 1 < tokens.size
          && joins(end)
          && particle(end)) {
        end += 2;
      } else {
        break;
      }
    }
    judge(t, end);
    return Math.max(end, t + 1);
  }

  private boolean particle(int at) {
    if (!tokens.capital(at + 1) || !tokens.gap(at + 1, " ", 1)) {
      return false;
    }
    if (tokens.word(at, "and")) {
      // Marshall, Hernandez and Simpson; two persons are two names.
      return false;
    }
    if (tokens.word(at, "of")) {
      return tokens.is(at - 1, EnglishLexicon.ORG);
    }
    return (!tokens.word(at, "the") && !tokens.is(at, EnglishLexicon.COMMON))
        || tokens.word(at, "de")
        || tokens.word(at, "van");
  }

  /** The unit of a dose or a length (325 MG Oral Tablet) begins no name. */
  private boolean opens(int t) {
    boolean dose = tokens.is(t, EnglishLexicon.MEASURE) && t > 0;
    return capital(t) && !(dose && tokens.shape[t - 1] == LatinTokens.DIGITS);
  }

  private boolean capital(int t) {
    return tokens.capital(t)
        && !Note.isDigit(note.at(tokens.start[t] - 1))
        && !Note.isDigit(note.at(tokens.end[t]));
  }

  private boolean joins(int t) {
    if (tokens.gap(t, " ", 1) || tokens.gap(t, " -&'", 3)) {
      return true;
    }
    boolean dot = tokens.gap(t, " .", 2);
    return dot
        && (tokens.shape[t - 1] == LatinTokens.INITIAL
            || tokens.is(t - 1, EnglishLexicon.TITLE)
            || tokens.word(t - 1, "st"));
  }

  private void judge(int from, int to) {
    int start = from;
    int end = to;
    boolean titled = false;
    while (start < end
        && tokens.is(start, EnglishLexicon.TITLE)
        && (!tokens.is(start, EnglishLexicon.GIVEN) || end - start > 1)) {
      titled = true;
      start++;
    }
    titled |=
        start == from
            && tokens.is(start - 1, EnglishLexicon.TITLE)
            && tokens.gap(start, " .", 2)
            && tokens.shape[start - 1] == LatinTokens.LOWER;
    boolean begins = start == from && tokens.begins(start);
    while (start < end && drops(start, begins && start == from, end)) {
      start++;
    }
    while (end > start && trailing(end - 1)) {
      end--;
    }
    if (start >= end) {
      return;
    }
    if (organisations.organisation(start, end)) {
      return;
    }
    int words = 0;
    int names = 0;
    int unknown = 0;
    int initials = 0;
    int never = 0;
    for (int i = start; i < end; i++) {
      int flags = tokens.flags[i];
      if (tokens.shape[i] == LatinTokens.INITIAL) {
        initials++;
      } else if ((flags & EnglishLexicon.NOT_NAME) != 0
          && ((flags & EnglishLexicon.NAME) == 0
              || note.chinese
              || context.disease(end)
              || (end - start == 1
                  && !context.cueBefore(start)
                  && !titled
                  && (flags & EnglishLexicon.GIVEN) == 0))) {
        never++;
      } else if ((flags & EnglishLexicon.NAME) != 0
          && ((flags & EnglishLexicon.WORD) == 0
              || (i > start && (tokens.flags[i - 1] & EnglishLexicon.NAME) != 0))) {
        names++;
      } else if ((flags & EnglishLexicon.WORD) != 0 || context.medical(i)) {
        words++;
      } else if ((flags & EnglishLexicon.PARTICLE) == 0) {
        unknown++;
      }
    }
    int size = end - start;
    boolean cue = context.cueBefore(start);
    if (titled
        && !(words == size
            && tokens.is(start, EnglishLexicon.COMMON)
            && size == 1
            && !tokens.is(start, EnglishLexicon.NAME))
        && never < size) {
      name(start, end, 0.94, "name-title");
      return;
    }
    if (context.neutral(start, end)) {
      if (!note.chinese
          && end < tokens.size
          && tokens.shape[end] == LatinTokens.DIGITS
          && tokens.gap(end, " ", 1)
          && tokens.end[end] - tokens.start[end] >= 4
          && (tokens.end[end] == note.length() || note.at(tokens.end[end]) == '\n')) {
        findings.add(Type.ADDRESS, tokens.start[end], tokens.end[end], 0.7, "address-postcode");
      }
      return;
    }
    if (note.chinese) {
      foreign(start, end, words, names, unknown, initials, never, cue);
      return;
    }
    boolean place = context.placeBefore(start);
    boolean capitals =
        size == 1
            && tokens.shape[start] == LatinTokens.CAPITALS
            && tokens.flags[start] == 0
            && tokens.end[start] - tokens.start[start] >= 4;
    if (place && capitals) {
      findings.add(Type.ADDRESS, tokens.start[start], tokens.end[start], 0.74, "address-town");
      return;
    }
    boolean city =
        (tokens.is(start, EnglishLexicon.CITY | EnglishLexicon.STATE) && size == 1)
            || context.phrase(start, end, EnglishLexicon.CITY | EnglishLexicon.STATE);
    boolean given = tokens.is(start, EnglishLexicon.GIVEN);
    if (size == 1 && note.at(tokens.end[start]) == ':' && !given) {
      return;
    }
    if (never == size || (never > 0 && size == 1) || context.disease(end)) {
      return;
    }
    if (place
        && never == 0
        && ((city && !(given && size > 1))
            || (unknown > 0 && names == 0 && words == 0)
            || (size == 1
                && !(given && !city)
                && names + unknown == 1
                && (!tokens.word(start - 1, "to") || city)))) {
      int code =
          end < tokens.size
                  && tokens.shape[end] == LatinTokens.DIGITS
                  && tokens.gap(end, " ", 1)
                  && tokens.end[end] - tokens.start[end] >= 4
                  && tokens.end[end] - tokens.start[end] <= 6
              ? 1
              : 0;
      int codeEnd = tokens.end[end - 1 + code];
      if (code > 0 && note.at(codeEnd) == '-' && Note.isDigit(note.at(codeEnd + 1))) {
        codeEnd = Digits.runEnd(note, codeEnd + 1);
      }
      findings.add(Type.ADDRESS, tokens.start[start], codeEnd, 0.8, "address-town");
      return;
    }
    if (city
        && !given
        && !tokens.is(start, EnglishLexicon.WORD)
        && (context.commaState(end) || !tokens.is(start, EnglishLexicon.NAME))) {
      findings.add(Type.ADDRESS, tokens.start[start], tokens.end[end - 1], 0.78, "address-town");
      return;
    }
    if (size == 1) {
      one(start, end, cue, begins, words, names, unknown);
      return;
    }
    if (words == 0 && never == 0 && (names + unknown > 0)) {
      name(start, end, names > 0 ? 0.88 : 0.78, "name-model");
    } else if (names + unknown >= 1
        && never == 0
        && (cue || tokens.is(start, EnglishLexicon.GIVEN))
        && words <= 1) {
      name(start, end, 0.76, "name-cue");
    } else if (names + unknown >= 1
        && never == 0
        && words >= 1
        && !begins
        && possessive(start, end)) {
      return;
    } else if (names + unknown >= 1 && never == 0 && words >= 1 && !begins) {
      findings.add(Type.ORG, tokens.start[start], tokens.end[end - 1], 0.62, "org-words");
    } else if (words == size
        && size >= 2
        && never == 0
        && !begins
        && (tokens.is(start - 1, EnglishLexicon.ORG_CUE) || tokens.word(start - 1, "from"))
        && tokens.gap(start, " ", 1)) {
      findings.add(Type.ORG, tokens.start[start], tokens.end[end - 1], 0.66, "org-words");
    }
  }

  /** Yuri Bulgakov's Cautionary Tales: the name goes up to the possessive. */
  private boolean possessive(int start, int end) {
    for (int i = start; i < end - 1; i++) {
      if (note.plain.startsWith("'s", tokens.end[i] - 2)) {
        findings.add(Type.NAME, tokens.start[start], tokens.end[i] - 2, 0.82, "name-model");
        return true;
      }
    }
    return false;
  }

  private void one(
      int start, int end, boolean cue, boolean begins, int words, int names, int unknown) {
    boolean caps = tokens.shape[start] == LatinTokens.CAPITALS;
    int length = tokens.end[start] - tokens.start[start];
    boolean listed = tokens.is(start, EnglishLexicon.NAME);
    boolean common = tokens.is(start, EnglishLexicon.COMMON);
    if (length < 2 || (caps && !(listed && length >= 4 && words == 0) && !(cue && listed))) {
      return;
    }
    if (begins
        && note.at(tokens.end[start]) == ':'
        && tokens.is(start, EnglishLexicon.GIVEN)
        && !note.chinese) {
      name(start, end, 0.8, "name-speaker");
    } else if (names == 1) {
      name(start, end, cue ? 0.88 : 0.8, "name-list");
    } else if (unknown == 1) {
      char next = note.at(tokens.end[start]);
      boolean measure = next == ' ' && Note.isDigit(note.at(tokens.end[start] + 1));
      if (!measure && length >= 3) {
        boolean org = context.orgBefore(start);
        findings.add(
            org && !cue ? Type.ORG : Type.NAME,
            tokens.start[start],
            tokens.end[start],
            cue ? 0.8 : 0.68,
            org && !cue ? "org-unknown" : "name-unknown");
      }
    } else if (listed && cue && !begins && !common) {
      name(start, end, 0.72, "name-cue");
    } else if (listed
        && !begins
        && !common
        && !caps
        && tokens.is(start, EnglishLexicon.GIVEN)
        && !tokens.is(start, EnglishLexicon.NOT_NAME)) {
      name(start, end, 0.66, "name-word");
    } else if (listed
        && (tokens.word(start - 1, "is") || tokens.word(start - 1, "and"))
        && !begins
        && tokens.word(start - 2, "name")) {
      name(start, end, 0.8, "name-cue");
    }
  }

  /** In a Chinese note Latin words are mostly medicine: a name needs two parts or a cue. */
  private void foreign(
      int start, int end, int words, int names, int unknown, int initials, int never, boolean cue) {
    int size = end - start;
    if (never > 0
        || words > 0
        || note.starts(tokens.end[end - 1], "型")
        || note.starts(tokens.end[end - 1], "综合征")
        || note.starts(tokens.end[end - 1], "征")
        || note.starts(tokens.end[end - 1], "病")
        || note.at(tokens.end[end - 1]) == ':'
        || tokens.is(start, EnglishLexicon.TITLE)) {
      return;
    }
    boolean latinCue = cue || context.hanCue(tokens.start[start]);
    boolean caps =
        tokens.shape[start] == LatinTokens.CAPITALS && tokens.end[start] - tokens.start[start] < 6;
    if (size >= 2
        && ((names >= 1 && (names + unknown + initials == size))
            || (initials > 0 && names + unknown > 0 && latinCue))
        && !(caps && !latinCue)
        && !context.disease(end)) {
      name(start, end, latinCue ? 0.9 : 0.78, "name-latin");
    } else if (size == 1 && latinCue && names == 1 && !caps) {
      name(start, end, 0.78, "name-latin");
    }
  }

  private void name(int start, int end, double confidence, String rule) {
    findings.add(Type.NAME, tokens.start[start], tokens.end[end - 1], confidence, rule);
  }

  /** Words that begin sentences or headings, articles and the like. */
  private boolean drops(int t, boolean begins, int end) {
    if (tokens.is(t, EnglishLexicon.NOT_NAME) && !tokens.is(t, EnglishLexicon.NAME)) {
      return true;
    }
    boolean word = tokens.is(t, EnglishLexicon.WORD);
    boolean name = tokens.is(t, EnglishLexicon.NAME);
    boolean mixed =
        (t + 1 < end
                && tokens.is(t + 1, EnglishLexicon.NAME)
                && !tokens.is(t + 1, EnglishLexicon.WORD))
            || (t + 2 < end
                && tokens.shape[t + 1] == LatinTokens.INITIAL
                && !tokens.is(t + 2, EnglishLexicon.WORD));
    if (tokens.is(t, EnglishLexicon.CUE) && (word ? t + 1 < end : !name)) {
      return true;
    }
    mixed &= !tokens.is(t, EnglishLexicon.COMMON) || name;
    name |= mixed;
    return begins
        && word
        && !((name && mixed)
            || (mixed && t + 2 < end && tokens.shape[t + 1] == LatinTokens.INITIAL))
        && !(t + 1 < end && tokens.is(end - 1, EnglishLexicon.ORG));
  }

  private boolean trailing(int t) {
    return (tokens.is(t, EnglishLexicon.NOT_NAME) && !tokens.is(t, EnglishLexicon.NAME))
        || (tokens.is(t, EnglishLexicon.PARTICLE) && tokens.shape[t] == LatinTokens.LOWER)
        || tokens.word(t, "i")
        || tokens.word(t, "md")
        || tokens.word(t, "rn")
        || tokens.word(t, "phd");
  }
}
