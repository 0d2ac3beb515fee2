package health.lode.governance.consent;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The fold of openings in the order of their batches: every patient's choices, by source-patient
 * key. Not thread-safe.
 */
public final class Choices {
  private final SortedMap<String, PatientChoices> byPatient = new TreeMap<>();

  /** Takes in the next opening. */
  public void add(Opening opening) {
    byPatient.merge(
        opening.patient(),
        PatientChoices.none().after(opening),
        (before, ignored) -> before.after(opening));
  }

  /** The choices of this patient; a silent one has none. */
  public PatientChoices of(String patient) {
    return byPatient.getOrDefault(patient, PatientChoices.none());
  }

  /** Everyone who ever decided. */
  public SortedMap<String, PatientChoices> all() {
    return Collections.unmodifiableSortedMap(byPatient);
  }
}
