package health.lode.simulator;

/** The laboratory items, with each hospital's name for them. All hospitals use the same scale. */
public enum LaboratoryItem {
  WBC("6690-2", "白细胞计数", "白细胞", "10*9/L", "10^9/L", "3.5", "9.5", 2),
  RBC("789-8", "红细胞计数", "红细胞", "10*12/L", "10^12/L", "3.8", "5.8", 2),
  HGB("718-7", "血红蛋白", "血红蛋白", "g/L", "g/L", "115", "175", 0),
  PLT("777-3", "血小板计数", "血小板", "10*9/L", "10^9/L", "125", "350", 0),
  NEUT("770-8", "中性粒细胞百分比", "中性粒细胞%", "%", "%", "40", "75", 1),
  CRP("1988-5", "C反应蛋白", "C反应蛋白", "mg/L", "mg/L", "0", "10", 1);

  private final String loinc;
  private final String chinese;
  private final String display;
  private final String ucum;
  private final String localUnit;
  private final String low;
  private final String high;
  private final int decimals;

  LaboratoryItem(
      String loinc,
      String chinese,
      String display,
      String ucum,
      String localUnit,
      String low,
      String high,
      int decimals) {
    this.loinc = loinc;
    this.chinese = chinese;
    this.display = display;
    this.ucum = ucum;
    this.localUnit = localUnit;
    this.low = low;
    this.high = high;
    this.decimals = decimals;
  }

  public String loinc() {
    return loinc;
  }

  /** The item as this hospital sends it: a LOINC code, a Chinese name, a local abbreviation. */
  public String codeAt(HospitalKind hospital) {
    return switch (hospital) {
      case FHIR -> loinc;
      case CSV -> chinese;
      case HL7V2 -> this == NEUT ? "NEUT%" : name();
    };
  }

  public String unitAt(HospitalKind hospital) {
    return hospital == HospitalKind.FHIR ? ucum : localUnit;
  }

  String display() {
    return display;
  }

  String low() {
    return low;
  }

  String high() {
    return high;
  }

  int decimals() {
    return decimals;
  }
}
