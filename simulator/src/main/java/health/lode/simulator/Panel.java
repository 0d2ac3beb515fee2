package health.lode.simulator;

import java.time.LocalDateTime;
import java.util.List;

/**
 * Results from one sample.
 *
 * @param repeated whether the report's message is sent twice (HL7 v2)
 */
record Panel(String order, LocalDateTime taken, List<Result> results, boolean repeated) {
  boolean hasChangedResult() {
    return results.stream().anyMatch(r -> r.fate() != Fate.AS_SENT);
  }
}
