package health.lode.deidentify.text;

import java.util.regex.Pattern;

/** Dates with English month names, weekdays, times counted back, holidays. */
final class EnglishDates {
  private static final String MONTH =
      "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\b\\.?";
  private static final String DAY = "(?:3[01]|[12]\\d|0?[1-9])(?:st|nd|rd|th)?(?!\\d)";
  private static final String CLOCK =
      "(?:,? (?:at )?\\d{1,2}:\\d{2}(?::\\d{2})?(?: ?[ap]\\.?m\\b\\.?)?)?+";
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          MONTH
              + "(?:[ ,.-]{1,2}"
              + DAY
              + "(?:,?[ -]{1,2}(?:1[89]|20)\\d{2}(?!\\d))?"
              + CLOCK
              + "|[ ,]{1,2}(?:of )?(?:1[89]|20)\\d{2}(?!\\d))",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          DAY + "[ -]?(?:of )?" + MONTH + "(?:,?[ -](?:(?:1[89]|20)\\d{2}|\\d{2})(?!\\d))?" + CLOCK,
          Pattern.CASE_INSENSITIVE);
  private static final Pattern RELATIVE =
      Pattern.compile(
          "(?:yesterday|tomorrow|tonight|today)(?: (?:morning|afternoon|evening|night))?\\b"
              + "|(?:last|next|this|past) (?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|week|month|year|night|weekend|spring|summer|fall|autumn|winter|"
              + MONTH
              + ")(?: (?:morning|afternoon|evening|night))?\\b"
              + "|(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day)(?: (?:morning|afternoon|evening|night))?\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern AGO =
      Pattern.compile(
          "(?:\\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|several|a few|a couple of|many)(?:[ -](?:to|or)[ -]\\d{1,3}|-\\d{1,3})? (?:days?|weeks?|months?|years?|yrs?|wks?)(?: and a half)? (?:ago|back|prior|earlier)\\b",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern HOLIDAY =
      Pattern.compile(
          "(?:christmas(?: eve| day)?|new year(?:'s)?(?: eve| day)|easter(?: sunday)?|thanksgiving(?: day)?|labor day|memorial day|independence day|valentine's day|mother's day|father's day|halloween|boxing day|good friday)\\b",
          Pattern.CASE_INSENSITIVE);

  private static final int REACH = 56;
  private final Note note;
  private final Findings findings;
  private final Form monthFirst;
  private final Form dayFirst;
  private final Form relative;
  private final Form ago;
  private final Form holiday;

  EnglishDates(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    monthFirst = new Form(MONTH_FIRST, note, REACH);
    dayFirst = new Form(DAY_FIRST, note, REACH);
    relative = new Form(RELATIVE, note, REACH);
    ago = new Form(AGO, note, REACH);
    holiday = new Form(HOLIDAY, note, REACH);
  }

  void at(LatinTokens tokens, int t) {
    int start = tokens.start[t];
    if (tokens.shape[t] == LatinTokens.DIGITS) {
      if (tokens.end[t] - start <= 3 && spoken(tokens.end[t])) {
        if (dayFirst.at(start)) {
          findings.add(Type.DATE, start, dayFirst.end(), 0.955, "date-english");
        } else if (ago.at(start)) {
          findings.add(Type.DATE, start, ago.end(), 0.9, "date-ago");
        }
      }
      return;
    }
    if (tokens.is(t, EnglishLexicon.MONTH)) {
      if (monthFirst.at(start)) {
        findings.add(Type.DATE, start, monthFirst.end(), 0.95, "date-english");
      } else if (tokens.shape[t] != LatinTokens.LOWER
          && tokens.end[t] - start > 3
          && (tokens.word(t - 1, "in")
              || tokens.word(t - 1, "since")
              || tokens.word(t - 1, "until")
              || tokens.word(t - 1, "early")
              || tokens.word(t - 1, "late")
              || tokens.word(t - 1, "of"))) {
        findings.add(Type.DATE, start, tokens.end[t], 0.8, "date-english");
      }
    }
    char first = Character.toLowerCase(note.c[start]);
    if (tokens.end[t] - start < 3 && first != 'a') {
      return;
    }
    if ("ytlnpmwfs".indexOf(first) >= 0 && relative.at(start)) {
      findings.add(Type.DATE, start, relative.end(), 0.88, "date-relative");
    }
    if ("aotfsenm".indexOf(first) >= 0 && ago.at(start)) {
      findings.add(Type.DATE, start, ago.end(), 0.89, "date-ago");
    }
    if ("cnetlmivfhbg".indexOf(first) >= 0 && holiday.at(start)) {
      findings.add(Type.DATE, start, holiday.end(), 0.87, "date-holiday");
    }
  }

  /** Whether a word or another number follows: 5 May, 3rd of June, 2 to 3 weeks, 2-3 weeks. */
  private boolean spoken(int end) {
    char next = note.at(end);
    if (next == ' ' || next == '-') {
      char after = note.at(end + 1);
      return Note.isAsciiLetter(after) || Note.isDigit(after);
    }
    return Note.isAsciiLetter(next);
  }
}
