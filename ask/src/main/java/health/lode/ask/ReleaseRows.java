package health.lode.ask;

import health.lode.governance.permit.Grant;
import health.lode.governance.rulebook.Form;
import health.lode.refusal.RefusedException;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.record.ColumnRole;
import health.lode.vault.record.ColumnType;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a permit opens to a release, table by table, by the very access that questions
 * have: the same columns, the same withheld rows, the same patients' choices. Only the release gate
 * may run these statements; what they return is raw.
 */
public final class ReleaseRows {
  /** Where a person lives, which the model keeps in a table of its own. */
  private static final List<String> PLACES = List.of("state", "city", "county");

  private final PermitAccess access;
  private final OmopSchema schema;

  private ReleaseRows(PermitAccess access, OmopSchema schema) {
    this.access = access;
    this.schema = schema;
  }

  /**
   * @throws RefusedException {@code FORM_NOT_GRANTED} where the permit grants no release
   */
  public static ReleaseRows of(Grant grant, OmopSchema schema) {
    if (!grant.forms().contains(Form.RELEASE)) {
      throw Refuse.because(
          AskReason.FORM_NOT_GRANTED,
          "The permit does not grant releases of rows.",
          "该许可未授权逐行数据发布。",
          "Request a permit with forms: [release].",
          "请申请包含 forms: [release] 的许可。");
    }
    return new ReleaseRows(PermitAccess.of(schema, grant), schema);
  }

  /**
   * @param role what becomes of the column's values
   */
  public record Column(String name, ColumnType type, ColumnRole role) {}

  /**
   * One table's rows.
   *
   * @param columns as the statement returns them; {@code person_id} first
   */
  public record TableRows(String table, List<Column> columns, String sql) {}

  /**
   * The person-bearing tables that the permit opens, in the model's order. Rows come person by
   * person.
   *
   * @param salt mixes the order of persons, and of each person's rows: numbers are given in the
   *     order of capture, which nobody outside needs to know
   */
  public List<TableRows> tables(CutInfo cut, ConsentFilter consent, long salt) {
    List<TableRows> tables = new ArrayList<>();
    for (OmopTable table : schema.tables()) {
      if (table.personBearing() && cut.rows(table.name()) > 0) {
        rows(table, cut, consent, salt).ifPresent(tables::add);
      }
    }
    return tables;
  }

  private Optional<TableRows> rows(OmopTable table, CutInfo cut, ConsentFilter consent, long salt) {
    Access.Table seen = access.table(table.name());
    if (seen == null) {
      return Optional.empty();
    }
    List<Column> columns = new ArrayList<>();
    SortedSet<String> read = new TreeSet<>();
    for (OmopColumn column : table.storedColumns()) {
      Access.@Nullable Column known = seen.column(column.name());
      if (known != null
          && access.releasable(seen, known)
          && !column.name().equals(OmopTable.PERSON_ID)) {
        columns.add(new Column(column.name(), column.type(), column.role()));
        read.add(column.name());
      }
    }
    if (columns.stream().allMatch(column -> column.role().keyOnly())) {
      return Optional.empty();
    }
    columns.add(0, new Column(OmopTable.PERSON_ID, ColumnType.BIGINT, ColumnRole.PERSON));
    boolean words = columns.stream().anyMatch(column -> column.role() == ColumnRole.RESTRICTED);
    StringBuilder select = new StringBuilder("SELECT ");
    columns.forEach(column -> select.append("t.").append(column.name()).append(", "));
    String places = "";
    if (table.name().equals("person") && read.contains("location_id")) {
      places = places(columns, select, cut);
    }
    select.setLength(select.length() - 2);
    List<String> conditions = open(seen, read, cut, consent);
    if (words) {
      withheldPersons(cut).ifPresent(sql -> conditions.add("person_id NOT IN (" + sql + ")"));
    }
    select
        .append(" FROM (SELECT * FROM ")
        .append(cut.schema())
        .append('.')
        .append(table.name())
        .append(" WHERE ")
        .append(String.join(" AND ", conditions))
        .append(") t")
        .append(places)
        .append(" ORDER BY ")
        .append(mixed("t.person_id", salt))
        .append(", t.person_id");
    table.primaryKey().ifPresent(key -> select.append(", ").append(mixed("t." + key, salt)));
    return Optional.of(new TableRows(table.name(), List.copyOf(columns), select.toString()));
  }

