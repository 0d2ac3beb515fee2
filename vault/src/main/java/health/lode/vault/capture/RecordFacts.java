package health.lode.vault.capture;

import health.lode.vault.capture.PatientRegister.Identified;
import health.lode.vault.capture.PatientRegister.PatientKey;
import java.util.ArrayList;
import java.util.List;

/** Collects the facts of one record until its turn comes to be appended. */
final class RecordFacts implements FactSink {
  /** Two keys that a record says are one patient. */
  record Merged(PatientKey surviving, PatientKey retired) {}

  private final DecodingThread thread;
  final List<IntakeRow> rows = new ArrayList<>(2);
  final List<Identified> patients = new ArrayList<>(0);
  final List<Merged> merges = new ArrayList<>(0);

  RecordFacts(DecodingThread thread) {
    this.thread = thread;
  }

  @Override
  public FactRow fact(String table, String key) {
    IntakeRow row = new IntakeRow(thread.table(table), thread.factKey(key), thread);
    rows.add(row);
    return row;
  }

  @Override
  public void patient(PatientFact patient) {
    List<PatientKey> others = new ArrayList<>();
    for (String other : patient.otherKeys()) {
      others.add(thread.patientKey(other));
    }
    patients.add(new Identified(thread.patientKey(patient.key()), others, patient));
  }

  @Override
  public void mergePatients(String survivingKey, String retiredKey) {
    merges.add(new Merged(thread.patientKey(survivingKey), thread.patientKey(retiredKey)));
  }

  /** Drops everything: the record goes to quarantine. */
  void clear() {
    rows.clear();
    patients.clear();
    merges.clear();
  }
}
