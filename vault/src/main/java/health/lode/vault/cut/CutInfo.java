package health.lode.vault.cut;

import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A published cut.
 *
 * @param number from 1 upwards, never reused
 * @param publishedAt when it was published
 * @param persons how many persons it has
 * @param tables the manifest: rows and content hash of each table
 * @param manifestHash SHA-256, lower-case hex, over the manifest's figures: two cuts with the same
 *     hash hold the same rows but for {@code journal_ref} and consent
 */
public record CutInfo(
    int number,
    Instant publishedAt,
    long persons,
    SortedMap<String, TableFigures> tables,
    String manifestHash) {

  /**
   * @param contentHash 32 hex digits, the same for the same rows in any order; all columns but
   *     {@code journal_ref} and {@code consent_class} count
   */
  public record TableFigures(long rows, String contentHash) {}

  public CutInfo {
    tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
  }

  /** The schema that holds the tables: {@code cut_7}. */
  public String schema() {
    return "cut_" + number;
  }

  /** Rows of one table; 0 for a table that no manifest lists, as those of the vocabulary. */
  public long rows(String table) {
    TableFigures of = tables.get(table);
    return of == null ? 0 : of.rows();
  }

  /** Rows of all tables together. */
  public long rows() {
    return tables.values().stream().mapToLong(TableFigures::rows).sum();
  }
}
