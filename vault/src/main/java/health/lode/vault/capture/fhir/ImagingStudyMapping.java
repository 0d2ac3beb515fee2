package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ImagingStudy to image_occurrence: one row for each series, or one for a study that lists none.
 */
final class ImagingStudyMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "cancelled");

  @Override
  public String type() {
    return "ImagingStudy";
  }

  @Override
  public String table() {
    return "image_occurrence";
  }

  @Override
  public Set<String> fields() {
    return Set.of("identifier", "started", "series", "modality", "numberOfInstances");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    JsonNode series = r.field("series");
    if (series.isEmpty()) {
      FactRow row = study(r, key, patient, facts);
      modality(Coded.of(r.field("modality")), row);
      instances(r.field("numberOfInstances"), row);
      row.moment(
          "image_occurrence_date", "image_occurrence_datetime", FhirMoment.of(r.field("started")));
    }
    for (JsonNode one : series) {
      FactRow row = study(r, key, patient, facts);
      row.text("image_series_uid", Resource.textOf(one.path("uid")));
      modality(Coded.of(one.path("modality")), row);
      Coded.of(one.path("bodySite"))
          .into(
              row,
              "anatomic_site_source_value",
              "anatomic_site_source_vocabulary",
              "anatomic_site_source_text");
      instances(one.path("numberOfInstances"), row);
      JsonNode started = one.path("started");
      row.moment(
          "image_occurrence_date",
          "image_occurrence_datetime",
          FhirMoment.of(started.isMissingNode() ? r.field("started") : started));
    }
  }

  private FactRow study(Resource r, String key, String patient, FactSink facts) {
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    row.visit(References.key(r.field("encounter"), "Encounter", key));
    row.text("image_study_uid", studyUid(r.field("identifier")));
    String status = r.text("status");
    if (status != null && TAKEN_BACK.contains(status)) {
      row.retracted();
    }
    return row;
  }

  private static void modality(Coded modality, FactRow row) {
    modality.into(
        row, "modality_source_value", "modality_source_vocabulary", "modality_source_text");
  }

  private static void instances(JsonNode count, FactRow row) {
    if (count.canConvertToInt()) {
      row.integer("number_of_instances", count.asLong());
    }
  }

  private static @Nullable String studyUid(JsonNode identifiers) {
    for (JsonNode identifier : identifiers) {
      String value = identifier.path("value").asText("");
      if (value.startsWith("urn:oid:")) {
        return value.substring("urn:oid:".length());
      }
    }
    return null;
  }
}
