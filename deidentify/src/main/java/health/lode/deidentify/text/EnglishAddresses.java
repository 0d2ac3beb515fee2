package health.lode.deidentify.text;

/**
 * Addresses in Latin script: from a house number, a unit or a post box over street, town and code,
 * as long as what follows still reads like an address.
 */
final class EnglishAddresses {
  private static final int LONGEST = 140;
  private final Note note;
  private final LatinTokens tokens;
  private final Findings findings;

  EnglishAddresses(Note note, LatinTokens tokens, Findings findings) {
    this.note = note;
    this.tokens = tokens;
    this.findings = findings;
  }

  /** Where the address at token {@code t} ends; {@code t} itself where there is none. */
  int at(int t) {
    if (tokens.word(t, "corner") && tokens.word(t + 1, "of")) {
      return corner(t);
    }
    boolean digits = tokens.shape[t] == LatinTokens.DIGITS;
    boolean unit = tokens.is(t, EnglishLexicon.UNIT) && tokens.capital(t);
    boolean box =
        tokens.word(t, "psc")
            || tokens.word(t, "po")
            || (tokens.word(t, "p") && tokens.word(t + 1, "o"))
            || tokens.word(t, "usns")
            || tokens.word(t, "uss")
            || tokens.word(t, "cmr");
    boolean street =
        (tokens.capital(t)
                || tokens.word(t, "ul")
                || tokens.word(t, "via")
                || tokens.word(t, "rua")
                || tokens.word(t, "calle")
                || tokens.word(t, "rue"))
            && !tokens.is(t, EnglishLexicon.TITLE)
            && nameThenNumber(t);
    if ((!digits && !unit && !box && !street)
        || (digits && (tokens.end[t] - tokens.start[t] > 6 || measured(t)))) {
      return t;
    }
    int streets = 0;
    int units = box || unit ? 1 : 0;
    int numbers = digits ? 1 : 0;
    int named = street ? 1 : 0;
    int last = t;
    int i = t + 1;
    for (; i < tokens.size && tokens.start[i] - tokens.start[t] < LONGEST; i++) {
      if (!tokens.gap(i, " ,.\n\t>#-/", 8) || sentence(i)) {
        break;
      }
      boolean capital = tokens.capital(i);
      if (tokens.shape[i] == LatinTokens.DIGITS) {
        numbers++;
      } else if (tokens.is(i, EnglishLexicon.UNIT)
          && (capital || tokens.shape[i + 1 < tokens.size ? i + 1 : i] == LatinTokens.DIGITS)) {
        units++;
      } else if (tokens.is(i, EnglishLexicon.STREET)
          && (capital || named > 0 || (followed(i) && tokens.capital(i + 1)))) {
        streets++;
        named++;
      } else if (capital
          && !(tokens.is(i, EnglishLexicon.COMMON) && tokens.is(i, EnglishLexicon.NOT_NAME))) {
        boolean code =
            (tokens.shape[i] == LatinTokens.CAPITALS && tokens.end[i] - tokens.start[i] == 2)
                || country(i)
                || country(i - 1)
                || (streets + units > 0 && shortLine(i));
        if (label(i)
            || (!code
                && tokens.is(i, EnglishLexicon.WORD)
                && !tokens.is(
                    i,
                    EnglishLexicon.NAME
                        | EnglishLexicon.CITY
                        | EnglishLexicon.STATE
                        | EnglishLexicon.COUNTRY)
                && breaks(i))) {
          break;
        }
        named++;
        if (compound(i)) {
          streets++;
        }
      } else if (tokens.word(i, "nan")
          || (tokens.is(i, EnglishLexicon.PARTICLE) && named + numbers > 0 && followed(i))
          || (compound(i) && named > 0)
          || (tokens.shape[i] == LatinTokens.LOWER && tokens.flags[i] == 0 && followed(i))) {
        if (compound(i)) {
          streets++;
        }
      } else {
        break;
      }
      last = i;
    }
    while (last > t && (tokens.is(last, EnglishLexicon.PARTICLE) || tokens.word(last, "i"))) {
      last--;
    }
    boolean strong =
        (streets > 0 && named > 0 && numbers > 0)
            || (units > 0 && numbers > 0 && (named > 0 || box || (unit && last > t)))
            || (numbers > 0 && named > 0 && street);
    boolean lone = digits && numbers >= 2 && named >= 1 && !note.chinese && unknownInside(t, last);
    if (last == t || !(strong || lone)) {
      return t;
    }
    if (note.chinese && !(streets > 0 && numbers > 0 && last - t >= 2)) {
      return t;
    }
    if (unit && !digits && !box && last == t + 1 && tokens.end[last] - tokens.start[last] > 5) {
      return t;
    }
    int end = tokens.end[last];
    findings.add(
        Type.ADDRESS,
        tokens.start[t],
        end,
        strong ? 0.935 : 0.86,
        strong ? "address-street" : "address-numbers");
    return last;
  }

