package health.lode.deidentify.mark;

import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What tracing can do with one marked table, tried on the table itself: whole, half of its rows,
 * and half of its rows without each column in turn. The figures are what the tracer would say, not
 * an estimate; of a table of more than 50,000 rows a part is tried, so that they are understated.
 *
 * @param slots places that carry a bit
 * @param positions bits of the codeword that stand somewhere, of 4,096
 * @param absent columns that the policy names and the table lacks
 */
public record Capacity(int slots, int positions, List<String> absent, List<Scenario> scenarios) {

  /** A chance of naming an innocent recipient that nobody should exceed: one in a million. */
  public static final double STANDARD_LIMIT = 1e-6;

  /** Longer tables are tried on about so many of their rows. */
  private static final int MOST_ROWS = 50_000;

  private static final long HALF = 0x1A1FL;

  /**
   * What became of the copy.
   *
   * @param without the column that is gone; empty where none is
   * @param rows per cent of the rows that are left
   * @param logOdds logarithm to base 10 of the bound on one innocent recipient's scoring as this
   *     copy's recipient does; 0 where the copy says nothing
   */
  public record Scenario(String without, int rows, double logOdds) {

    /** Whether the recipient would be named among so many, at this chance of naming another. */
    public boolean names(int recipients, double limit) {
      return logOdds + Math.log10(recipients) <= Math.log10(limit);
    }
  }

  /** The least of the scenarios: what tracing has to live with. */
  public Scenario weakest() {
    return scenarios.stream()
        .max(java.util.Comparator.comparingDouble(Scenario::logOdds))
        .orElseThrow();
  }

  /**
   * Whether half of the rows, without any one column, would name the recipient among so many. Where
   * it is false, tell whoever signs the release: this copy is not well protected.
   */
  public boolean enough(int recipients) {
    return scenarios.stream().allMatch(s -> s.names(recipients, STANDARD_LIMIT));
  }

  static Capacity measure(Table marked, MarkPolicy policy, MarkKey key, long[] codeword) {
    View all = View.of(marked);
    Votes votes = Votes.of(all, policy, key);
    List<Scenario> scenarios = new ArrayList<>();
    scenarios.add(new Scenario("", 100, logOdds(votes, key, codeword)));
    View part = marked.rows() > MOST_ROWS ? View.of(part(marked, key)) : all;
    View half = part.rows(row -> (draw(row, key) & 1) == 0);
    scenarios.add(new Scenario("", 50, logOdds(Votes.of(half, policy, key), key, codeword)));
    for (String name : policy.names()) {
      if (all.column(name).isPresent()) {
        Votes left = Votes.of(half.without(Set.of(name)), policy, key);
        scenarios.add(new Scenario(name, 50, logOdds(left, key, codeword)));
      }
    }
    List<String> absent =
        policy.names().stream().filter(name -> all.column(name).isEmpty()).toList();
    return new Capacity(votes.slots(), votes.positions(), absent, List.copyOf(scenarios));
  }

  private static long draw(int row, MarkKey key) {
    return key.slot(row, HALF, 0).hash();
  }

  /** Some of the rows of a long table; fewer rows tell less, so that the odds are understated. */
  private static Table part(Table table, MarkKey key) {
    Table.Builder part = new Table.Builder(table.names());
    for (int row = 0; row < table.rows(); row++) {
      if (Long.remainderUnsigned(draw(row, key) >>> 1, table.rows()) < MOST_ROWS) {
        part.row(table.row(row));
      }
    }
    return part.build();
  }

  private static double logOdds(Votes votes, MarkKey key, long[] codeword) {
    return Scores.of(votes, key).score(codeword).bound() / Math.log(10);
  }
}
