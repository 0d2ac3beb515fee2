package health.lode.vault.quality;

import health.lode.refusal.Words;
import java.util.List;

/**
 * The findings of one look at a vault.
 *
 * @param cut number of the cut that was looked at; 0 when there is none
 * @param findings only checks that found something
 */
public record QualityReport(int cut, List<Finding> findings) {
  public QualityReport {
    findings = List.copyOf(findings);
  }

  /** The kinds of findings. */
  public enum Kind {
    MISSING,
    IMPLAUSIBLE,
    CONTRADICTORY
  }

  /**
   * One check that found something.
   *
   * @param check stable name, for example {@code EVENT_BEFORE_BIRTH}
   * @param table where
   * @param rows how many rows are concerned
   * @param of out of how many
   * @param journalRefs where the bytes of the first of them lie, at most {@link Quality#EXAMPLES};
   *     for a contradiction the places of both sides follow each other
   */
  public record Finding(
      Kind kind,
      String check,
      String table,
      long rows,
      long of,
      Words words,
      List<String> journalRefs) {
    public Finding {
      journalRefs = List.copyOf(journalRefs);
    }
  }
}
