package health.lode.simulator;

import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One visit.
 *
 * @param outcome of an inpatient stay, otherwise null
 * @param repeated whether the record that opens the visit is sent twice
 */
record Visit(
    String number,
    VisitKind kind,
    String department,
    LocalDateTime start,
    LocalDateTime end,
    @Nullable Outcome outcome,
    List<Diagnosis> diagnoses,
    List<Panel> panels,
    boolean repeated) {

  boolean hasChangedDiagnosis() {
    return diagnoses.stream().anyMatch(d -> d.fate() != Fate.AS_SENT);
  }
}
