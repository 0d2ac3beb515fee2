package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;

/** Claim to cost: one row with the claim's total; its items stay in the journal. */
final class ClaimMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "cancelled");

  @Override
  public String type() {
    return "Claim";
  }

  @Override
  public String table() {
    return "cost";
  }

  @Override
  public Set<String> fields() {
    return Set.of("type", "billablePeriod", "created", "total", "insurance", "item");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    for (JsonNode item : r.field("item")) {
      String visit = References.key(item.path("encounter").path(0), "Encounter", key);
      if (visit != null) {
        row.visit(visit);
        break;
      }
    }
    Coded.of(r.field("type"))
        .into(row, "cost_source_value", "cost_source_vocabulary", "cost_source_text");
    row.text("cost_type_source_value", type());
    JsonNode start = r.field("billablePeriod").path("start");
    row.moment(
        "cost_date", null, FhirMoment.of(start.isMissingNode() ? r.field("created") : start));
    row.number("total_charge", Measured.number(r.field("total").path("value")));
    row.text("currency_source_value", Resource.textOf(r.field("total").path("currency")));
    JsonNode coverage = r.field("insurance").path(0).path("coverage");
    row.text("payer_source_value", Resource.textOf(coverage.path("display")));
    String status = r.text("status");
    if (status != null && TAKEN_BACK.contains(status)) {
      row.retracted();
    }
  }
}
