package health.lode.deidentify.mark;

import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What tracing can do with one marked table, tried on the table itself: whole, half of its rows,
 * and half of its rows without each column in turn. The figures are what the tracer would say, not
 * an estimate.
 *
 * @param slots places that carry a bit
 * @param positions bits of the codeword that stand somewhere, of 4,096
 * @param absent columns that the policy names and the table lacks
 */
public record Capacity(int slots, int positions, List<String> absent, List<Scenario> scenarios) {

  /** A chance of naming an innocent recipient that nobody should exceed: one in a million. */
  public static final double STANDARD_LIMIT = 1e-6;

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
    View whole = View.of(marked);
    Votes votes = Votes.of(whole, policy, key);
    List<Scenario> scenarios = new ArrayList<>();
    scenarios.add(new Scenario("", 100, logOdds(votes, key, codeword)));
    View half = whole.rows(row -> (key.slot(row, HALF, 0).hash() & 1) == 0);
    scenarios.add(new Scenario("", 50, logOdds(Votes.of(half, policy, key), key, codeword)));
    for (String name : policy.names()) {
      if (whole.column(name).isPresent()) {
        Votes left = Votes.of(half.without(Set.of(name)), policy, key);
        scenarios.add(new Scenario(name, 50, logOdds(left, key, codeword)));
      }
    }
    List<String> absent =
        policy.names().stream().filter(name -> whole.column(name).isEmpty()).toList();
    return new Capacity(votes.slots(), votes.positions(), absent, List.copyOf(scenarios));
  }

  private static double logOdds(Votes votes, MarkKey key, long[] codeword) {
    return Scores.of(votes, key).score(codeword).bound() / Math.log(10);
  }
}
