package health.lode.deidentify.text;

import java.util.List;

/** Finds identifiers. */
public final class TextDeidentifier {
  static List<Finding> find(String text) {
    Note note = new Note(text);
    Findings findings = new Findings(note);
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
