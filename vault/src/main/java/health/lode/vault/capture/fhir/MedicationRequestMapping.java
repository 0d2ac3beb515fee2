package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;

/** MedicationRequest to drug_exposure. A contained Medication gives its code. */
final class MedicationRequestMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "cancelled");

  @Override
  public String type() {
    return "MedicationRequest";
  }

  @Override
  public String table() {
    return "drug_exposure";
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "medicationCodeableConcept",
        "medicationReference",
        "contained",
        "authoredOn",
        "dosageInstruction",
        "dispenseRequest");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    row.visit(References.key(r.field("encounter"), "Encounter", key));
    medication(r).into(row, "drug_source_value", "drug_source_vocabulary", "drug_source_text");
    row.text("drug_type_source_value", type());
    row.moment(
        "drug_exposure_start_date",
        "drug_exposure_start_datetime",
        FhirMoment.of(r.field("authoredOn")));
    JsonNode dosage = r.field("dosageInstruction").path(0);
    row.text("sig", Resource.textOf(dosage.path("text")));
    row.text("route_source_value", Coded.of(dosage.path("route")).code());
    row.text(
        "dose_unit_source_value",
        Measured.unit(dosage.path("doseAndRate").path(0).path("doseQuantity")));
    JsonNode dispense = r.field("dispenseRequest");
    row.number("quantity", Measured.number(dispense.path("quantity").path("value")));
    if (dispense.path("numberOfRepeatsAllowed").canConvertToInt()) {
      row.integer("refills", dispense.path("numberOfRepeatsAllowed").asLong());
    }
    JsonNode supply = dispense.path("expectedSupplyDuration");
    if (supply.path("value").canConvertToInt() && supply.path("code").asText("d").equals("d")) {
      row.integer("days_supply", supply.path("value").asLong());
    }
    String status = r.text("status");
    row.text("drug_status_source_value", status);
    if (status != null && TAKEN_BACK.contains(status)) {
      row.retracted();
    }
  }

  private static Coded medication(Resource r) {
    JsonNode reference = r.field("medicationReference");
    String target = reference.path("reference").asText("");
    if (target.startsWith("#")) {
      for (JsonNode contained : r.field("contained")) {
        if (contained.path("id").asText().equals(target.substring(1))) {
          return Coded.of(contained.path("code"));
        }
      }
    }
    if (!target.isEmpty()) {
      String words = Resource.textOf(reference.path("display"));
      return new Coded(null, null, words != null ? words : target, reference);
    }
    return Coded.of(r.field("medicationCodeableConcept"));
  }
}
