package health.lode.vault.capture.csv;

import java.util.List;

/** Which character separates the cells: the one that the header holds most of. */
final class Delimiters {
  private static final char[] CANDIDATES = {',', '\t', ';', '|'};

  private Delimiters() {}

  static char of(String headerLine) {
    char best = ',';
    int most = 0;
    for (char candidate : CANDIDATES) {
      List<String> cells = RowText.cells(headerLine, candidate);
      int count = cells == null ? 0 : cells.size() - 1;
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  /** Whether the first line has at least two delimiters of one kind. */
  static boolean likely(byte[] head) {
    for (char candidate : CANDIDATES) {
      int count = 0;
      for (byte b : head) {
        if (b == '\n' || b == '\r') {
          break;
        }
        count += b == candidate ? 1 : 0;
      }
      if (count >= 2) {
        return true;
      }
    }
    return false;
  }
}