  /** the corner of 159 Eleftheriou str and Rennie Union. */
  private int corner(int t) {
    int first = tokens.word(t - 1, "the") ? t - 1 : t;
    int last = t + 1;
    int ands = 0;
    for (int i = t + 2; i < tokens.size && i - t < 14; i++) {
      boolean and = tokens.word(i, "and") && ands++ == 0;
      boolean part =
          tokens.capital(i)
              || tokens.shape[i] == LatinTokens.DIGITS
              || tokens.is(i, EnglishLexicon.PARTICLE | EnglishLexicon.STREET)
              || compound(i)
              || tokens.flags[i] == 0
              || (tokens.is(i, EnglishLexicon.NAME) && !tokens.is(i, EnglishLexicon.WORD));
      if (!tokens.gap(i, " ./", 3) || (!and && !part)) {
        break;
      }
      last = and ? last : i;
    }
    if (last <= t + 1) {
      return t;
    }
    findings.add(Type.ADDRESS, tokens.start[first], tokens.end[last], 0.94, "address-corner");
    return last;
  }

  /** Ulica 14, Allika 46: a name and a house number, where no measure follows. */
  private boolean nameThenNumber(int t) {
    if (note.chinese
        || (tokens.is(t, EnglishLexicon.WORD | EnglishLexicon.NOT_NAME | EnglishLexicon.MONTH)
            && !tokens.is(t, EnglishLexicon.STREET))) {
      return false;
    }
    int i = t;
    int words = 0;
    boolean streets = false;
    while (i < tokens.size && words < 5 && tokens.shape[i] != LatinTokens.DIGITS) {
      if ((i > t && !tokens.gap(i, " .", 2))
          || (!tokens.capital(i)
              && !(i == t && tokens.is(i, EnglishLexicon.STREET))
              && !tokens.is(i, EnglishLexicon.PARTICLE)
              && !compound(i))) {
        return false;
      }
      streets |= compound(i) || tokens.is(i, EnglishLexicon.STREET);
      i++;
      words++;
    }
    boolean led =
        t > 0
            && tokens.gap(t, " ", 1)
            && tokens.shape[t - 1] == LatinTokens.LOWER
            && (tokens.is(t - 1, EnglishLexicon.PLACE_CUE)
                || tokens.word(t - 1, "on")
                || tokens.word(t - 1, "and")
                || tokens.word(t - 1, "of")
                || tokens.word(t - 1, "is"));
    boolean ended =
        (i < tokens.size && "\n,?!;".indexOf(note.at(tokens.end[i])) >= 0)
            || (i < tokens.size && note.at(tokens.end[i]) == '.')
            || (i < tokens.size
                && note.at(tokens.end[i]) == ' '
                && (tokens.word(i + 1, "and")
                    || tokens.word(i + 1, "in")
                    || tokens.is(i + 1, EnglishLexicon.STREET)));
    streets |= led && ended;
    return streets
        && i < tokens.size
        && words > 0
        && tokens.gap(i, " ", 1)
        && tokens.shape[i] == LatinTokens.DIGITS
        && tokens.end[i] - tokens.start[i] <= 4
        && !measured(i)
        && !note.chinese;
  }

  private boolean unknownInside(int from, int to) {
    for (int i = from; i <= to; i++) {
      if (tokens.capital(i)
          && !tokens.is(i, EnglishLexicon.WORD | EnglishLexicon.MONTH | EnglishLexicon.NOT_NAME)) {
        return true;
      }
    }
    return false;
  }

