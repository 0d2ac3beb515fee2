package health.lode.deidentify.table;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One column: a dictionary of its distinct values, in order of first appearance, and a code for
 * each row. Takes 1, 2 or 4 bytes a row (up to 256, 65,536, more distinct values) and the
 * dictionary.
 */
public final class Column {
  private final String name;
  private final Codes codes;
  private final List<String> values;

  private Column(String name, Codes codes, List<String> values) {
    this.name = name;
    this.codes = codes;
    this.values = values;
  }

  public String name() {
    return name;
  }

  public int rows() {
    return codes.size();
  }

  /** The value's place in {@link #values}. */
  public int code(int row) {
    return codes.at(row);
  }

  /** Distinct values, each once; not every one need occur in a row. */
  public List<String> values() {
    return values;
  }

  public String at(int row) {
    return values.get(codes.at(row));
  }

  /** The same rows, empty where one of these values stands. */
  public Column without(Set<String> gone) {
    Builder kept = new Builder(name);
    for (int row = 0; row < rows(); row++) {
      String value = at(row);
      kept.add(gone.contains(value) ? "" : value);
    }
    return kept.build();
  }

  /** Fills a column value by value. */
  static final class Builder {
    private final String name;
    private final Codes codes = new Codes();
    private final List<String> values = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    Builder(String name) {
      this.name = name;
    }

    void add(String value) {
      codes.add(place(value));
    }

    /** The code of a value, new or known; for callers that keep codes. */
    int place(String value) {
      Integer known = places.get(value);
      if (known != null) {
        return known;
      }
      int code = values.size();
      places.put(value, code);
      values.add(value);
      return code;
    }

    void addCode(int code) {
      codes.add(code);
    }

    Column build() {
      codes.trim();
      return new Column(name, codes, Collections.unmodifiableList(values));
    }
  }
}
