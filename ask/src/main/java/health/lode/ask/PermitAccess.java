package health.lode.ask;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.canonical.CanonicalJson;
import health.lode.governance.permit.Grant;
import health.lode.governance.rulebook.CategoryColumns;
import health.lode.governance.rulebook.Form;
import health.lode.governance.rulebook.RowRule;
import health.lode.vault.record.ColumnRole;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import health.lode.vault.record.TableKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The record model as a permit opens it. A table is open when a granted category covers one of its
 * columns; its join keys come with it; vocabulary tables, which are about nobody, always are.
 */
final class PermitAccess implements Access {
  private final Map<String, Table> tables = new TreeMap<>();
  private final Map<String, OmopTable> model = new TreeMap<>();
  private final @Nullable CategoryColumns columns;
  private final boolean aggregates;
  private final int minimum;
  private final String hash;

  private PermitAccess(
      OmopSchema schema,
      @Nullable CategoryColumns columns,
      boolean aggregates,
      int minimum,
      String hash) {
    this.columns = columns;
    this.aggregates = aggregates;
    this.minimum = minimum;
    this.hash = hash;
    for (OmopTable table : schema.tables()) {
      model.put(table.name(), table);
      tables.put(table.name(), table(table));
    }
  }

  static PermitAccess of(OmopSchema schema, Grant grant) {
    return new PermitAccess(
        schema,
        grant.columns(),
        grant.forms().contains(Form.AGGREGATE),
        grant.minimumPersons(),
        fingerprint(grant));
  }

  /** Every queryable column: for whoever merges parts and holds no data. */
  static PermitAccess everything(OmopSchema schema) {
    return new PermitAccess(schema, null, true, 1, "merge");
  }

