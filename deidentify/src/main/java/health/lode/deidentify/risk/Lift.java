package health.lode.deidentify.risk;

import health.lode.refusal.Words;
import java.util.List;
import java.util.Optional;

/**
 * What would lift the grade, each measured by counting the classes anew.
 *
 * @param needsSmallest persons the smallest class must have for L3
 * @param inWords what to do first, in order
 * @param leaveOut what leaving out each column alone would do, the strongest first
 * @param coarsen what each coarser step of each column alone would do, the strongest first
 * @param suppress what leaving out the persons of too small classes would cost
 * @param together steps that reach L3 together, with what must still be suppressed, if some do
 */
public record Lift(
    int needsSmallest,
    List<Words> inWords,
    List<Effect> leaveOut,
    List<Effect> coarsen,
    Suppression suppress,
    Optional<Together> together) {
  public Lift {
    inWords = List.copyOf(inWords);
    leaveOut = List.copyOf(leaveOut);
    coarsen = List.copyOf(coarsen);
  }

  /** The figures after one change. */
  public record Effect(
      String column,
      Words step,
      int smallestClass,
      long uniques,
      long personsAtRisk,
      double averageRisk,
      boolean reachesL3) {}

  /**
   * Leaving out persons until no class is too small.
   *
   * @param records rows that go with them
   * @param share of the persons
   * @param averageRisk of those who stay
   */
  public record Suppression(
      long persons, long records, double share, double averageRisk, boolean reachesL3) {}

  /** Several steps at once. */
  public record Together(List<Step> steps, Suppression suppress) {
    public Together {
      steps = List.copyOf(steps);
    }
  }

  /** One column, coarsened or left out. */
  public record Step(String column, Words what) {}
}
