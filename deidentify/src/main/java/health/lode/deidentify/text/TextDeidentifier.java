package health.lode.deidentify.text;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.List;

/**
 * Finds identifiers in Chinese and English notes and replaces them by a policy. Immutable; safe for
 * several threads.
 */
public final class TextDeidentifier {
  private final TextPolicy policy;
  private final Dates dates;
  private final Pseudonyms pseudonyms;

  private TextDeidentifier(TextPolicy policy, Dates dates, Pseudonyms pseudonyms) {
    this.policy = policy;
    this.dates = dates;
    this.pseudonyms = pseudonyms;
  }

  public static TextDeidentifier of(TextPolicy policy, Dates dates, Pseudonyms pseudonyms) {
    return new TextDeidentifier(policy, dates, pseudonyms);
  }

  /** Replaces what is found; what is known of the patient is found besides. */
  public Deidentified deidentify(String text, Known known) {
    Note note = new Note(text);
    List<Finding> findings = find(note, known);
    if (findings.isEmpty()) {
      return new Deidentified(text, findings, List.of());
    }
    return new Rewriting(note, policy, new Surrogates(pseudonyms, dates, known.patient()))
        .of(findings);
  }

  /** What is found, in the text's order and without overlaps. */
  public List<Finding> find(String text, Known known) {
    return find(new Note(text), known);
  }

  static List<Finding> find(String text) {
    return find(new Note(text), Known.NOTHING);
  }

  private static List<Finding> find(Note note, Known known) {
    Findings findings = new Findings(note);
    KnownWords.find(note, known, findings);
    new NumberScan(note, findings).find();
    Tokens tokens = Segmenter.cut(note, findings);
    ChineseFields.find(note, tokens, findings);
    Person.find(note, tokens, findings);
    EnglishNames.find(note, findings);
    Repeats.find(note, findings);
    Organisations.find(note, tokens, findings);
    ChineseAddresses.find(note, tokens, findings);
    return findings.resolved();
  }
}
