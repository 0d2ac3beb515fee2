package health.lode.simulator;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The expected answer to a question with groups, for one hospital: rows, distinct persons, exact
 * sums. Persons are handed in one after the other, all rows of one before the next, so that
 * distinct persons are counted without keeping them.
 */
public final class Tally {
  private static final Comparator<List<String>> BY_WORDS =
      (a, b) -> {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
          int order = a.get(i).compareTo(b.get(i));
          if (order != 0) {
            return order;
          }
        }
        return Integer.compare(a.size(), b.size());
      };

  /** One group. {@code values} counts the rows that had a number. */
  public record Cell(
      long rows, long persons, long values, BigDecimal sum, BigDecimal sumOfSquares) {
    private static final Cell EMPTY = new Cell(0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

    private Cell plus(Cell o) {
      return new Cell(
          rows + o.rows,
          persons + o.persons,
          values + o.values,
          sum.add(o.sum),
          sumOfSquares.add(o.sumOfSquares));
    }

    /** The mean, half up; empty without values. */
    public Optional<BigDecimal> mean(int decimals) {
      return values == 0
          ? Optional.empty()
          : Optional.of(sum.divide(BigDecimal.valueOf(values), decimals, RoundingMode.HALF_UP));
    }

    /** The sample standard deviation (n - 1), half up; empty below two values. */
    public Optional<BigDecimal> standardDeviation(int decimals) {
      if (values < 2) {
        return Optional.empty();
      }
      BigDecimal n = BigDecimal.valueOf(values);
      MathContext exact = new MathContext(60);
      BigDecimal squares =
          sumOfSquares.subtract(sum.multiply(sum).divide(n, exact)).max(BigDecimal.ZERO);
      return Optional.of(
          squares
              .divide(n.subtract(BigDecimal.ONE), exact)
              .sqrt(new MathContext(40))
              .setScale(decimals, RoundingMode.HALF_UP));
    }
  }

  /**
   * A group of the merged answer.
   *
   * @param partial whether a hospital that has the group had too few persons in it and is left out
   */
  public record Row(List<String> group, Cell cell, boolean partial) {}

  /**
   * The merged answer.
   *
   * @param suppressed how many cells were left out, over all hospitals
   * @param withheld how many groups do not appear at all because no hospital had enough persons
   */
  public record Merged(List<Row> rows, int suppressed, int withheld) {}

  private final SortedMap<List<String>, Cell> cells = new TreeMap<>(BY_WORDS);
  private final SortedMap<List<String>, Integer> lastPersons = new TreeMap<>(BY_WORDS);

  /** Takes in one row of {@code person} under {@code group}; {@code value} may be missing. */
  public void add(List<String> group, int person, @Nullable BigDecimal value) {
    Integer last = lastPersons.put(group, person);
    if (last != null && last > person) {
      throw new IllegalArgumentException("persons come in ascending order");
    }
    long fresh = last == null || last != person ? 1 : 0;
    Cell one =
        value == null
            ? new Cell(1, fresh, 0, BigDecimal.ZERO, BigDecimal.ZERO)
            : new Cell(1, fresh, 1, value, value.multiply(value));
    cells.put(group, cells.getOrDefault(group, Cell.EMPTY).plus(one));
  }

  /** Every group, in the order of its words, whatever its size. */
  public SortedMap<List<String>, Cell> cells() {
    return new TreeMap<>(cells);
  }

  /**
   * What may be told over several hospitals: a cell of fewer than {@code minimumPersons} in one
   * hospital is left out of the merge and the group marked partial. Persons are summed over the
   * hospitals, each counting its own.
   */
  public static Merged merge(List<Tally> hospitals, int minimumPersons) {
    TreeSet<List<String>> groups = new TreeSet<>(BY_WORDS);
    hospitals.forEach(h -> groups.addAll(h.cells.keySet()));
    List<Row> rows = new ArrayList<>();
    int suppressed = 0;
    int withheld = 0;
    for (List<String> group : groups) {
      Cell sum = Cell.EMPTY;
      boolean partial = false;
      for (Tally hospital : hospitals) {
        Cell cell = hospital.cells.get(group);
        if (cell != null && cell.persons() < minimumPersons) {
          partial = true;
          suppressed++;
        } else if (cell != null) {
          sum = sum.plus(cell);
        }
      }
      if (sum.rows() > 0) {
        rows.add(new Row(group, sum, partial));
      } else {
        withheld++;
      }
    }
    return new Merged(List.copyOf(rows), suppressed, withheld);
  }
}
