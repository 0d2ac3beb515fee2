package health.lode.deidentify.dicom.part10;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values by tag, where a tag may stand for many: {@code 60xx3000}. */
public final class TagTable<V> {
  private final Map<Integer, V> exact = new HashMap<>(8192);
  private final List<Pattern<V>> patterns = new ArrayList<>();

  private record Pattern<V>(int mask, int bits, V value) {}

  /**
   * @param tag eight hexadecimal digits, {@code x} for any
   */
  public void put(String tag, V value) {
    if (tag.indexOf('x') < 0) {
      exact.put(Integer.parseUnsignedInt(tag, 16), value);
      return;
    }
    int mask = Integer.parseUnsignedInt(tag.replaceAll("[0-9A-F]", "F").replace('x', '0'), 16);
    int bits = Integer.parseUnsignedInt(tag.replace('x', '0'), 16);
    patterns.add(new Pattern<>(mask, bits, value));
  }

  public @Nullable V at(int tag) {
    V found = exact.get(tag);
    if (found != null) {
      return found;
    }
    for (Pattern<V> pattern : patterns) {
      // A repeating group is an even one: odd groups are private whatever their number.
      if ((tag & pattern.mask()) == pattern.bits() && !Tags.isPrivate(tag)) {
        return pattern.value();
      }
    }
    return null;
  }

  /** The rows of a table that ships beside this room, columns by tab; lines with # are left out. */
  public static List<String[]> rows(String name) {
    List<String[]> rows = new ArrayList<>();
    try (InputStream in =
            TagTable.class.getResourceAsStream("/health/lode/deidentify/dicom/" + name);
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(
                    java.util.Objects.requireNonNull(in, name), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.startsWith("#")) {
          rows.add(line.split("\t"));
        }
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
