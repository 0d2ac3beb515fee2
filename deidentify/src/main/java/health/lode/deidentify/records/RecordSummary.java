package health.lode.deidentify.records;

import java.util.SortedMap;

/**
 * What a run did, in counts only.
 *
 * @param resources cleaned, by resource type; a CDA document is a {@code ClinicalDocument}
 * @param actions how often each action was applied; {@code keep} is what stayed
 * @param quarantined how many by reason
 * @param ignored files that are neither FHIR nor CDA by their name
 * @param patients learnt before the cleaning
 * @param bytesIn read, unpacked
 */
public record RecordSummary(
    long files,
    SortedMap<String, Long> resources,
    SortedMap<String, Long> actions,
    SortedMap<String, Long> quarantined,
    long ignored,
    int patients,
    long bytesIn,
    long bytesOut,
    double seconds) {}
