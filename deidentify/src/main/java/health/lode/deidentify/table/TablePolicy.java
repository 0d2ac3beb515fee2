package health.lode.deidentify.table;

import health.lode.strict.StrictNode;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The section {@code table} of a policy: roles and treatments of columns, privacy models, how much
 * may be suppressed, what is to be kept. See docs/spec/deidentify-table.md.
 */
public final class TablePolicy {

  /** How generalisation is applied. */
  public enum Method {
    /** One level a column for the whole table: the optimum. */
    FULL_DOMAIN,
    /** Levels class by class, from the optimum downwards: loses less, never more. */
    LOCAL
  }

  /** What becomes of a column that the policy does not name. */
  enum Others {
    REFUSE,
    DROP,
    KEEP
  }

  private final Settings settings;
  private final Map<String, ColumnPolicy> columns;
  private final Map<String, EventTable> events;

  /**
   * Everything but columns.
   *
   * @param suppress at most this share of rows may be suppressed, 0 to 1
   * @param target a column whose prediction is compared before and after
   * @param base folder that hierarchy files are relative to
   */
  record Settings(
      Optional<String> person,
      Others others,
      List<PrivacyModel> models,
      double suppress,
      LossMeasure loss,
      Method method,
      Optional<String> target,
      Path base) {}

  /**
   * An event table of a release: rows about the persons of the person table.
   *
   * @param columns its columns; quasi-identifiers are folded into the person's profile
   */
  record EventTable(String person, Map<String, ColumnPolicy> columns) {}

  TablePolicy(
      Settings settings, Map<String, ColumnPolicy> columns, Map<String, EventTable> events) {
    this.settings = settings;
    this.columns = new LinkedHashMap<>(columns);
    this.events = new LinkedHashMap<>(events);
  }

  /** Reads the section to its last word; throws {@link health.lode.strict.StrictException}. */
  public static TablePolicy read(StrictNode section) {
    return TablePolicyReader.read(section);
  }

  /** The same policy with hierarchy files relative to {@code folder}. */
  public TablePolicy relativeTo(Path folder) {
    Settings s = settings;
    return with(
        new Settings(s.person, s.others, s.models, s.suppress, s.loss, s.method, s.target, folder));
  }

  /** The same policy with other settings than columns. */
  TablePolicy with(Settings other) {
    return new TablePolicy(other, columns, events);
  }

  TablePolicy withColumns(Map<String, ColumnPolicy> other) {
    return new TablePolicy(settings, other, events);
  }

  /**
   * The same policy for a table that was treated column by column already: columns that the table
   * lacks are nothing to generalise, and columns that the policy does not name stay as they are.
   *
   * @param person the column that tells persons apart
   */
  public TablePolicy released(Collection<String> names, String person) {
    Map<String, ColumnPolicy> there = new LinkedHashMap<>(columns);
    there.keySet().retainAll(Set.copyOf(names));
    Settings s = settings;
    return new TablePolicy(
        new Settings(
            Optional.of(person),
            Others.KEEP,
            s.models,
            s.suppress,
            s.loss,
            s.method,
            s.target,
            s.base),
        there,
        Map.of());
  }

  Settings settings() {
    return settings;
  }

  Map<String, ColumnPolicy> columns() {
    return columns;
  }

  Map<String, EventTable> events() {
    return events;
  }

  /** The column that tells persons apart, where the policy names one. */
  public Optional<String> person() {
    return settings.person();
  }

  public LossMeasure loss() {
    return settings.loss();
  }

  public Method method() {
    return settings.method();
  }

  /** Names of the quasi-identifiers. */
  public List<String> quasiIdentifiers() {
    return columns.entrySet().stream()
        .filter(e -> e.getValue().role() == ColumnPolicy.Role.QUASI)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Whether the policy judges several tables together. */
  public boolean release() {
    return !events.isEmpty();
  }
}
