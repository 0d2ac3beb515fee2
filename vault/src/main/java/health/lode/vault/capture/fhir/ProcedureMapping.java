package health.lode.vault.capture.fhir;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import java.util.Set;

/** Procedure to procedure_occurrence; one that was not done yields no row. */
final class ProcedureMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "not-done");

  @Override
  public String type() {
    return "Procedure";
  }

  @Override
  public String table() {
    return "procedure_occurrence";
  }

  @Override
  public Set<String> fields() {
    return Set.of("code", "category", "performedDateTime", "performedPeriod", "bodySite");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    row.visit(References.key(r.field("encounter"), "Encounter", key));
    Coded.of(r.field("code"))
        .into(
            row, "procedure_source_value", "procedure_source_vocabulary", "procedure_source_text");
    WrittenMoment at = FhirMoment.of(r.field("performedDateTime"));
    row.moment(
        "procedure_date",
        "procedure_datetime",
        at != null ? at : FhirMoment.of(r.field("performedPeriod").path("start")));
    row.moment(
        "procedure_end_date",
        "procedure_end_datetime",
        FhirMoment.of(r.field("performedPeriod").path("end")));
    row.text("modifier_source_value", Coded.of(r.field("bodySite")).code());
    String status = r.text("status");
    row.text("procedure_status_source_value", status);
    if (status != null && TAKEN_BACK.contains(status)) {
      row.retracted();
    }
  }
}
