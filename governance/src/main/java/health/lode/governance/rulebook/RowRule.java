package health.lode.governance.rulebook;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A list of codes as a test on rows: a row is on the list when one of {@code columns}, wherever its
 * table has such a column, holds one of the codes or starts with one of the prefixes. Codes and
 * prefixes are upper case; values are compared after trimming and upper-casing, and a null is never
 * on a list.
 *
 * @param list name of the code list in the rulebook, for example {@code hiv}
 * @param vocabulary what the codes are, for people; rows are compared whatever vocabulary they
 *     name, because a withheld code must not slip through under another spelling of its system
 * @param columns column names without table, for example {@code condition_source_value}
 */
public record RowRule(
    String list,
    Optional<String> vocabulary,
    SortedSet<String> columns,
    SortedSet<String> codes,
    List<String> prefixes) {
  public RowRule {
    columns = Collections.unmodifiableSortedSet(new TreeSet<>(columns));
    codes = Collections.unmodifiableSortedSet(new TreeSet<>(codes));
    prefixes = List.copyOf(prefixes);
  }

  /** Whether a row that holds {@code value} in {@code column} is on the list. */
  public boolean matches(String column, String value) {
    if (!columns.contains(column)) {
      return false;
    }
    String code = value.strip().toUpperCase(Locale.ROOT);
    return codes.contains(code) || prefixes.stream().anyMatch(code::startsWith);
  }

  /**
   * The prefixes by their length in characters: {@code left(value, length) IN (...)} is one look-up
   * in a set where hundreds of comparisons would slow a scan.
   */
  public SortedMap<Integer, SortedSet<String>> prefixesByLength() {
    SortedMap<Integer, SortedSet<String>> byLength = new TreeMap<>();
    for (String prefix : prefixes) {
      byLength
          .computeIfAbsent(prefix.codePointCount(0, prefix.length()), l -> new TreeSet<>())
          .add(prefix);
    }
    return byLength;
  }
}
