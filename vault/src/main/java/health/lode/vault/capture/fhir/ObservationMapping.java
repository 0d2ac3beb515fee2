package health.lode.vault.capture.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.codes.Dictionary;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Observation to exactly one row of measurement, whatever its category; its components to rows of
 * measurement_component.
 */
final class ObservationMapping implements Mapping {
  private static final Set<String> TAKEN_BACK = Set.of("entered-in-error", "cancelled");

  private final Dictionary dictionary;
  private final Set<String> fields = new HashSet<>(Arrays.asList(Measured.KINDS));

  ObservationMapping(Dictionary dictionary) {
    this.dictionary = dictionary;
    fields.addAll(
        Set.of(
            "code",
            "category",
            "effectiveDateTime",
            "effectivePeriod",
            "effectiveInstant",
            "issued",
            "component",
            "referenceRange",
            "interpretation",
            "dataAbsentReason"));
  }

  @Override
  public String type() {
    return "Observation";
  }

  @Override
  public String table() {
    return "measurement";
  }

  @Override
  public Set<String> fields() {
    return fields;
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
        row,
        "measurement_source_value",
        "measurement_source_vocabulary",
        "measurement_source_text");
    row.integer("measurement_concept_id", concept(code));
    row.text("measurement_category", Coded.of(r.field("category")).code());
    WrittenMoment when = when(r);
    row.moment("measurement_date", "measurement_datetime", when);
    String status = r.text("status");
    row.text("measurement_status_source_value", status);
    value(r, row);
    range(r.field("referenceRange").path(0), row);
    row.text("interpretation_source_value", Coded.of(r.field("interpretation")).code());
    boolean takenBack = status != null && TAKEN_BACK.contains(status);
    if (takenBack) {
      row.retracted();
    }
    for (JsonNode component : r.field("component")) {
      FactRow part = Mapping.row(facts, "measurement_component", key, patient, r);
      part.parent("measurement_id", row);
      component(component, when, part);
      if (takenBack) {
        part.retracted();
      }
    }
  }

  private long concept(Coded code) {
    return dictionary.laboratory(code.system(), code.code(), code.text());
  }

  private static @Nullable WrittenMoment when(Resource r) {
    WrittenMoment when = FhirMoment.of(r.first("effectiveDateTime", "effectiveInstant"));
    if (when == null) {
      when = FhirMoment.of(r.field("effectivePeriod").path("start"));
    }
    return when != null ? when : FhirMoment.of(r.field("issued"));
  }

  private static void value(Resource r, FactRow row) {
    for (String kind : Measured.KINDS) {
      JsonNode value = r.field(kind);
      if (!value.isMissingNode()) {
        Measured.into(row, kind, value);
        return;
      }
    }
    Measured.absent(row, r.field("dataAbsentReason"));
  }

  private static void range(JsonNode range, FactRow row) {
    row.number("range_low", Measured.number(range.path("low").path("value")));
    row.number("range_high", Measured.number(range.path("high").path("value")));
    row.text("range_source_value", Resource.textOf(range.path("text")));
  }

  private void component(JsonNode component, @Nullable WrittenMoment when, FactRow row) {
    Coded code = Coded.of(component.path("code"));
    code.into(
        row, "component_source_value", "component_source_vocabulary", "component_source_text");
    row.integer("component_concept_id", concept(code));
    row.moment("component_date", null, when);
    for (String kind : Measured.KINDS) {
      JsonNode value = component.path(kind);
      if (!value.isMissingNode()) {
        Measured.into(row, kind, value);
        return;
      }
    }
    Measured.absent(row, component.path("dataAbsentReason"));
  }
}
