package health.lode.simulator;

/** Sex as the three hospitals write it. */
public enum Sex {
  MALE("男", "M", "male"),
  FEMALE("女", "F", "female");

  private final String chinese;
  private final String hl7;
  private final String fhir;

  Sex(String chinese, String hl7, String fhir) {
    this.chinese = chinese;
    this.hl7 = hl7;
    this.fhir = fhir;
  }

  public String chinese() {
    return chinese;
  }

  String hl7() {
    return hl7;
  }

  String fhir() {
    return fhir;
  }

  Sex other() {
    return this == MALE ? FEMALE : MALE;
  }

  /** The code as this hospital sends it. */
  public String asSentBy(HospitalKind hospital) {
    return switch (hospital) {
      case FHIR -> fhir;
      case CSV -> chinese;
      case HL7V2 -> hl7;
    };
  }
}
