package health.lode.deidentify.dicom;

/** The options of PS3.15 E.3, in the order of the shipped table's columns. */
enum Option {
  SAFE_PRIVATE("retain-safe-private", 113111, "Retain Safe Private Option"),
  UIDS("retain-uids", 113110, "Retain UIDs Option"),
  DEVICE("retain-device", 113109, "Retain Device Identity Option"),
  INSTITUTION("retain-institution", 113112, "Retain Institution Identity Option"),
  PATIENT("retain-patient-characteristics", 113108, "Retain Patient Characteristics Option"),
  FULL_DATES(
      "retain-full-dates", 113106, "Retain Longitudinal Temporal Information Full Dates Option"),
  MODIFIED_DATES(
      "retain-modified-dates",
      113107,
      "Retain Longitudinal Temporal Information Modified Dates Option"),
  DESCRIPTORS("clean-descriptors", 113105, "Clean Descriptors Option"),
  STRUCTURED("clean-structured-content", 113104, "Clean Structured Content Option"),
  GRAPHICS("clean-graphics", 113103, "Clean Graphics Option");

  private final String rule;
  private final int code;
  private final String meaning;

  Option(String rule, int code, String meaning) {
    this.rule = rule;
    this.code = code;
    this.meaning = meaning;
  }

  /** How a report names it. */
  String rule() {
    return rule;
  }

  /** Its code in CID 7050 (PS3.16). */
  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}
