package health.lode.deidentify.risk;

import java.util.OptionalLong;

/**
 * What is asked of a release.
 *
 * @param sharing how it is to be shared
 * @param limits what it may not exceed
 * @param knows what the attacker is taken to know of a person with several rows
 * @param population persons of the population from which the table's persons are a random part;
 *     absent: the table is the population
 */
public record RiskQuestion(
    Sharing sharing, Limits limits, AttackerKnows knows, OptionalLong population) {

  /** The defaults for a sharing model: its limits, an attacker who knows all rows. */
  public static RiskQuestion of(Sharing sharing) {
    return new RiskQuestion(
        sharing, Limits.of(sharing), AttackerKnows.ALL_ROWS, OptionalLong.empty());
  }

  public RiskQuestion with(Limits other) {
    return new RiskQuestion(sharing, other, knows, population);
  }

  public RiskQuestion with(AttackerKnows other) {
    return new RiskQuestion(sharing, limits, other, population);
  }

  /** Refused with {@code RISK_QUESTION_WRONG} below 1. */
  public RiskQuestion ofPopulation(long persons) {
    if (persons < 1) {
      throw RiskReason.question("A population has at least one person", "总体人数至少为 1");
    }
    return new RiskQuestion(sharing, limits, knows, OptionalLong.of(persons));
  }
}
