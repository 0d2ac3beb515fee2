package health.lode.deidentify.records;

import health.lode.deidentify.fhir.Subject;
import health.lode.deidentify.fhir.Subject.Kind;
import health.lode.deidentify.fhir.TextCleaner;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.text.Known;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextPolicy;
import java.util.List;

/** The free text of FHIR and CDA through the text room, with what is known of the patient. */
public final class NoteCleaner implements TextCleaner {
  private final TextDeidentifier notes;
  private final TextDeidentifier terms;

  private NoteCleaner(TextPolicy text, Dates dates, Pseudonyms pseudonyms) {
    this.notes = TextDeidentifier.of(text, dates, pseudonyms);
    this.terms = TextDeidentifier.of(text.sure(), dates, pseudonyms);
  }

  /** By the policy's section {@code text}; where it has none, every text is withheld. */
  public static TextCleaner of(Policy policy, Pseudonyms pseudonyms) {
    if (!policy.speaksOf(Policy.Section.TEXT)) {
      return WITHHOLD;
    }
    TextPolicy text = policy.section(Policy.Section.TEXT, TextPolicy::read);
    return new NoteCleaner(text, policy.dates(), pseudonyms);
  }

  @Override
  public String clean(Subject about, String text) {
    return notes.deidentify(text, known(about)).text();
  }

  @Override
  public String cleanTerm(Subject about, String words) {
    return terms.deidentify(words, known(about)).text();
  }

  private static Known known(Subject about) {
    return new Known(
        about.key(),
        of(Kind.NAME, about),
        of(Kind.NUMBER, about),
        of(Kind.CONTACT, about),
        of(Kind.ADDRESS, about));
  }

  private static List<String> of(Kind kind, Subject about) {
    return about.known().stream()
        .filter(k -> k.kind() == kind)
        .map(Subject.KnownIdentity::text)
        .toList();
  }
}