  /** What a row must meet to be read through {@code read}. */
  private List<String> open(
      Access.Table table, SortedSet<String> read, CutInfo cut, ConsentFilter consent) {
    List<String> conditions = new ArrayList<>();
    conditions.add(consent.condition(OmopTable.CONSENT_CLASS));
    access.rows(table, read).map(text -> in(text, cut, table)).ifPresent(conditions::add);
    return conditions;
  }

  private static String in(String condition, CutInfo cut, Access.Table table) {
    return condition.replace(Plan.THIS_TABLE, cut.schema() + "." + table.name());
  }

  /**
   * The captured records of which every row they became is open, one patient's each: what may leave
   * as a document. Columns: {@code person_id}, {@code journal_ref}.
   */
  public String documents(CutInfo cut, ConsentFilter consent) {
    List<String> selects = new ArrayList<>();
    for (OmopTable table : schema.tables()) {
      Access.Table seen = access.table(table.name());
      if (seen == null || !table.personBearing() || cut.rows(table.name()) == 0) {
        continue;
      }
      SortedSet<String> read = new TreeSet<>();
      for (OmopColumn column : table.storedColumns()) {
        Access.@Nullable Column known = seen.column(column.name());
        if (known != null && !column.role().keyOnly() && access.releasable(seen, known)) {
          read.add(column.name());
        }
      }
      String open = read.isEmpty() ? "FALSE" : String.join(" AND ", open(seen, read, cut, consent));
      selects.add(
          "SELECT person_id, journal_ref, ("
              + open
              + ") AS open FROM "
              + cut.schema()
              + "."
              + table.name()
              + " WHERE journal_ref IS NOT NULL");
    }
    if (selects.isEmpty()) {
      return "SELECT 0 AS person_id, '' AS journal_ref WHERE FALSE";
    }
    return "SELECT any_value(person_id) AS person_id, journal_ref FROM ("
        + String.join(" UNION ALL ", selects)
        + ") GROUP BY journal_ref HAVING bool_and(open) AND count(DISTINCT person_id) = 1"
        + withheldPersons(cut)
            .map(sql -> " AND any_value(person_id) NOT IN (" + sql + ")")
            .orElse("")
        + " ORDER BY person_id, journal_ref";
  }

  /**
   * The persons whom permit and choices reach and of whom nothing is withheld: for their images.
   */
  public String persons(CutInfo cut, ConsentFilter consent) {
    return "SELECT person_id FROM "
        + cut.schema()
        + ".person WHERE "
        + consent.condition(OmopTable.CONSENT_CLASS)
        + withheldPersons(cut).map(sql -> " AND person_id NOT IN (" + sql + ")").orElse("");
  }

  /** Whether the permit opens images. */
  public boolean images() {
    Access.Table table = access.table("image_occurrence");
    return table != null
        && table.columns().stream()
            .anyMatch(c -> c.key() == Access.Key.NONE && access.releasable(table, c));
  }

  private static String mixed(String number, long salt) {
    return "hash(concat(" + number + ", '/" + salt + "'))";
  }

  /**
   * The persons of whom some row is withheld: what a note says of them could be that row in words,
   * so their free text and documents stay. Empty where nothing is withheld.
   */
  public Optional<String> withheldPersons(CutInfo cut) {
    List<String> selects = new ArrayList<>();
    for (OmopTable table : schema.tables()) {
      Access.Table seen = access.table(table.name());
      if (seen != null && table.personBearing() && cut.rows(table.name()) > 0) {
        access
            .withheld(seen)
            .ifPresent(
                text ->
                    selects.add(
                        "SELECT person_id FROM "
                            + cut.schema()
                            + "."
                            + table.name()
                            + " WHERE "
                            + text.replace(Plan.THIS_TABLE, cut.schema() + "." + table.name())));
      }
    }
    return selects.isEmpty() ? Optional.empty() : Optional.of(String.join(" UNION ALL ", selects));
  }

  private String places(List<Column> columns, StringBuilder select, CutInfo cut) {
    Access.Table location = access.table("location");
    for (String place : PLACES) {
      Access.@Nullable Column known = location == null ? null : location.column(place);
      if (location != null && known != null && access.granted(location, known)) {
        columns.add(new Column(place, ColumnType.VARCHAR, ColumnRole.VALUE));
        select.append("l.").append(place).append(", ");
      }
    }
    return " LEFT JOIN " + cut.schema() + ".location l ON l.location_id = t.location_id";
  }
}
