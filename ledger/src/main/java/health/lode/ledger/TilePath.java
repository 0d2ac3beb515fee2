package health.lode.ledger;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a hash tile or an entry bundle lies, as C2SP tlog-tiles names it: {@code
 * tile/<L>/<N>[.p/<W>]} and {@code tile/entries/<N>[.p/<W>]}.
 *
 * @param level tile level, or {@link #ENTRIES}
 * @param number index of the tile within its level
 * @param width number of hashes or entries, 1 to 256; below 256 the tile is partial
 */
record TilePath(int level, long number, int width) {
  static final int ENTRIES = -1;
  static final int FULL = 256;
  private static final Pattern FORM =
      Pattern.compile(
          "tile/(entries|0|[1-9][0-9]?)/((?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  @Override
  public String toString() {
    StringBuilder digits = new StringBuilder(Long.toString(number));
    while (digits.length() % 3 != 0) {
      digits.insert(0, '0');
    }
    StringBuilder out = new StringBuilder("tile/");
    out.append(level == ENTRIES ? "entries" : Integer.toString(level));
    for (int i = 0; i < digits.length(); i += 3) {
      out.append('/').append(i + 3 < digits.length() ? "x" : "").append(digits, i, i + 3);
    }
    if (width < FULL) {
      out.append(".p/").append(width);
    }
    return out.toString();
  }

  /** Reads a path relative to the ledger; empty for anything but the one way of writing it. */
  static Optional<TilePath> parse(String path) {
    Matcher m = FORM.matcher(path);
    if (!m.matches()) {
      return Optional.empty();
    }
    String digits = m.group(2).replace("x", "").replace("/", "");
    if (digits.length() > 18) {
      return Optional.empty();
    }
    int level = m.group(1).equals("entries") ? ENTRIES : Integer.parseInt(m.group(1));
    int width = m.group(3) == null ? FULL : Integer.parseInt(m.group(3));
    TilePath tile = new TilePath(level, Long.parseLong(digits), width);
    boolean canonical = level < 64 && width <= FULL && tile.toString().equals(path);
    return canonical ? Optional.of(tile) : Optional.empty();
  }

  /** The width that this tile must have when its level holds {@code count}; 0 when none. */
  static int widthAt(long number, long count) {
    return (int) Math.max(0, Math.min(FULL, count - number * FULL));
  }
}
