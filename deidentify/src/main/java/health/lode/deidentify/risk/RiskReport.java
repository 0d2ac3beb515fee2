package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.refusal.Words;
import java.util.List;
import java.util.Optional;

/**
 * What was measured and what it means. Holds columns' names, counts and sizes; never a value.
 *
 * @param records rows, over all tables
 * @param suppressed rows of which every quasi-identifier is {@code *}: they narrow nobody down and
 *     are in no class
 * @param persons persons in the classes
 * @param repeated persons with more than one row
 * @param classes classes under what the attacker is taken to know
 * @param oneRow classes were only one row known, where that is another question
 * @param risky persons whose class is smaller than the limit
 * @param population present where a population was given
 * @param direct columns that name persons by themselves
 * @param unnamed columns that look as if an attacker could know them, and that were not measured
 * @param doubts while one stands, no grade above L2 is claimed
 * @param measured the grade that the numbers alone would give
 * @param grade the grade that may be claimed
 */
public record RiskReport(
    RiskQuestion question,
    List<RiskTable> tables,
    long records,
    long suppressed,
    long persons,
    long repeated,
    ClassSizes classes,
    Optional<ClassSizes> oneRow,
    long risky,
    Optional<PopulationRisk> population,
    List<Diversity> diversity,
    List<ColumnFinding> direct,
    List<ColumnFinding> unnamed,
    List<Doubt> doubts,
    List<WorstClass> worst,
    Grade measured,
    Grade grade,
    Lift lift) {
  public RiskReport {
    tables = List.copyOf(tables);
    diversity = List.copyOf(diversity);
    direct = List.copyOf(direct);
    unnamed = List.copyOf(unnamed);
    doubts = List.copyOf(doubts);
    worst = List.copyOf(worst);
  }

  /** Average risk times the chance of an attack in this kind of sharing. */
  public double overallRisk() {
    return Judgement.overall(classes, question.limits());
  }

  /** Why the grade is what it is, one sentence each. */
  public List<Words> because() {
    return Because.of(this);
  }
}
