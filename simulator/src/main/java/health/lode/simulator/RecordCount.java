package health.lode.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Counts the records that a hospital sends and what should become of them: from the persons as
 * invented, never from what was written.
 */
final class RecordCount {
  /** What was sent under one type, and what should become of it. */
  record OfType(long received, long captured, long duplicate, long quarantined) {
    OfType plus(long captured, long duplicate, long quarantined) {
      return new OfType(
          this.received + captured + duplicate + quarantined,
          this.captured + captured,
          this.duplicate + duplicate,
          this.quarantined + quarantined);
    }
  }

  private final HospitalKind hospital;
  private final SortedMap<String, OfType> byType = new TreeMap<>();

  RecordCount(HospitalKind hospital) {
    this.hospital = hospital;
  }

  SortedMap<String, OfType> byType() {
    return byType;
  }

  OfType total() {
    OfType sum = new OfType(0, 0, 0, 0);
    for (OfType type : byType.values()) {
      sum = sum.plus(type.captured(), type.duplicate(), type.quarantined());
    }
    return sum;
  }

  private void add(String type, long captured, long duplicate, long quarantined) {
    byType.put(
        type,
        byType.getOrDefault(type, new OfType(0, 0, 0, 0)).plus(captured, duplicate, quarantined));
  }

  void add(Registration registration) {
    switch (hospital) {
      case FHIR -> addRows(registration, "Patient", "Encounter", "Condition", "Observation");
      case CSV -> addRows(registration, "patients", "visits", "diagnoses", "results");
      case HL7V2 -> addMessages(registration);
    }
    Malformed malformed = registration.malformed();
    if (malformed != null) {
      add(malformed.type(), 0, 0, 1);
    }
  }

  private void addRows(
      Registration registration, String patient, String visit, String diagnosis, String result) {
    add(patient, 1, 0, 0);
    for (Visit v : registration.visits()) {
      add(visit, 1, v.repeated() ? 1 : 0, 0);
      for (Diagnosis d : v.diagnoses()) {
        add(diagnosis, d.fate() == Fate.AS_SENT ? 1 : 2, d.repeated() ? 1 : 0, 0);
      }
      for (Panel p : v.panels()) {
        for (Result r : p.results()) {
          add(result, r.fate() == Fate.AS_SENT ? 1 : 2, r.repeated() ? 1 : 0, 0);
        }
      }
    }
  }

  private void addMessages(Registration registration) {
    for (Visit v : registration.visits()) {
      boolean stays = v.kind() == VisitKind.INPATIENT;
      add(stays ? "ADT^A01" : "ADT^A04", 1, v.repeated() ? 1 : 0, 0);
      if (stays) {
        add("ADT^A03", 1, 0, 0);
      }
      if (v.hasChangedDiagnosis()) {
        add("ADT^A08", 1, 0, 0);
      }
      for (Panel p : v.panels()) {
        add("ORU^R01", p.hasChangedResult() ? 2 : 1, p.repeated() ? 1 : 0, 0);
      }
    }
  }

  /** Every planted error of a registration, in the order of its records. */
  static List<PlantedError> errors(Registration r) {
    List<PlantedError> errors = new ArrayList<>(r.errors());
    HospitalKind hospital = r.hospital();
    for (Visit v : r.visits()) {
      if (v.repeated()) {
        errors.add(duplicate(hospital, "visit " + v.number()));
      }
      for (Diagnosis d : v.diagnoses()) {
        String name = "diagnosis " + d.id();
        if (d.repeated()) {
          errors.add(duplicate(hospital, name));
        }
        String words = d.firstSent().icd10() + " became " + d.disease().icd10();
        changed(errors, hospital, d.fate(), name, words);
      }
      for (Panel p : v.panels()) {
        if (p.repeated()) {
          errors.add(duplicate(hospital, "report " + p.order()));
        }
        for (Result result : p.results()) {
          String name = "result " + result.id();
          if (result.repeated()) {
            errors.add(duplicate(hospital, name));
          }
          if (result.implausible()) {
            errors.add(
                new PlantedError(
                    hospital,
                    PlantedError.Kind.IMPLAUSIBLE_VALUE,
                    name,
                    result.item() + " " + result.value()));
          }
          String words = result.firstSent() + " became " + result.value();
          changed(errors, hospital, result.fate(), name, words);
        }
      }
    }
    Malformed malformed = r.malformed();
    if (malformed != null) {
      errors.add(
          new PlantedError(
              hospital,
              PlantedError.Kind.MALFORMED,
              malformed.place() + " beside patient " + r.recordNumber(),
              malformed.words()));
    }
    return errors;
  }

  private static PlantedError duplicate(HospitalKind hospital, String record) {
    return new PlantedError(hospital, PlantedError.Kind.DUPLICATE, record, "sent twice");
  }

  private static void changed(
      List<PlantedError> errors, HospitalKind hospital, Fate fate, String name, String words) {
    if (fate == Fate.CORRECTED) {
      errors.add(new PlantedError(hospital, PlantedError.Kind.CORRECTED, name, words));
    } else if (fate == Fate.RETRACTED) {
      errors.add(new PlantedError(hospital, PlantedError.Kind.RETRACTED, name, "taken back"));
    }
  }
}
