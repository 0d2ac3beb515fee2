package health.lode.simulator;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** FHIR R4 bulk export: one NDJSON file a resource type, and later files with what changed. */
final class FhirExport implements Export {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'+08:00'", Locale.ROOT);
  private static final String ICD10 = "http://hl7.org/fhir/sid/icd-10";

  private final OutputStream patients;
  private final OutputStream encounters;
  private final OutputStream conditions;
  private final OutputStream observations;
  private final OutputStream conditionUpdates;
  private final OutputStream observationUpdates;

  FhirExport(Path dir) throws IOException {
    patients = open(dir, "Patient.ndjson");
    encounters = open(dir, "Encounter.ndjson");
    conditions = open(dir, "Condition.ndjson");
    observations = open(dir, "Observation.ndjson");
    conditionUpdates = open(dir, "Condition_update.ndjson");
    observationUpdates = open(dir, "Observation_update.ndjson");
  }

  private static OutputStream open(Path dir, String name) throws IOException {
    return new BufferedOutputStream(Files.newOutputStream(dir.resolve(name)), 1 << 18);
  }

  @Override
  public void write(Registration r) throws IOException {
    line(patients, patient(r));
    for (Visit v : r.visits()) {
      String encounter = encounter(r, v);
      line(encounters, encounter);
      if (v.repeated()) {
        line(encounters, encounter);
      }
      for (Diagnosis d : v.diagnoses()) {
        writeCondition(r, v, d);
      }
      for (Panel p : v.panels()) {
        for (Result result : p.results()) {
          writeObservation(r, v, p, result);
        }
      }
    }
    if (r.malformed() == Malformed.FHIR_CUT_LINE) {
      line(
          observations,
          "{\"resourceType\":\"Observation\",\"id\":\"cut-"
              + r.recordNumber()
              + "\",\"meta\":{\"ver");
    } else if (r.malformed() == Malformed.FHIR_NO_RESOURCE_TYPE) {
      line(observations, "{\"id\":\"untyped-" + r.recordNumber() + "\",\"status\":\"final\"}");
    }
  }

  private void writeCondition(Registration r, Visit v, Diagnosis d) throws IOException {
    String first = condition(r, v, d, d.firstSent(), "1", v.end().plusHours(1), "confirmed");
    line(conditions, first);
    if (d.repeated()) {
      line(conditionUpdates, first);
    }
    if (d.fate() != Fate.AS_SENT) {
      String status = d.fate() == Fate.CORRECTED ? "confirmed" : "entered-in-error";
      line(conditionUpdates, condition(r, v, d, d.disease(), "2", v.end().plusDays(2), status));
    }
  }

  private void writeObservation(Registration r, Visit v, Panel p, Result result)
      throws IOException {
    String sent = result.firstSent().toPlainString();
    String first = observation(r, v, p, result, sent, "1", p.taken().plusHours(3), "final");
    line(observations, first);
    if (result.repeated()) {
      line(observations, first);
    }
    if (result.fate() != Fate.AS_SENT) {
      String status = result.fate() == Fate.CORRECTED ? "corrected" : "entered-in-error";
      String value = result.value().toPlainString();
      LocalDateTime later = p.taken().plusDays(1);
      line(observationUpdates, observation(r, v, p, result, value, "2", later, status));
    }
  }

