package health.lode.deidentify.text;

import java.util.regex.Matcher;
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

  private final Note note;
  private final Findings findings;
  private final Matcher monthFirst;
  private final Matcher dayFirst;
  private final Matcher relative;
  private final Matcher ago;
  private final Matcher holiday;

  EnglishDates(Note note, Findings findings) {
    this.note = note;
    this.findings = findings;
    monthFirst = MONTH_FIRST.matcher(note.plain);
    dayFirst = DAY_FIRST.matcher(note.plain);
    relative = RELATIVE.matcher(note.plain);
    ago = AGO.matcher(note.plain);
    holiday = HOLIDAY.matcher(note.plain);
  }

  void at(LatinTokens tokens, int t) {
    int start = tokens.start[t];
    if (tokens.shape[t] == LatinTokens.DIGITS) {
      if (tokens.end[t] - start <= 3) {
        if (matches(dayFirst, start)) {
          findings.add(Type.DATE, start, dayFirst.end(), 0.955, "date-english");
        } else if (matches(ago, start)) {
          findings.add(Type.DATE, start, ago.end(), 0.9, "date-ago");
        }
      }
      return;
    }
    if (tokens.is(t, EnglishLexicon.MONTH)) {
      if (matches(monthFirst, start)) {
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
    if ("ytlnpmwfs".indexOf(first) >= 0 && matches(relative, start)) {
      findings.add(Type.DATE, start, relative.end(), 0.88, "date-relative");
    }
    if ("aotfsenm".indexOf(first) >= 0 && matches(ago, start)) {
      findings.add(Type.DATE, start, ago.end(), 0.89, "date-ago");
    }
    if ("cnetlmivfhbg".indexOf(first) >= 0 && matches(holiday, start)) {
      findings.add(Type.DATE, start, holiday.end(), 0.87, "date-holiday");
    }
  }

  private boolean matches(Matcher matcher, int at) {
    return matcher.region(at, Math.min(note.length(), at + 56)).lookingAt();
  }
}
