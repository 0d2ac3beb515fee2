package health.lode.vault.capture;

import health.lode.refusal.Refusal;
import java.util.List;
import java.util.SortedMap;

/**
 * The account of one capture: {@code received = captured + duplicate + quarantined}, in all and by
 * type.
 *
 * @param superseded facts of earlier records that this capture replaced or took back
 * @param files what could not be read to its end (a cut archive, a bomb); all before it is counted
 * @param cut number of the cut that now shows the result; 0 when there is none yet
 */
public record CaptureReport(
    long received,
    long captured,
    long duplicate,
    long quarantined,
    long superseded,
    SortedMap<String, TypeCount> byType,
    List<FileProblem> files,
    int cut) {

  /** The same account, shown by this cut. */
  public CaptureReport withCut(int number) {
    return new CaptureReport(
        received, captured, duplicate, quarantined, superseded, byType, files, number);
  }

  /** The account of one record type. */
  public record TypeCount(long received, long captured, long duplicate, long quarantined) {}

  /** A file of which a part could not be read, and why. */
  public record FileProblem(String file, Refusal refusal) {}
}
