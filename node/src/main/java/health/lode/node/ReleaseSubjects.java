package health.lode.node;

import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.deidentify.text.Known;
import health.lode.deidentify.text.TextDeidentifier;
import health.lode.deidentify.text.TextPolicy;
import health.lode.vault.Vault;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.identity.KnownPatient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The persons of a release: the key that their pseudonyms and date shifts are made from, and their
 * words without what the vault knows them by. The key is the person's number in the node, the same
 * for tables, notes, documents and images.
 */
final class ReleaseSubjects {
  private final Vault data;
  private final CutInfo cut;

  private final TextDeidentifier engine;
  private final TextDeidentifier sure;

  ReleaseSubjects(Vault data, ReleaseMaking.Order order, Pseudonyms pseudonyms) {
    this.data = data;
    this.cut = order.cut();
    TextPolicy policy = order.policy().section(Policy.Section.TEXT, TextPolicy::read);
    this.engine = TextDeidentifier.of(policy, order.policy().dates(), pseudonyms);
    this.sure = TextDeidentifier.of(policy.sure(), order.policy().dates(), pseudonyms);
  }

  ReleaseColumns.Subject of(long person) {
    Known known = known(person);
    return new ReleaseColumns.Subject() {
      /** The same words stand in many rows of a person. */
      private final Map<String, String> done = new HashMap<>();

      @Override
      public String key() {
        return known.patient();
      }

      @Override
      public String cleaned(String text) {
        return engine.deidentify(text, known).text();
      }

      @Override
      public String checked(String words) {
        return done.computeIfAbsent(words, w -> sure.deidentify(w, known).text());
      }
    };
  }

  /** What the text engine looks for besides what it finds by itself. */
  Known known(long person) {
    KnownPatient patient =
        data.known(cut, person).orElseGet(() -> new KnownPatient(person, Map.of()));
    List<String> numbers = new ArrayList<>(patient.of(Kind.ID_NUMBER));
    numbers.addAll(patient.of(Kind.MEDICAL_RECORD_NUMBER));
    numbers.addAll(patient.of(Kind.INSURANCE_NUMBER));
    numbers.addAll(patient.of(Kind.OTHER));
    return new Known(
        Long.toString(person),
        patient.of(Kind.NAME),
        numbers,
        patient.of(Kind.PHONE),
        patient.of(Kind.ADDRESS));
  }
}
