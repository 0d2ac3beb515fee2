package health.lode.simulator;

/** Kinds of visit, as the three hospitals write them. */
public enum VisitKind {
  OUTPATIENT("AMB", "门诊", "O"),
  INPATIENT("IMP", "住院", "I"),
  EMERGENCY("EMER", "急诊", "E");

  private final String fhir;
  private final String chinese;
  private final String hl7;

  VisitKind(String fhir, String chinese, String hl7) {
    this.fhir = fhir;
    this.chinese = chinese;
    this.hl7 = hl7;
  }

  String chinese() {
    return chinese;
  }

  public String codeAt(HospitalKind hospital) {
    return switch (hospital) {
      case FHIR -> fhir;
      case CSV -> chinese;
      case HL7V2 -> hl7;
    };
  }
}