  private static void line(OutputStream out, String resource) throws IOException {
    out.write(resource.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  private static String id(String number) {
    return number.toLowerCase(Locale.ROOT);
  }

  private static StringBuilder head(String type, String id, String version, LocalDateTime time) {
    return new StringBuilder(900)
        .append("{\"resourceType\":\"")
        .append(type)
        .append("\",\"id\":\"")
        .append(id)
        .append("\",\"meta\":{\"versionId\":\"")
        .append(version)
        .append("\",\"lastUpdated\":\"")
        .append(TIME.format(time))
        .append("\"}");
  }

  private static String patient(Registration r) {
    Visit last = r.visits().get(r.visits().size() - 1);
    StringBuilder out = head("Patient", r.patientId(), "1", last.end());
    out.append(",\"identifier\":[{\"type\":{\"coding\":[{\"system\":")
        .append("\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"MR\"}]},")
        .append("\"system\":\"urn:oid:2.16.156.10011.999.1\",\"value\":\"")
        .append(r.recordNumber())
        .append("\"}");
    if (r.residentId() != null) {
      out.append(",{\"type\":{\"coding\":[{\"system\":")
          .append("\"http://terminology.hl7.org/CodeSystem/v2-0203\",\"code\":\"NNCHN\"}]},")
          .append("\"system\":\"urn:oid:2.16.156.10011.1.3\",\"value\":\"")
          .append(r.residentId())
          .append("\"}");
    }
    out.append("],\"name\":[{\"use\":\"official\",\"text\":\"")
        .append(r.surname())
        .append(r.given())
        .append("\",\"family\":\"")
        .append(r.surname())
        .append("\",\"given\":[\"")
        .append(r.given())
        .append("\"]}],\"telecom\":[{\"system\":\"phone\",\"value\":\"")
        .append(r.phone())
        .append("\",\"use\":\"mobile\"}],\"gender\":\"")
        .append(r.sex().fhir())
        .append("\",\"birthDate\":\"")
        .append(r.birthDate())
        .append('"');
    if (r.died() != null) {
      out.append(",\"deceasedDateTime\":\"").append(TIME.format(last.end())).append('"');
    }
    return out.append(",\"address\":[{\"use\":\"home\",\"text\":\"")
        .append(r.region().full(r.street()))
        .append("\",\"line\":[\"")
        .append(r.street())
        .append("\"],\"district\":\"")
        .append(r.region().district())
        .append("\",\"city\":\"")
        .append(r.region().city())
        .append("\",\"state\":\"")
        .append(r.region().province())
        .append("\",\"country\":\"CN\"}]}")
        .toString();
  }

  private static String encounter(Registration r, Visit v) {
    StringBuilder out = head("Encounter", id(v.number()), "1", v.end().plusHours(1));
    out.append(",\"status\":\"finished\",\"class\":{\"system\":")
        .append("\"http://terminology.hl7.org/CodeSystem/v3-ActCode\",\"code\":\"")
        .append(v.kind().codeAt(HospitalKind.FHIR))
        .append("\"},\"type\":[{\"coding\":[{\"code\":\"")
        .append(v.kind().chinese())
        .append("\"}]}],\"serviceType\":{\"text\":\"")
        .append(v.department())
        .append("\"},\"subject\":{\"reference\":\"")
        .append(r.patientKey())
        .append("\"},\"period\":{\"start\":\"")
        .append(TIME.format(v.start()))
        .append("\",\"end\":\"")
        .append(TIME.format(v.end()))
        .append("\"},\"diagnosis\":[");
    String comma = "";
    for (Diagnosis d : v.diagnoses()) {
      out.append(comma)
          .append("{\"condition\":{\"reference\":\"Condition/")
          .append(id(d.id()))
          .append("\"},\"use\":{\"coding\":[{\"system\":")
          .append("\"http://terminology.hl7.org/CodeSystem/diagnosis-role\",\"code\":\"")
          .append(d.role().fhir())
          .append("\"}]}}");
      comma = ",";
    }
    out.append(']');
    if (v.outcome() != null) {
      out.append(",\"hospitalization\":{\"dischargeDisposition\":{\"coding\":[{\"code\":\"")
          .append(v.outcome().chinese())
          .append("\"}]}}");
    }
    return out.append('}').toString();
  }

  private static String condition(
      Registration r,
      Visit v,
      Diagnosis d,
      Disease disease,
      String version,
      LocalDateTime updated,
      String verification) {
    return head("Condition", id(d.id()), version, updated)
        .append(",\"verificationStatus\":{\"coding\":[{\"system\":")
        .append("\"http://terminology.hl7.org/CodeSystem/condition-ver-status\",\"code\":\"")
        .append(verification)
        .append("\"}]},\"category\":[{\"coding\":[{\"system\":")
        .append("\"http://terminology.hl7.org/CodeSystem/condition-category\",")
        .append("\"code\":\"encounter-diagnosis\"}],\"text\":\"")
        .append(d.role().chinese())
        .append("\"}],\"code\":{\"coding\":[{\"system\":\"")
        .append(ICD10)
        .append("\",\"version\":\"国临版2.0\",\"code\":\"")
        .append(disease.codeAt(HospitalKind.FHIR))
        .append("\",\"display\":\"")
        .append(disease.chinese())
        .append("\"}]},\"subject\":{\"reference\":\"")
        .append(r.patientKey())
        .append("\"},\"encounter\":{\"reference\":\"Encounter/")
        .append(id(v.number()))
        .append("\"},\"onsetDateTime\":\"")
        .append(d.date())
        .append("\",\"recordedDate\":\"")
        .append(d.date())
        .append("\"}")
        .toString();
  }

  private static String observation(
      Registration r,
      Visit v,
      Panel p,
      Result result,
      String value,
      String version,
      LocalDateTime updated,
      String status) {
    LaboratoryItem item = result.item();
    String unit = item.unitAt(HospitalKind.FHIR);
    return head("Observation", id(result.id()), version, updated)
        .append(",\"status\":\"")
        .append(status)
        .append("\",\"category\":[{\"coding\":[{\"system\":")
        .append("\"http://terminology.hl7.org/CodeSystem/observation-category\",")
        .append("\"code\":\"laboratory\"}]}],\"code\":{\"coding\":[{\"system\":")
        .append("\"http://loinc.org\",\"code\":\"")
        .append(item.loinc())
        .append("\"}],\"text\":\"")
        .append(item.display())
        .append("\"},\"subject\":{\"reference\":\"")
        .append(r.patientKey())
        .append("\"},\"encounter\":{\"reference\":\"Encounter/")
        .append(id(v.number()))
        .append("\"},\"effectiveDateTime\":\"")
        .append(TIME.format(p.taken()))
        .append("\",\"valueQuantity\":{\"value\":")
        .append(value)
        .append(",\"unit\":\"")
        .append(unit)
        .append("\",\"system\":\"http://unitsofmeasure.org\",\"code\":\"")
        .append(unit)
        .append("\"},\"referenceRange\":[{\"low\":{\"value\":")
        .append(item.low())
        .append("},\"high\":{\"value\":")
        .append(item.high())
        .append("}}]}")
        .toString();
  }

  @Override
  public void close() throws IOException {
    try (patients;
        encounters;
        conditions;
        observations;
        conditionUpdates;
        observationUpdates) {
      // Closing is all there is to do; each is closed even where another fails.
    }
  }
}
