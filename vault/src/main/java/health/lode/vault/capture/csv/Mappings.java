package health.lode.vault.capture.csv;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The mappings that a file may be read by.
 *
 * @param shipped tried in their order where nobody named one
 * @param insisted read by this one alone
 */
record Mappings(List<Mapping> shipped, Optional<Mapping> insisted) {

  /** A table of a mapping that is for a file. */
  record Chosen(Mapping mapping, TableMapping table) {}

  /** The mapping that the user named for a capture: a shipped one's name, or the text of a file. */
  static Mapping named(String nameOrText) {
    return Mapping.parse(
        Mapping.shippedNames().contains(nameOrText) ? Mapping.shippedText(nameOrText) : nameOrText);
  }

  /** What a file is read by; null where nothing fits, and it is captured whole. */
  @Nullable Chosen chosen(String fileName, List<String> header, Optional<Mapping> named) {
    List<Mapping> candidates = insisted.or(() -> named).map(List::of).orElse(shipped);
    Set<String> columns = columns(header);
    for (Mapping mapping : candidates) {
      Optional<TableMapping> table = mapping.tableFor(fileName, columns);
      if (table.isPresent()) {
        return new Chosen(mapping, table.get());
      }
    }
    return null;
  }

  /** The columns that a name finds: one that stands twice is found by none. */
  static Set<String> columns(List<String> header) {
    Set<String> once = new LinkedHashSet<>();
    Set<String> twice = new HashSet<>();
    for (String name : header) {
      if (!once.add(name)) {
        twice.add(name);
      }
    }
    once.removeAll(twice);
    return once;
  }
}
