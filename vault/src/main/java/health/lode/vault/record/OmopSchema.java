package health.lode.vault.record;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tables that captured facts become and that questions may read: OMOP CDM 5.4 plus extensions,
 * read from {@code omop-cdm-5.4.txt} beside this class. See {@code docs/spec/record.md}.
 */
public final class OmopSchema {
  private static final OmopSchema STANDARD = read();

  private final Map<String, OmopTable> tables;

  private OmopSchema(Map<String, OmopTable> tables) {
    this.tables = tables;
  }

  /** The one schema; immutable, needs no vault. */
  public static OmopSchema standard() {
    return STANDARD;
  }

  /** All tables, in the order of the document. */
  public List<OmopTable> tables() {
    return List.copyOf(tables.values());
  }

  /** A table by its lower-case name. */
  public Optional<OmopTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** The tables that have an intake. */
  public List<OmopTable> captured() {
    return tables.values().stream().filter(OmopTable::captured).toList();
  }

  /** A table that must be there; a missing one is a programming error. */
  public OmopTable require(String name) {
    return table(name)
        .orElseThrow(() -> new IllegalArgumentException("no such table in the model: " + name));
  }

  private static OmopSchema read() {
    Map<String, OmopTable> tables = new LinkedHashMap<>();
    try (InputStream in = OmopSchema.class.getResourceAsStream("omop-cdm-5.4.txt")) {
      if (in == null) {
        throw new IllegalStateException("omop-cdm-5.4.txt is missing from the build");
      }
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      String @Nullable [] head = null;
      List<OmopColumn> columns = new ArrayList<>();
      List<OmopColumn> intakeOnly = new ArrayList<>();
      boolean extension = false;
      boolean intake = false;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        String[] words = text.split(" +");
        if (words[0].equals("table")) {
          finish(head, columns, intakeOnly, tables);
          head = words;
          columns = new ArrayList<>();
          intakeOnly = new ArrayList<>();
          extension = false;
          intake = false;
        } else if (words[0].equals("---")) {
          extension = true;
        } else if (words[0].equals("+++")) {
          intake = true;
        } else {
          (intake ? intakeOnly : columns)
              .add(
                  new OmopColumn(
                      words[0],
                      ColumnType.valueOf(words[1]),
                      ColumnRole.valueOf(words[2].toUpperCase(Locale.ROOT)),
                      extension));
        }
      }
      finish(head, columns, intakeOnly, tables);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new OmopSchema(tables);
  }

  private static void finish(
      String @Nullable [] head,
      List<OmopColumn> columns,
      List<OmopColumn> intakeOnly,
      Map<String, OmopTable> tables) {
    if (head == null) {
      return;
    }
    String name = String.valueOf(head[1]);
    String key = String.valueOf(head[3]);
    TableKind kind = TableKind.valueOf(String.valueOf(head[2]).toUpperCase(Locale.ROOT));
    tables.put(name, new OmopTable(name, kind, key.equals("-") ? null : key, columns, intakeOnly));
  }
}
