package health.lode.node;

import health.lode.deidentify.text.Known;
import health.lode.vault.Vault;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.identity.KnownPatient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the identity store knows of a cut's persons, as the text engine takes it. A person goes by
 * the number in the node, the same for tables, notes, documents and images.
 */
final class KnownPersons {
  private final Vault data;
  private final CutInfo cut;

  KnownPersons(Vault data, CutInfo cut) {
    this.data = data;
    this.cut = cut;
  }

  /** What the text engine looks for besides what it finds by itself. */
  Known of(long person) {
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
