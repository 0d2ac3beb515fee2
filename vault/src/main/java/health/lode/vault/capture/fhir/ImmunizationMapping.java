package health.lode.vault.capture.fhir;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;

/** Immunization to drug_exposure; one that was not given yields no row. */
final class ImmunizationMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "not-done");

  @Override
  public String type() {
    return "Immunization";
  }

  @Override
  public String table() {
    return "drug_exposure";
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "vaccineCode",
        "occurrenceDateTime",
        "occurrenceString",
        "recorded",
        "lotNumber",
        "route",
        "doseQuantity");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    row.visit(References.key(r.field("encounter"), "Encounter", key));
    Coded.of(r.field("vaccineCode"))
        .into(row, "drug_source_value", "drug_source_vocabulary", "drug_source_text");
    row.text("drug_type_source_value", type());
    row.moment(
        "drug_exposure_start_date",
        "drug_exposure_start_datetime",
        FhirMoment.of(r.first("occurrenceDateTime", "recorded")));
    row.text("sig", r.text("occurrenceString"));
    row.text("lot_number", r.text("lotNumber"));
    row.text("route_source_value", Coded.of(r.field("route")).code());
    row.number("quantity", Measured.number(r.field("doseQuantity").path("value")));
    row.text("dose_unit_source_value", Measured.unit(r.field("doseQuantity")));
    String status = r.text("status");
    row.text("drug_status_source_value", status);
    if (status != null && TAKEN_BACK.contains(status)) {
      row.retracted();
    }
  }
}
