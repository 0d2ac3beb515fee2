package health.lode.vault.capture.fhir;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;

/** AllergyIntolerance to observation; its criticality is the value. */
final class AllergyMapping implements Mapping {
  @Override
  public String type() {
    return "AllergyIntolerance";
  }

  @Override
  public String table() {
    return "observation";
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "code",
        "type",
        "category",
        "criticality",
        "clinicalStatus",
        "verificationStatus",
        "onsetDateTime",
        "onsetPeriod",
        "recordedDate");
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
            row,
            "observation_source_value",
            "observation_source_vocabulary",
            "observation_source_text");
    row.text("observation_category", type());
    row.text("qualifier_source_value", Resource.textOf(r.field("category").path(0)));
    row.text("value_source_value", r.text("criticality"));
    row.moment(
        "observation_date",
        "observation_datetime",
        FhirMoment.of(r.first("onsetDateTime", "recordedDate")));
    String verified = Coded.of(r.field("verificationStatus")).code();
    String clinical = Coded.of(r.field("clinicalStatus")).code();
    boolean doubtful = verified != null && !verified.equals("confirmed");
    row.text("observation_status_source_value", doubtful ? verified : clinical);
    if ("entered-in-error".equals(verified)) {
      row.retracted();
    }
  }
}
