package health.lode.deidentify.risk;

import health.lode.deidentify.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One table of a release, with the roles of its columns.
 *
 * @param name how findings name it
 * @param quasiIdentifiers what an attacker may know; dates of visits and diagnoses may be among
 *     them
 * @param person whose row it is; absent where each row is a person of its own
 * @param sensitive what an attacker would like to learn
 * @param pseudonyms columns that the caller knows to hold keyed pseudonyms or surrogates; they do
 *     not count as direct identifiers, unless they hold resident ID numbers
 * @param publishedCodes by column, values that the caller has found to be words of a public
 *     terminology: some SNOMED CT codes read like resident ID numbers. A column is judged by its
 *     other values
 */
public record RiskTable(
    String name,
    Table table,
    List<String> quasiIdentifiers,
    Optional<String> person,
    List<String> sensitive,
    Set<String> pseudonyms,
    Map<String, Set<String>> publishedCodes) {
  /** A table of which no value is known to be a published code. */
  public RiskTable(
      String name,
      Table table,
      List<String> quasiIdentifiers,
      Optional<String> person,
      List<String> sensitive,
      Set<String> pseudonyms) {
    this(name, table, quasiIdentifiers, person, sensitive, pseudonyms, Map.of());
  }

  public RiskTable {
    quasiIdentifiers = List.copyOf(quasiIdentifiers);
    sensitive = List.copyOf(sensitive);
    pseudonyms = Set.copyOf(pseudonyms);
    publishedCodes = Map.copyOf(publishedCodes);
    Set<String> seen = new HashSet<>();
    quasiIdentifiers.forEach(column -> take(table, column, seen));
    person.ifPresent(column -> take(table, column, seen));
    // A sensitive column may be a quasi-identifier as well; twice sensitive it may not be.
    Set<String> twice = new HashSet<>(person.map(Set::of).orElse(Set.of()));
    sensitive.forEach(column -> take(table, column, twice));
    pseudonyms.forEach(table::column);
  }

  private static void take(Table table, String column, Set<String> seen) {
    table.column(column);
    if (!seen.add(column)) {
      throw RiskReason.twice(column);
    }
  }
}
