package health.lode.deidentify.risk;

import java.util.List;

/**
 * One of the smallest classes, described by columns and sizes. Its values are never told: they are
 * what singles a person out.
 *
 * @param persons how many are in it
 * @param without how many would be, were this column left out; columns that change nothing are not
 *     named
 */
public record WorstClass(int persons, List<Without> without) {
  public WorstClass {
    without = List.copyOf(without);
  }

  /** The class's size without one column. */
  public record Without(String column, int persons) {}
}
