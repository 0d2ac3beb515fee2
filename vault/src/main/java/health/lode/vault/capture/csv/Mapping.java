package health.lode.vault.capture.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping file: what the columns of one vendor's tables mean. Read from YAML by {@link #parse};
 * the language is specified in {@code docs/spec/mapping.md}.
 *
 * @param name how people and the journal call it
 * @param charset the files' character set; detected where absent
 * @param delimiter the files' delimiter; detected where absent
 * @param empties cell texts, beside blank, that mean nothing was recorded
 * @param dateFormats beside the forms that need no telling
 */
public record Mapping(
    String name,
    Optional<String> charset,
    Optional<Character> delimiter,
    Set<String> empties,
    List<String> dateFormats,
    List<TableMapping> tables) {

  private static final List<String> SHIPPED = List.of("synthea-csv", "simulated-his");

  /**
   * Reads a mapping file.
   *
   * @throws health.lode.refusal.RefusedException {@code MAPPING_INVALID}, naming line and key
   */
  public static Mapping parse(String yaml) {
    return new MappingParser().parse(yaml);
  }

  /** The mapping files that ship with the product, in the order they are tried. */
  public static List<Mapping> shipped() {
    List<Mapping> mappings = new ArrayList<>();
    for (String name : SHIPPED) {
      mappings.add(parse(shippedText(name)));
    }
    return List.copyOf(mappings);
  }

  /** The names of the shipped mapping files. */
  public static List<String> shippedNames() {
    return SHIPPED;
  }

  /** The text of a shipped mapping file, as a starting point for one's own. */
  public static String shippedText(String name) {
    if (!SHIPPED.contains(name)) {
      throw MappingParser.unknown(name, SHIPPED);
    }
    try (InputStream in = Mapping.class.getResourceAsStream(name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("Mapping " + name + " is missing from this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The first table of this mapping that is for such a file. */
  Optional<TableMapping> tableFor(String fileName, Set<String> header) {
    return tables.stream().filter(table -> table.fits(fileName, header)).findFirst();
  }
}
