package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Draws;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.Optional;

/**
 * Stand-ins of the same kind and form for one patient's notes: the same value gives the same one.
 * Never the value itself, and where none can be made, none.
 */
final class Surrogates {
  private static final int TRIES = 20;
  private final Pseudonyms pseudonyms;
  private final String patient;
  private final DateSurrogate dates;

  Surrogates(Pseudonyms pseudonyms, Dates dates, String patient) {
    this.pseudonyms = pseudonyms;
    this.patient = patient;
    int days = dates instanceof Dates.Shift shift ? pseudonyms.shiftDays(shift, patient) : 0;
    this.dates = new DateSurrogate(dates, days);
  }

  /**
   * @param note the note, folded
   * @return empty where the finding must be masked
   */
  Optional<String> of(Finding finding, Note note) {
    String written = note.plain.substring(finding.start(), finding.end());
    Optional<String> made =
        switch (finding.type()) {
          case NAME -> name(written);
          case DATE -> dates.of(written, finding.rule());
          case ADDRESS -> place(written);
          case PHONE, MRN, BANK -> digits(finding.type(), written);
          // A number that could be somebody's is no stand-in; the others have no form to keep.
          case ID, ORG, AGE, PLATE, EMAIL, WECHAT -> Optional.empty();
        };
    boolean relative = finding.type() == Type.DATE;
    return made.filter(surrogate -> relative || !surrogate.equals(written));
  }

  private Draws draws(Type type, String value) {
    return pseudonyms.draws("text/" + type.name(), patient + "\0" + value);
  }

  private Optional<String> name(String written) {
    String bare = written.replace(" ", "");
    if (bare.isEmpty() || !Note.isHan(bare.charAt(0)) || bare.length() > 4) {
      return Optional.empty();
    }
    ChineseNameModel model = ChineseNameModel.one();
    boolean suffix = bare.endsWith("某") || bare.startsWith("老") || bare.startsWith("小") || bare.startsWith("阿");
    if (suffix) {
      return Optional.empty();
    }
    Draws draws = draws(Type.NAME, bare);
    for (int attempt = 0; attempt < TRIES; attempt++) {
      String made = model.draw(draws, bare);
      if (apart(made, bare)) {
        return Optional.of(made);
      }
    }
    return Optional.empty();
  }

  /** No character of the one in its place in the other. */
  private static boolean apart(String made, String bare) {
    for (int i = 0; i < Math.min(made.length(), bare.length()); i++) {
      if (made.charAt(i) == bare.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** A place keeps its province or city at most; a place that says no more than that is masked. */
  private Optional<String> place(String written) {
    return ChinesePlaces.wider(written).filter(wider -> wider.length() < written.length());
  }

  private Optional<String> digits(Type type, String written) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (Note.isDigit(c)) {
        digits.append(c);
      } else if (Character.isLetter(c) || c == '*') {
        return Optional.empty();
      }
    }
    if (digits.length() < Pseudonyms.FEWEST_DIGITS) {
      return Optional.empty();
    }
    String made = pseudonyms.digits("text/" + type.name(), digits.toString());
    StringBuilder out = new StringBuilder(written);
    int next = 0;
    for (int i = 0; i < out.length(); i++) {
      if (Note.isDigit(out.charAt(i))) {
        out.setCharAt(i, made.charAt(next++));
      }
    }
    return Optional.of(out.toString());
  }
}
