package health.lode.deidentify.text;

import java.util.List;

/**
 * A note after its policy.
 *
 * @param findings in the order of the old text, with its offsets
 */
public record Deidentified(String text, List<Finding> findings, OffsetMap offsets) {
  public Deidentified {
    findings = List.copyOf(findings);
  }
}
