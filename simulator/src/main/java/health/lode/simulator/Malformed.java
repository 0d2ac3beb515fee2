package health.lode.simulator;

import java.util.List;

/** Records that cannot be read and have to be quarantined. */
enum Malformed {
  /** FHIR: a line that ends in the middle of a resource. */
  FHIR_CUT_LINE(
      "Observation.ndjson", "Observation", "a line that ends in the middle of a resource"),
  /** FHIR: an object that is no resource. */
  FHIR_NO_RESOURCE_TYPE("Observation.ndjson", "unknown", "an object without resourceType"),
  CSV_TOO_FEW_CELLS("results.csv", "results", "a row with four cells"),
  CSV_NO_SUCH_DATE("results.csv", "results", "a row dated in the thirteenth month"),
  CSV_BAD_BYTES("results.csv", "results", "a row with bytes that are no GB18030"),
  HL7_NO_SUCH_DATE("messages.hl7", "ORU^R01", "OBX-14 is in the thirteenth month"),
  HL7_NO_PATIENT_NUMBER("messages.hl7", "ADT^A04", "PID-3 is empty"),
  HL7_NO_SEGMENT_NAME("messages.hl7", "ORU^R01", "a line that begins with no segment name");

  private final String place;
  private final String type;
  private final String words;

  Malformed(String place, String type, String words) {
    this.place = place;
    this.type = type;
    this.words = words;
  }

  /** The type under which it is counted: what can still be told of it. */
  String type() {
    return type;
  }

  /** The file in which it stands. */
  String place() {
    return place;
  }

  String words() {
    return words;
  }

  static Malformed at(HospitalKind hospital, Dice dice) {
    return switch (hospital) {
      case FHIR -> dice.pick(List.of(FHIR_CUT_LINE, FHIR_NO_RESOURCE_TYPE));
      case CSV -> dice.pick(List.of(CSV_TOO_FEW_CELLS, CSV_NO_SUCH_DATE, CSV_BAD_BYTES));
      case HL7V2 ->
          dice.pick(List.of(HL7_NO_SUCH_DATE, HL7_NO_PATIENT_NUMBER, HL7_NO_SEGMENT_NAME));
    };
  }
}
