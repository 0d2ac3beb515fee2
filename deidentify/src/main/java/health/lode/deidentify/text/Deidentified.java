package health.lode.deidentify.text;

import java.util.List;

/**
 * A text without identifiers.
 *
 * @param text what may be read
 * @param findings what was found in the text before, in its order
 * @param edits what stands where by now, in order
 */
public record Deidentified(String text, List<Finding> findings, List<Edit> edits) {

  /**
   * One stretch that was replaced.
   *
   * @param start in the text before
   * @param end in the text before, exclusive
   * @param newStart in the text after
   * @param newEnd in the text after, exclusive
   */
  public record Edit(int start, int end, int newStart, int newEnd) {}

  public Deidentified {
    findings = List.copyOf(findings);
    edits = List.copyOf(edits);
  }

  /** Where a place of the text before is by now; within a replaced stretch, its beginning. */
  public int at(int before) {
    int moved = 0;
    for (Edit edit : edits) {
      if (before < edit.start()) {
        break;
      }
      if (before < edit.end()) {
        return edit.newStart();
      }
      moved = edit.newEnd() - edit.end();
    }
    return before + moved;
  }
}
