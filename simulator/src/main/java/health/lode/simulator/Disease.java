package health.lode.simulator;

/**
 * The diagnoses that occur, with the WHO code and the two Chinese editions' codes. The names are
 * those of the code lists; where the editions say the same thing in the same way, both are alike.
 */
public enum Disease {
  COUGH("R05", "R05.x00", "R05.x00", "咳嗽"),
  FEVER("R50.9", "R50.900", "R50.900", "发热"),
  HAEMOPTYSIS("R04.2", "R04.200", "R04.200", "咯血"),
  CHEST_PAIN("R07.4", "R07.400", "R07.400", "胸痛"),
  DYSPNOEA("R06.0", "R06.000", "R06.000", "呼吸困难"),
  ABDOMINAL_PAIN("R10.4", "R10.400", "R10.400", "腹痛"),
  DIZZINESS("R42", "R42.x00", "R42.x00x001", "头晕"),
  BRONCHOPNEUMONIA("J18.0", "J18.000", "J18.000", "支气管肺炎"),
  LOBAR_PNEUMONIA("J18.1", "J18.100", "J18.100", "大叶性肺炎"),
  PNEUMONIA("J18.9", "J18.900", "J18.900", "肺炎"),
  LUNG_CANCER_UPPER("C34.1", "C34.100x001", "C34.101", "肺上叶恶性肿瘤"),
  LUNG_CANCER_LOWER("C34.3", "C34.300x001", "C34.301", "肺下叶恶性肿瘤"),
  LUNG_CANCER("C34.9", "C34.900x001", "C34.900", "肺恶性肿瘤"),
  UPPER_RESPIRATORY_INFECTION("J06.9", "J06.900", "J06.900", "急性上呼吸道感染"),
  BRONCHITIS("J20.9", "J20.900", "J20.900", "急性支气管炎"),
  COPD_EXACERBATION("J44.1", "J44.100", "J44.100", "慢性阻塞性肺病伴有急性加重"),
  ASTHMA("J45.9", "J45.900", "J45.900", "支气管哮喘"),
  HYPERTENSION("I10", "I10.x00x002", "I10.x00", "高血压病"),
  CORONARY_DISEASE("I25.1", "I25.103", "I25.103", "冠状动脉粥样硬化性心脏病"),
  HEART_FAILURE("I50.9", "I50.900x018", "I50.900", "慢性心力衰竭急性加重"),
  STROKE("I63.9", "I63.900", "I63.900", "脑梗死"),
  DIABETES("E11.9", "E11.900", "E11.900x001", "2型糖尿病"),
  GASTRITIS("K29.5", "K29.500", "K29.502", "慢性胃炎"),
  GALLSTONES("K80.2", "K80.200x003", "K80.201", "胆囊结石"),
  APPENDICITIS("K35.8", "K35.800", "K35.801", "急性阑尾炎"),
  LUMBAR_DISC("M51.2", "M51.202", "M51.202", "腰椎间盘突出"),
  URINARY_INFECTION("N39.0", "N39.000", "N39.000", "泌尿道感染"),
  ANAEMIA("D50.9", "D50.900", "D50.900", "缺铁性贫血"),
  DEPRESSION("F32.9", "F32.900", "F32.900", "抑郁发作"),
  HIV("B24", "B24.x00", "B24.x01", "人类免疫缺陷病毒病"),
  RESPIRATORY_FAILURE("J96.0", "J96.000", "J96.000", "急性呼吸衰竭"),
  SEPSIS("A41.9", "A41.900", "A41.900", "脓毒症"),
  PLEURAL_EFFUSION("J90", "J90.x00", "J90.x00", "胸腔积液"),
  PULMONARY_EMBOLISM("I26.9", "I26.900", "I26.900", "肺栓塞");

  private final String who;
  private final String clinical;
  private final String insurance;
  private final String chinese;

  Disease(String who, String clinical, String insurance, String chinese) {
    this.who = who;
    this.clinical = clinical;
    this.insurance = insurance;
    this.chinese = chinese;
  }

  /** The code in the form of WHO: {@code J18.9}. */
  public String icd10() {
    return who;
  }

  public String chinese() {
    return chinese;
  }

  /** The code as this hospital sends it. */
  public String codeAt(HospitalKind hospital) {
    return switch (hospital) {
      case FHIR -> clinical;
      case CSV -> insurance;
      case HL7V2 -> who;
    };
  }

  boolean isPneumonia() {
    return who.startsWith("J18");
  }

  boolean isLungCancer() {
    return who.startsWith("C34");
  }
}
