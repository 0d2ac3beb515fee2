package health.lode.deidentify.table;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What became of a table.
 *
 * @param table the released table; absent where it went to a file
 * @param levels of each quasi-identifier; for local recoding the highest that any class has
 * @param rows of the input
 * @param suppressedRows whose quasi-identifiers are all stars, or which were left out
 * @param droppedRows of these, the rows that were left out because the stars would stand for too
 *     few
 * @param smallestClass distinct persons (rows, where no person column is named) of the smallest
 *     class in the output; 0 where nothing is released
 * @param classes in the output
 * @param measure what the search made small
 * @param optimal whether no other full-domain generalisation loses less by {@code measure}
 * @param lattice how many generalisations there are
 * @param visited how many of them were looked at
 * @param repeatedPersons identifying columns with repeated values though nothing tells persons
 *     apart: rows were counted, and k may be less persons than it says
 */
public record Anonymized(
    Optional<Table> table,
    Map<String, Integer> levels,
    long rows,
    long suppressedRows,
    long droppedRows,
    int smallestClass,
    int classes,
    LossMeasure measure,
    Losses losses,
    boolean optimal,
    long lattice,
    int visited,
    List<ColumnChange> columns,
    Optional<Prediction> prediction,
    List<String> repeatedPersons) {

  /** The loss that the search made small. */
  public double loss() {
    return losses.of(measure);
  }
}
