package health.lode.simulator;

/** What a diagnosis is to its visit. */
public enum DiagnosisRole {
  ADMISSION("入院诊断", "A", "AD"),
  DISCHARGE("出院诊断", "F", "DD"),
  COMPLICATION("并发症", "F", "CM"),
  OUTPATIENT("门诊诊断", "F", "AD"),
  SYMPTOM("症状", "W", "CC");

  private final String chinese;
  private final String hl7;
  private final String fhir;

  DiagnosisRole(String chinese, String hl7, String fhir) {
    this.chinese = chinese;
    this.hl7 = hl7;
    this.fhir = fhir;
  }

  String chinese() {
    return chinese;
  }

  /** DG1-6. */
  String hl7() {
    return hl7;
  }

  /** Encounter.diagnosis.use. */
  String fhir() {
    return fhir;
  }
}
