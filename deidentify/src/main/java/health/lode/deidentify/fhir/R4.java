package health.lode.deidentify.fhir;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What FHIR R4 (4.0.1) says a type may hold: HL7's structure definitions, read from {@code
 * r4-elements.txt}. A name that is not in here is unknown and never passes.
 */
final class R4 {
  /** What a type is made of. */
  enum Kind {
    PRIMITIVE,
    COMPLEX,
    RESOURCE
  }

  /**
   * An element as it stands in JSON: a choice {@code value[x]} is one element a type.
   *
   * @param choice {@code value[x]} for an element of a choice, else the name again
   * @param codes the value set that a code must come from; empty where R4 demands none
   */
  record Element(
      String name, String choice, boolean required, boolean many, String type, Set<String> codes) {}

  /**
   * A type.
   *
   * @param elements by JSON name
   * @param required those that must be there
   */
  record Type(
      String name, Kind kind, String base, Map<String, Element> elements, List<Element> required) {}

  private static final Set<String> ABSTRACT = Set.of("Resource", "DomainResource");
  static final R4 STANDARD = load();

  private final Map<String, Type> types;

  private R4(Map<String, Type> types) {
    this.types = types;
  }

  Optional<Type> type(String name) {
    return Optional.ofNullable(types.get(name));
  }

  boolean isResource(String name) {
    Type type = types.get(name);
    return type != null && type.kind() == Kind.RESOURCE && !ABSTRACT.contains(name);
  }

  /** The types that {@code name} is a kind of, itself first: {@code Age, Quantity, Element}. */
  List<String> lineage(String name) {
    List<String> line = new ArrayList<>();
    for (Type at = types.get(name); at != null; at = types.get(at.base())) {
      line.add(at.name());
    }
    return line;
  }

  private static R4 load() {
    Map<String, Set<String>> bindings = new HashMap<>();
    for (String line : lines("r4-bindings.txt")) {
      String[] cells = line.split("\t");
      bindings.put(cells[0], Set.of(java.util.Arrays.copyOfRange(cells, 1, cells.length)));
    }
    Map<String, Type> types = new HashMap<>();
    Map<String, Element> elements = Map.of();
    List<Element> demanded = List.of();
    boolean resource = false;
    for (String line : lines("r4-elements.txt")) {
      String[] cells = line.split(" ");
      if (cells[0].equals("type") && !Character.isDigit(cells[1].charAt(0))) {
        elements = new LinkedHashMap<>();
        demanded = new ArrayList<>();
        Kind kind =
            switch (cells[2]) {
              case "primitive-type" -> Kind.PRIMITIVE;
              case "resource" -> Kind.RESOURCE;
              default -> Kind.COMPLEX;
            };
        resource = kind == Kind.RESOURCE;
        types.put(cells[1], new Type(cells[1], kind, cells[3], elements, demanded));
        continue;
      }
      if (cells[2].equals("0")) {
        continue; // R4 takes away here what the type above has
      }
      Set<String> codes = cells.length > 4 ? bindings.getOrDefault(cells[4], Set.of()) : Set.of();
      String[] allowed = cells[3].split(",");
      boolean required = !cells[1].equals("0");
      boolean many = cells[2].equals("*");
      for (String type : allowed) {
        boolean choice = cells[0].endsWith("[x]");
        String name =
            choice
                ? cells[0].substring(0, cells[0].length() - 3)
                    + Character.toUpperCase(type.charAt(0))
                    + type.substring(1)
                : cells[0];
        String known = resource && name.equals("id") ? "id" : type;
        Element element = new Element(name, cells[0], required, many, known, codes);
        elements.put(name, element);
        if (required) {
          demanded.add(element);
        }
      }
    }
    return new R4(Map.copyOf(types));
  }

  /** The lines of a table beside this class, without comments. */
  static List<String> lines(String table) {
    InputStream in = R4.class.getResourceAsStream("/health/lode/deidentify/fhir/" + table);
    if (in == null) {
      throw new IllegalStateException(table + " is missing");
    }
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return reader.lines().filter(l -> !l.startsWith("#") && !l.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
