package health.lode.simulator;

/** The three hospitals, each known by the way it exports. */
public enum HospitalKind {
  FHIR("A", "云麓人民医院"),
  CSV("B", "江湾中心医院"),
  HL7V2("C", "松岭第一医院");

  private final String letter;
  private final String hospitalName;

  HospitalKind(String letter, String hospitalName) {
    this.letter = letter;
    this.hospitalName = hospitalName;
  }

  /** A, B or C. */
  public String letter() {
    return letter;
  }

  public String hospitalName() {
    return hospitalName;
  }
}
