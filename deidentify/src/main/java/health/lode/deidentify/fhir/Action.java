package health.lode.deidentify.fhir;

import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;

/**
 * What becomes of a leaf. An action that does not fit the leaf's type redacts it: a number cannot
 * be shifted, a code cannot be cleaned as text.
 */
public sealed interface Action {
  /** Gone; a required element becomes the data-absent-reason {@code masked}. */
  record Redact() implements Action {}

  /** Stays as it is, where it has its type's form. */
  record Keep() implements Action {}

  /**
   * Stays where it is a published word (see {@link Terms}) or a plain number or truth; else gone.
   */
  record Known() implements Action {}

  /** A date goes by the policy's {@code dates}, the patient's own shift included. */
  record Shift() implements Action {}

  /** A keyed code; ids, references, identifiers and URLs each keep their form and still resolve. */
  record Pseudonym() implements Action {}

  /** A date to its year or month. */
  record ToDate(boolean month) implements Action {}

  /** The first characters only. */
  record ToPrefix(int length) implements Action {}

  /** A birth date to its year, an age to itself, each up to 89 years; above as 90. */
  record ToAge() implements Action {}

  /** Free text, through the text cleaner. */
  record Text() implements Action {}

  /** How it is counted and traced. */
  default String word() {
    return this instanceof ToDate || this instanceof ToPrefix || this instanceof ToAge
        ? "generalise"
        : getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
  }

  /** Reads {@code action}, and {@code to} where the action is {@code generalise}. */
  static Action read(StrictMapping rule) {
    StrictNode action = rule.required("action");
    return switch (action.text()) {
      case "redact" -> new Redact();
      case "keep" -> new Keep();
      case "known" -> new Known();
      case "shift" -> new Shift();
      case "pseudonym" -> new Pseudonym();
      case "text" -> new Text();
      case "generalise" -> generalise(rule.required("to"));
      default ->
          throw action.wrong(
              "must be redact, keep, known, shift, pseudonym, generalise or text",
              "应为 redact、keep、known、shift、pseudonym、generalise 或 text");
    };
  }

  private static Action generalise(StrictNode to) {
    String word = to.text();
    if (word.equals("year") || word.equals("month")) {
      return new ToDate(word.equals("month"));
    }
    if (word.equals("age")) {
      return new ToAge();
    }
    if (word.matches("prefix [1-9]")) {
      return new ToPrefix(word.charAt(word.length() - 1) - '0');
    }
    throw to.wrong("must be year, month, age or prefix 1 to 9", "应为 year、month、age 或 prefix 1 至 9");
  }
}
