package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Distinct values with their codes, in order of first appearance. */
final class Dictionary {
  /** What a value takes beyond its characters: an entry, a string and a place. */
  private static final long OVERHEAD = 120;

  private final Map<String, Integer> codes = new HashMap<>();
  private final List<String> values = new ArrayList<>();
  private long bytes;

  int add(String value) {
    Integer known = codes.get(value);
    if (known != null) {
      return known;
    }
    int code = values.size();
    codes.put(value, code);
    values.add(value);
    bytes += OVERHEAD + 2L * value.length();
    return code;
  }

  /** The code of a value that was added. */
  int code(String value) {
    Integer known = codes.get(value);
    return known == null ? -1 : known;
  }

  List<String> values() {
    return values;
  }

  int size() {
    return values.size();
  }

  long bytes() {
    return bytes;
  }
}
