package health.lode.deidentify.fhir;

import health.lode.refusal.ReasonCode;
import java.util.List;

/** What became of one resource or document. */
public sealed interface Outcome {
  /**
   * @param bytes the whole resource without identities, UTF-8, on one line
   * @param type its resource type
   * @param applied what was done, in order
   * @param kept how many leaves stayed as they were
   */
  record Cleaned(byte[] bytes, String type, List<Applied> applied, int kept) implements Outcome {}

  /** Nothing of it may leave. */
  record Quarantined(ReasonCode reason) implements Outcome {}
}
