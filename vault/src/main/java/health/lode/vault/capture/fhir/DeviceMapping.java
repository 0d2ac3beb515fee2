package health.lode.vault.capture.fhir;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import java.util.Set;

/** Device to device_exposure, where it belongs to a patient; when it was put in is not said. */
final class DeviceMapping implements Mapping {
  @Override
  public String type() {
    return "Device";
  }

  @Override
  public String table() {
    return "device_exposure";
  }

  @Override
  public Set<String> fields() {
    return Set.of("type", "udiCarrier", "lotNumber", "serialNumber");
  }

  @Override
  public void map(Resource r, String key, FactSink facts) throws QuarantinedException {
    if (r.field("patient").isMissingNode()) {
      return; // the hospital's own
    }
    String patient = Mapping.patient(r, key);
    if (patient == null) {
      return;
    }
    FactRow row = Mapping.row(facts, table(), key, patient, r);
    Coded.of(r.field("type"))
        .into(row, "device_source_value", "device_source_vocabulary", "device_source_text");
    row.text(
        "unique_device_id",
        Resource.textOf(r.field("udiCarrier").path(0).path("deviceIdentifier")));
    String lot = r.text("lotNumber");
    row.text("production_id", lot != null ? lot : r.text("serialNumber"));
    String status = r.text("status");
    row.text("device_status_source_value", status);
    if ("entered-in-error".equals(status)) {
      row.retracted();
    }
  }
}