  private boolean measured(int t) {
    char next = note.at(tokens.end[t]);
    char before = note.at(tokens.start[t] - 1);
    return next == '%'
        || next == ':'
        || next == '/'
        || (next == '.' && Note.isDigit(note.at(tokens.end[t] + 1)))
        || before == '.'
        || before == '/'
        || before == '$'
        || before == '-'
        || before == ':'
        || (tokens.is(t + 1, EnglishLexicon.MEASURE) && tokens.gap(t + 1, " ", 1))
        || (Note.isLatin(next)
            && tokens.shape[Math.min(t + 1, tokens.size - 1)] == LatinTokens.LOWER);
  }

  /** A full stop that ends a sentence, not an abbreviation, before the token. */
  private boolean sentence(int i) {
    int end = tokens.end[i - 1];
    boolean stop = note.at(end) == '.' && note.at(end + 1) != '\n' && tokens.start[i] > end + 1;
    boolean blank =
        note.plain.startsWith("\n\n", end)
            && !tokens.capital(i)
            && tokens.shape[i] != LatinTokens.DIGITS;
    return (stop
            && !tokens.is(i - 1, EnglishLexicon.STREET | EnglishLexicon.UNIT)
            && tokens.end[i - 1] - tokens.start[i - 1] > 4
            && tokens.is(i, EnglishLexicon.COMMON))
        || blank
        || (stop
            && tokens.is(i, EnglishLexicon.COMMON)
            && !tokens.is(
                i, EnglishLexicon.STREET | EnglishLexicon.UNIT | EnglishLexicon.PARTICLE));
  }

  /** A line of at most four capitalised words, as a town's is. */
  private boolean shortLine(int i) {
    int at = i;
    while (at < tokens.size && at - i < 5 && tokens.capital(at)) {
      int end = tokens.end[at];
      if (end >= note.length() || note.c[end] == '\n' || note.c[end] == ',') {
        return true;
      }
      at++;
      if (!tokens.gap(at, " -'", 2)) {
        return false;
      }
    }
    return at > i && at < tokens.size && tokens.shape[at] == LatinTokens.DIGITS;
  }

  private boolean country(int i) {
    if (i < 0 || i + 1 >= tokens.size || !tokens.gap(i + 1, " ", 1)) {
      return false;
    }
    String two =
        note.plain.substring(tokens.start[i], tokens.end[i + 1]).toLowerCase(java.util.Locale.ROOT);
    return (EnglishLexicon.one().flags(two) & (EnglishLexicon.COUNTRY | EnglishLexicon.STATE)) != 0;
  }

  private boolean label(int i) {
    return note.at(tokens.end[i]) == ':' || note.at(tokens.end[i]) == '@';
  }

  /** A new line that begins with an ordinary word ends the address. */
  private boolean breaks(int i) {
    for (int at = tokens.end[i - 1]; at < tokens.start[i]; at++) {
      if (note.c[at] == '\n') {
        return true;
      }
    }
    return tokens.is(i, EnglishLexicon.COMMON)
        && !tokens.capital(i + 1)
        && (i + 1 >= tokens.size || tokens.shape[i + 1] != LatinTokens.DIGITS);
  }

  private boolean followed(int i) {
    return i + 1 < tokens.size
        && tokens.gap(i + 1, " .", 2)
        && (tokens.capital(i + 1) || tokens.shape[i + 1] == LatinTokens.DIGITS);
  }

  /** Kiannonkatu, Kopfhölzistrasse: a street's kind at the end of its name. */
  private boolean compound(int i) {
    int end = tokens.end[i];
    if (end - tokens.start[i] < 6) {
      return false;
    }
    String word = note.plain.substring(tokens.start[i], end).toLowerCase(java.util.Locale.ROOT);
    for (String ending :
        new String[] {
          "straße", "strasse", "straat", "gasse", "katu", "tie", "vej", "vegur", "gatan", "gata",
          "gate", "vägen", "veien", "weg", "laan", "utca", "allee", "platz", "plein", "kuja",
          "gade", "stræde", "stien", "vegen", "dreef", "singel", "gracht", "polku", "backen",
          "gränd"
        }) {
      if (word.endsWith(ending)) {
        return true;
      }
    }
    return false;
  }
}
