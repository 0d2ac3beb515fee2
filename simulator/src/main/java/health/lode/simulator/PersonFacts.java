package health.lode.simulator;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/**
 * What one hospital truly knows about one person once everything it sent is taken in: corrections
 * applied, mistakes taken back, duplicates and unreadable records without effect.
 *
 * @param person the person's number, the same in every hospital; never sent
 * @param patientKeys the keys under which the hospital's records name this person: FHIR {@code
 *     Patient/id}, CSV {@code 病案号}, HL7 v2 {@code number^authority} of PID-3; more than one where
 *     the hospital has the person twice
 * @param recordNumbers the medical record numbers, in the order of {@code patientKeys}
 * @param sex as this hospital sent it
 * @param birthDate as this hospital sent it, under the first record number
 * @param died the date of death, where this hospital knows of it
 */
public record PersonFacts(
    int person,
    HospitalKind hospital,
    List<String> patientKeys,
    List<String> recordNumbers,
    Sex sex,
    LocalDate birthDate,
    Optional<LocalDate> died,
    List<VisitFact> visits,
    List<ConditionFact> conditions,
    List<MeasurementFact> measurements) {

  /** One visit. */
  public record VisitFact(
      String number,
      VisitKind kind,
      LocalDateTime start,
      LocalDateTime end,
      Optional<Outcome> outcome) {}

  /**
   * One row of {@code condition_occurrence}.
   *
   * @param icd10 WHO form
   * @param code as sent
   */
  public record ConditionFact(
      String visit, DiagnosisRole role, String icd10, String code, LocalDate date) {}

  /** One row of {@code measurement}. */
  public record MeasurementFact(
      String visit, LaboratoryItem item, BigDecimal value, LocalDateTime taken) {}

  /** Whether any diagnosis begins with this WHO code: {@code "J18"}. */
  public boolean has(String icd10Prefix) {
    return conditions.stream().anyMatch(c -> c.icd10().startsWith(icd10Prefix));
  }
}
