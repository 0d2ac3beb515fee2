package health.lode.simulator;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A person under one medical record number of one hospital, with everything as that hospital sends
 * it: sex, date of birth and ID number may be wrong on purpose.
 *
 * @param malformed a record that cannot be read and is sent along with this patient's, or null
 * @param errors what is wrong with the registration itself
 */
record Registration(
    int person,
    HospitalKind hospital,
    String recordNumber,
    String surname,
    String given,
    Sex sex,
    LocalDate birthDate,
    @Nullable String residentId,
    String phone,
    Region region,
    String street,
    @Nullable LocalDate died,
    List<Visit> visits,
    @Nullable Malformed malformed,
    List<PlantedError> errors) {

  /** The key under which the hospital's records name the patient. */
  String patientKey() {
    return switch (hospital) {
      case FHIR -> "Patient/" + patientId();
      case CSV -> recordNumber;
      case HL7V2 -> recordNumber + "^" + Hl7v2Export.AUTHORITY;
    };
  }

  /** {@code Patient.id} in FHIR. */
  String patientId() {
    return "pat-" + recordNumber;
  }
}
