package health.lode.vault.capture.fhir;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.codes.Icd10;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Condition to condition_occurrence, one to one. */
final class ConditionMapping implements Mapping {
  @Override
  public String type() {
    return "Condition";
  }

  @Override
  public String table() {
    return "condition_occurrence";
  }

  @Override
  public Set<String> fields() {
    return Set.of(
        "code",
        "category",
        "clinicalStatus",
        "verificationStatus",
        "onsetDateTime",
        "onsetPeriod",
        "recordedDate",
        "abatementDateTime",
        "abatementPeriod");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    row.visit(References.key(r.field("encounter"), "Encounter", key));
    Coded code = Coded.of(r.field("code"));
    code.into(
        row, "condition_source_value", "condition_source_vocabulary", "condition_source_text");
    Coded icd10 = code.icd10();
    row.text("condition_icd10", Icd10.who(icd10.code(), icd10.system()));
    row.text("condition_type_source_value", Coded.of(r.field("category")).code());
    row.moment("condition_start_date", "condition_start_datetime", start(r));
    WrittenMoment end = FhirMoment.of(r.field("abatementDateTime"));
    row.moment(
        "condition_end_date",
        "condition_end_datetime",
        end != null ? end : FhirMoment.of(r.field("abatementPeriod").path("end")));
    status(r, row);
  }

  private static @Nullable WrittenMoment start(Resource r) {
    WrittenMoment onset = FhirMoment.of(r.field("onsetDateTime"));
    if (onset == null) {
      onset = FhirMoment.of(r.field("onsetPeriod").path("start"));
    }
    return onset != null ? onset : FhirMoment.of(r.field("recordedDate"));
  }

  /** A doubt (refuted, provisional …) is more than whether it is active: it is what is kept. */
  private static void status(Resource r, FactRow row) {
    String verified = Coded.of(r.field("verificationStatus")).code();
    String clinical = Coded.of(r.field("clinicalStatus")).code();
    boolean doubtful = verified != null && !verified.equals("confirmed");
    row.text("condition_status_source_value", doubtful || clinical == null ? verified : clinical);
    if ("entered-in-error".equals(verified)) {
      row.retracted();
    }
  }
}
