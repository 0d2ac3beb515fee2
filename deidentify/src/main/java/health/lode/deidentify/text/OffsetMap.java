package health.lode.deidentify.text;

import java.util.Arrays;
import java.util.List;

/** Where a place of the old text lies in the new one. */
public final class OffsetMap {
  private final int[] oldStart;
  private final int[] oldEnd;
  private final int[] newStart;
  private final int[] newEnd;

  OffsetMap(List<int[]> edits) {
    int size = edits.size();
    oldStart = new int[size];
    oldEnd = new int[size];
    newStart = new int[size];
    newEnd = new int[size];
    for (int i = 0; i < size; i++) {
      oldStart[i] = edits.get(i)[0];
      oldEnd[i] = edits.get(i)[1];
      newStart[i] = edits.get(i)[2];
      newEnd[i] = edits.get(i)[3];
    }
  }

  /**
   * The new place of an old one, in UTF-16 units. What lies within a replaced span goes to the
   * replacement's start; its end goes to the replacement's end.
   */
  public int toNew(int old) {
    int at = Arrays.binarySearch(oldStart, old);
    int edit = at >= 0 ? at : -at - 2;
    if (edit < 0) {
      return old;
    }
    return old < oldEnd[edit] ? newStart[edit] : newEnd[edit] + old - oldEnd[edit];
  }
}
