package health.lode.simulator;

import java.time.LocalDate;

/**
 * One diagnosis entry.
 *
 * @param firstSent what was sent at first: differs from {@code disease} where it was corrected
 * @param repeated whether the very same record is sent twice (FHIR, CSV)
 */
record Diagnosis(
    String id,
    DiagnosisRole role,
    Disease disease,
    LocalDate date,
    Fate fate,
    Disease firstSent,
    boolean repeated) {}
