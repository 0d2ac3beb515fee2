package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The risk of a release together with what its recipient and partners already hold. Persons and
 * counts; never who.
 *
 * @param alone classes of the new release by itself
 * @param joint for each person of the new release, those who agree with them in every release that
 *     the person is in: what an attacker is left with who knows in which releases the person is
 * @param persons of the new release
 * @param risky persons whose joint class is below the limit
 * @param added of these, how many are not below it in the new release alone
 * @param findings each attack that succeeds against somebody, the worst first
 * @param passes no person is below the limit jointly, and no attack isolates fewer than the limit
 */
public record JointRisk(
    ClassSizes alone,
    ClassSizes joint,
    int limit,
    long persons,
    long risky,
    long added,
    List<Finding> findings,
    boolean passes) {
  public JointRisk {
    findings = List.copyOf(findings);
  }

  /** Why it does not pass, one sentence each; nothing where it does. */
  public List<Words> because() {
    return told(
        Finding::because,
        Words.of(
            risky + " persons are among fewer than " + limit + " who cannot be told apart.",
            risky + " 人所在的等价类不足 " + limit + " 人。"));
  }

  /** What would make it pass, one sentence each; nothing where it does. */
  public List<Words> wayOut() {
    return told(
        Finding::wayOut,
        Words.of(
            "Generalise further until every class has " + limit + " persons.",
            "请进一步泛化，使每个等价类不少于 " + limit + " 人。"));
  }

  private List<Words> told(Function<Finding, Words> said, Words otherwise) {
    if (passes) {
      return List.of();
    }
    return findings.isEmpty()
        ? List.of(otherwise)
        : findings.stream().map(said).distinct().toList();
  }

  /** Ways in which releases betray together what none betrays alone. */
  public enum Attack {
    /** The candidates of one release and of another have few persons in common. */
    INTERSECTION,
    /** The new release less an earlier one leaves few persons in a class. */
    DIFFERENCING,
    /** Columns that say the same of a person in both releases tell which rows belong together. */
    LINKAGE;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One attack that succeeds.
   *
   * @param releases the earlier releases it needs
   * @param columns columns that make it possible: those whose leaving out of the new release would
   *     help, strongest first, or those that link
   * @param persons whom it leaves with fewer than the limit
   * @param smallest the fewest it leaves anyone with
   */
  public record Finding(
      Attack attack,
      List<String> releases,
      List<String> columns,
      long persons,
      int smallest,
      Words because,
      Words wayOut) {
    public Finding {
      releases = List.copyOf(releases);
      columns = List.copyOf(columns);
    }
  }
}
