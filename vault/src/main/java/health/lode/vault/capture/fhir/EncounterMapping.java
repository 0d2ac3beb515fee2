package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.codes.Dictionary;
import java.util.Set;

/** Encounter to visit_occurrence: the class is the visit's kind, the first type its type. */
final class EncounterMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "cancelled");

  private final Dictionary dictionary;

  EncounterMapping(Dictionary dictionary) {
    this.dictionary = dictionary;
  }

  @Override
  public String type() {
    return "Encounter";
  }

  @Override
  public String table() {
    return "visit_occurrence";
  }

  @Override
  public Set<String> fields() {
    return Set.of("class", "type", "period", "hospitalization", "serviceProvider");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    Coded kind = Coded.of(r.field("class"));
    kind.into(row, "visit_source_value", "visit_source_vocabulary", "visit_source_text");
    row.integer("visit_concept_id", (long) dictionary.visit(kind.code()));
    Coded.of(r.field("type"))
        .into(
            row,
            "visit_type_source_value",
            "visit_type_source_vocabulary",
            "visit_type_source_text");
    JsonNode period = r.field("period");
    row.moment("visit_start_date", "visit_start_datetime", FhirMoment.of(period.path("start")));
    row.moment("visit_end_date", "visit_end_datetime", FhirMoment.of(period.path("end")));
    JsonNode stay = r.field("hospitalization");
    row.text("admitted_from_source_value", Coded.of(stay.path("admitSource")).code());
    String disposition = Coded.of(stay.path("dischargeDisposition")).code();
    row.text("discharged_to_source_value", disposition);
    int outcome = dictionary.outcome(disposition);
    if (outcome != 0) {
      row.text("discharge_outcome_source_value", disposition)
          .integer("discharge_outcome_concept_id", (long) outcome);
    }
    JsonNode provider = r.field("serviceProvider");
    row.text("care_site_name", Resource.textOf(provider.path("display")));
    row.text("care_site_source_value", Resource.textOf(provider.path("reference")));
    String status = r.text("status");
    row.text("visit_status_source_value", status);
    if (status != null && TAKEN_BACK.contains(status)) {
      row.retracted();
    }
  }
}
