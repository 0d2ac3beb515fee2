package health.lode.vault.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One table: its columns in their order, its kind, and its primary key where it has one. */
public final class OmopTable {
  /** The person that a row is about; every person-bearing table has it. */
  public static final String PERSON_ID = "person_id";

  /** Class of a person's objections; sorted first, and filtered by the planner alone. */
  public static final String CONSENT_CLASS = "consent_class";

  /** Where the bytes of a row lie in the journal, {@code entry:offset}. */
  public static final String JOURNAL_REF = "journal_ref";

  private final String name;
  private final TableKind kind;
  private final @Nullable String primaryKey;
  private final Map<String, OmopColumn> columns = new LinkedHashMap<>();
  private final List<OmopColumn> intakeOnly;

  OmopTable(
      String name,
      TableKind kind,
      @Nullable String primaryKey,
      List<OmopColumn> listed,
      List<OmopColumn> intakeOnly) {
    this.intakeOnly = List.copyOf(intakeOnly);
    this.name = name;
    this.kind = kind;
    this.primaryKey = primaryKey;
    for (OmopColumn column : listed) {
      add(column);
    }
    if (personBearing()) {
      add(new OmopColumn(JOURNAL_REF, ColumnType.VARCHAR, ColumnRole.RESTRICTED, true));
      add(new OmopColumn(CONSENT_CLASS, ColumnType.INTEGER, ColumnRole.PLANNER, true));
    }
    if (primaryKey != null && !columns.containsKey(primaryKey)) {
      throw new IllegalStateException(name + " lacks its key " + primaryKey);
    }
  }

  private void add(OmopColumn column) {
    if (columns.put(column.name(), column) != null) {
      throw new IllegalStateException(name + "." + column.name() + " is there twice");
    }
  }

  public String name() {
    return name;
  }

  public TableKind kind() {
    return kind;
  }

  /** The column that is unique in a cut; none for {@code death} and some vocabulary tables. */
  public Optional<String> primaryKey() {
    return Optional.ofNullable(primaryKey);
  }

  /** Every column, those that are never stored or never queryable included. */
  public List<OmopColumn> columns() {
    return List.copyOf(columns.values());
  }

  /** The columns that a cut has, in their order. */
  public List<OmopColumn> storedColumns() {
    return columns.values().stream().filter(OmopColumn::stored).toList();
  }

  /** The columns that a question may name, in their order. */
  public List<OmopColumn> queryableColumns() {
    return columns.values().stream().filter(OmopColumn::queryable).toList();
  }

  /** The dates and times of a row. */
  public List<OmopColumn> dateColumns() {
    return columns.values().stream()
        .filter(c -> c.role() == ColumnRole.DATE || c.role() == ColumnRole.TIME)
        .toList();
  }

  public Optional<OmopColumn> column(String columnName) {
    return Optional.ofNullable(columns.get(columnName));
  }

  public boolean has(String columnName) {
    return columns.containsKey(columnName);
  }

  /** Whether each row belongs to exactly one person. */
  public boolean personBearing() {
    return columns.containsKey(PERSON_ID);
  }

  /** Whether facts of this table are captured, so that {@code intake} has it. */
  public boolean captured() {
    return kind == TableKind.PERSON || kind == TableKind.EVENT;
  }

  /** What only the intake has: a derived table is made from it. */
  List<OmopColumn> intakeOnlyColumns() {
    return intakeOnly;
  }

  /** The key that a captured fact's number becomes; none where the person is the key. */
  public Optional<String> factKey() {
    return kind == TableKind.EVENT ? primaryKey() : Optional.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
