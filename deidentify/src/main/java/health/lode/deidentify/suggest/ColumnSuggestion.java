package health.lode.deidentify.suggest;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.refusal.Words;
import java.util.Locale;
import java.util.Optional;

/**
 * What is proposed for one column.
 *
 * @param settings what the policy says besides the role, as YAML: {@code hierarchy: dates}; empty
 *     for nothing
 * @param singlesOut of quasi-identifiers: persons who are unique with the column and would not be
 *     without it
 */
public record ColumnSuggestion(
    ColumnFinding finding, Role role, String settings, Words because, Optional<Long> singlesOut) {

  /** The roles of a table policy. */
  public enum Role {
    IDENTIFYING,
    QUASI,
    SENSITIVE,
    KEEP,
    DROP;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  ColumnSuggestion singlingOut(long persons) {
    return new ColumnSuggestion(finding, role, settings, because, Optional.of(persons));
  }
}
