package health.lode.vault.capture.fhir;

import health.lode.vault.capture.Decoder;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.RecordBytes;
import health.lode.vault.codes.Dictionary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds the mapping for a resource's type. */
final class FhirDecoder implements Decoder {
  private final Map<String, Mapping> mappings = new HashMap<>();
  private final Map<String, Set<String>> wanted = new HashMap<>();

  FhirDecoder(Dictionary dictionary) {
    List<Mapping> all =
        List.of(
            new PatientMapping(dictionary),
            new EncounterMapping(dictionary),
            new ConditionMapping(),
            new ObservationMapping(dictionary),
            new MedicationRequestMapping(),
            new ImmunizationMapping(),
            new ProcedureMapping(),
            new AllergyMapping(),
            NoteMapping.diagnosticReport(),
            NoteMapping.documentReference(),
            new ImagingStudyMapping(),
            new ClaimMapping(),
            new DeviceMapping());
    for (Mapping mapping : all) {
      mappings.put(mapping.type(), mapping);
      wanted.put(mapping.type(), mapping.fields());
    }
  }

  @Override
  public void decode(RecordBytes record, FactSink facts) throws QuarantinedException {
    Resource resource = Resource.parse(record, wanted);
    String deleted = resource.deletes();
    if (deleted != null) {
      Mapping mapping = mappings.get(deleted.substring(0, Math.max(deleted.indexOf('/'), 0)));
      if (mapping != null) {
        facts.fact(mapping.table(), deleted).version(Long.MAX_VALUE).retracted();
      }
      return;
    }
    Mapping mapping = mappings.get(resource.type());
    if (mapping != null) {
      mapping.map(resource, resource.key(record), facts);
    }
  }
}
