package health.lode.deidentify.records;

import health.lode.deidentify.fhir.Applied;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of a run; for the writing thread alone. */
final class RecordCount {
  private final SortedMap<String, Long> resources = new TreeMap<>();
  private final SortedMap<String, Long> actions = new TreeMap<>();
  private final SortedMap<String, Long> quarantined = new TreeMap<>();
  private long bytesIn;
  private long bytesOut;

  void cleaned(String type, List<Applied> applied, int kept) {
    resources.merge(type, 1L, Long::sum);
    applied.forEach(a -> actions.merge(a.action(), 1L, Long::sum));
    actions.merge("keep", (long) kept, Long::sum);
  }

  /** What a shell of a bundle did; the bundle itself is counted once. */
  void shell(List<Applied> applied, int kept, boolean opening) {
    if (opening) {
      resources.merge("Bundle", 1L, Long::sum);
    }
    applied.forEach(a -> actions.merge(a.action(), 1L, Long::sum));
    actions.merge("keep", (long) kept, Long::sum);
  }

  void quarantined(String code) {
    quarantined.merge(code, 1L, Long::sum);
  }

  void bytes(long in, long out) {
    bytesIn += in;
    bytesOut += out;
  }

  /** Adds what one file did. */
  void add(RecordCount file) {
    file.resources.forEach((type, n) -> resources.merge(type, n, Long::sum));
    file.actions.forEach((action, n) -> actions.merge(action, n, Long::sum));
    file.quarantined.forEach((code, n) -> quarantined.merge(code, n, Long::sum));
    bytesIn += file.bytesIn;
    bytesOut += file.bytesOut;
  }

  RecordSummary summary(long files, long ignored, int patients, double seconds) {
    return new RecordSummary(
        files, resources, actions, quarantined, ignored, patients, bytesIn, bytesOut, seconds);
  }
}