  /** Two grants with the same fingerprint open the same rows and columns. */
  static String fingerprint(Grant grant) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("permit", grant.permitHash()).put("minimum", grant.minimumPersons());
    ArrayNode categories = json.putArray("categories");
    grant.categories().forEach(categories::add);
    ArrayNode rules = json.putArray("exclusions");
    grant.columns().exclusions().forEach(rule -> rules.add(rule.toString()));
    ArrayNode open = json.putArray("tables");
    for (String table : grant.columns().tables()) {
      ObjectNode entry = open.addObject().put("table", table);
      ArrayNode named = entry.putArray("columns");
      grant.columns().named(table).forEach(named::add);
      entry.put("whole", grant.columns().wholeTable(table));
      // Which rows go with a column is part of what the grant opens.
      entry.put(
          "rows", grant.columns().requiredRows(table, grant.columns().named(table)).toString());
      entry.put("allRows", grant.columns().requiredRows(table, java.util.Set.of()).toString());
    }
    return CanonicalJson.sha256(json);
  }

  private static Table table(OmopTable table) {
    boolean person = table.personBearing();
    List<Column> listed = new ArrayList<>();
    for (OmopColumn column : table.columns()) {
      Key key =
          column.role() == ColumnRole.PERSON
              ? Key.PERSON
              : column.role() == ColumnRole.KEY && table.kind() != TableKind.REFERENCE
                  ? Key.ROW
                  : Key.NONE;
      boolean required =
          key == Key.PERSON || table.primaryKey().filter(column.name()::equals).isPresent();
      listed.add(new Column(column.name(), Type.valueOf(column.type().name()), key, required));
    }
    return new Table(table.name(), person, table.kind() == TableKind.REFERENCE, listed);
  }

  @Override
  public @Nullable Table table(String name) {
    return tables.get(name);
  }

  @Override
  public SortedSet<String> tableNames() {
    return new TreeSet<>(tables.keySet());
  }

  @Override
  public boolean identity(String table) {
    return table.equals("identity") || table.equals("source_patient");
  }

  @Override
  public boolean granted(Table table, Column column) {
    OmopTable described = model.get(table.name());
    OmopColumn stored = described == null ? null : described.column(column.name()).orElse(null);
    if (described == null || stored == null || !stored.queryable() || !stored.stored()) {
      return false;
    }
    CategoryColumns open = columns;
    if (open == null || described.kind() == TableKind.REFERENCE) {
      return true;
    }
    return stored.role().keyOnly()
        ? open.tables().contains(table.name())
        : open.readable(table.name(), column.name());
  }

  /**
   * Whether a release may read the column: what a question may, and free text that a granted
   * category names itself ({@code note.note_text}; {@code note.*} does not reach it).
   */
  boolean releasable(Table table, Column column) {
    OmopTable described = model.get(table.name());
    CategoryColumns open = columns;
    boolean text =
        open != null
            && described != null
            && described
                .column(column.name())
                .filter(c -> c.role() == ColumnRole.RESTRICTED && c.stored())
                .isPresent()
            && open.named(table.name()).contains(column.name())
            && open.readable(table.name(), column.name());
    return text || (readable(table, column) && granted(table, column));
  }

  @Override
  public boolean readable(Table table, Column column) {
    OmopTable described = model.get(table.name());
    return described != null
        && described.column(column.name()).filter(OmopColumn::queryable).isPresent()
        && !CategoryColumns.NEVER.contains(column.name());
  }

  @Override
  public Optional<String> rows(Table table, SortedSet<String> read) {
    CategoryColumns open = columns;
    if (open == null || !table.person()) {
      return Optional.empty();
    }
    SortedSet<String> asked = new TreeSet<>();
    for (String name : read) {
      Column column = table.column(name);
      if (column != null && column.key() == Key.NONE) {
        asked.add(name);
      }
    }
    List<String> conditions = new ArrayList<>();
    for (List<RowRule> any : open.requiredRows(table.name(), asked)) {
      conditions.add(listed(table, any));
    }
    if (!open.exclusions().isEmpty()) {
      conditions.add("NOT " + listed(table, open.exclusions()));
    }
    return conditions.isEmpty() ? Optional.empty() : Optional.of(String.join(" AND ", conditions));
  }

  /** The condition that picks the rows of {@code table} that are withheld; empty where none are. */
  Optional<String> withheld(Table table) {
    CategoryColumns open = columns;
    return open == null || !table.person() || open.exclusions().isEmpty()
        ? Optional.empty()
        : Optional.of(listed(table, open.exclusions())).filter(text -> !text.equals("FALSE"));
  }

  /**
   * That a row is on one of the lists: never null, and FALSE where the table has none of their
   * columns. All lists of a column become one pattern; code by code the engine takes longer to plan
   * than to run.
   */
  private String listed(Table table, List<RowRule> rules) {
    Map<String, CodePattern> patterns = new TreeMap<>();
    for (RowRule rule : rules) {
      for (String name : rule.columns()) {
        OmopTable described = model.get(table.name());
        OmopColumn stored = described == null ? null : described.column(name).orElse(null);
        if (stored != null && stored.stored()) {
          patterns.computeIfAbsent(name, column -> new CodePattern()).add(rule);
        }
      }
    }
    List<String> either = new ArrayList<>();
    patterns.forEach((name, pattern) -> either.add(onList(name, pattern)));
    return either.isEmpty() ? "FALSE" : "(" + String.join(" OR ", either) + ")";
  }

  /**
   * The lists are tried on each different value once, not on each row: rows far outnumber codes.
   */
  private static String onList(String column, CodePattern pattern) {
    return "COALESCE("
        + column
        + " IN (SELECT v FROM (SELECT DISTINCT "
        + column
        + " AS v FROM "
        + Plan.THIS_TABLE
        + ") WHERE v IS NOT NULL AND regexp_matches(upper(trim(CAST(v AS VARCHAR))), "
        + Literals.text(pattern.toString())
        + ")), FALSE)";
  }

  @Override
  public boolean aggregates() {
    return aggregates;
  }

  @Override
  public String hash() {
    return hash;
  }

  @Override
  public int minimumPersons() {
    return minimum;
  }
}
