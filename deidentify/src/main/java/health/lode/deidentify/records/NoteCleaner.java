package health.lode.deidentify.records;

import health.lode.deidentify.fhir.Subject;
import health.lode.deidentify.fhir.Subject.Kind;
import health.lode.deidentify.fhir.TextCleaner;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.text.Known;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextPolicy;
import java.util.List;

/** The free text of FHIR and CDA through the text room, with what is known of the patient. */
public final class NoteCleaner implements TextCleaner {
  private final TextDeidentifier notes;

  private NoteCleaner(TextDeidentifier notes) {
    this.notes = notes;
  }

  /** By the policy's section {@code text}; where it has none, every text is withheld. */
  public static TextCleaner of(Policy policy, Pseudonyms pseudonyms) {
    if (!policy.speaksOf(Policy.Section.TEXT)) {
      return WITHHOLD;
    }
    TextPolicy text = policy.section(Policy.Section.TEXT, TextPolicy::read);
    return new NoteCleaner(TextDeidentifier.of(text, policy.dates(), pseudonyms));
  }

  @Override
  public String clean(Subject about, String text) {
    Known known =
        new Known(
            about.key(),
            of(Kind.NAME, about),
            of(Kind.NUMBER, about),
            of(Kind.CONTACT, about),
            of(Kind.ADDRESS, about));
    return notes.deidentify(text, known).text();
  }

  private static List<String> of(Kind kind, Subject about) {
    return about.known().stream()
        .filter(k -> k.kind() == kind)
        .map(Subject.KnownIdentity::text)
        .toList();
  }
}
