package health.lode.deidentify.risk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a sample's class sizes say of a population from which it is taken to be a simple random
 * part. Several estimators are shown, because none is right everywhere.
 *
 * @param population persons of the population
 * @param sample persons of the sample
 * @param sampleUniques persons alone in their class in the sample
 * @param uniqueInBoth of these, how many are expected to be alone in the population too
 * @param estimates the chosen estimator first
 * @param journalistHighest the greatest mean of one over a class's size in the population: the risk
 *     of a person whose being in the sample the attacker does not know
 * @param marketer the mean of that over the persons of the sample: the share whom linking everyone
 *     would be expected to name rightly
 * @param presenceHighest the greatest mean part of a population's class that is in the sample: how
 *     sure an attacker can be that a person is in it
 */
public record PopulationRisk(
    long population,
    long sample,
    long sampleUniques,
    double uniqueInBoth,
    List<Estimate> estimates,
    double journalistHighest,
    double marketer,
    double presenceHighest) {

  /** From here up the sampling itself tells enough, without a model of the population. */
  private static final double MOSTLY_SEEN = 2.0 / 3;

  /** Ways to estimate how many persons are alone in their class in the population. */
  public enum Estimator {
    /** The sample is the population: nothing is estimated. */
    EXACT,
    /**
     * The unbiased inversion of random sampling (Goodman 1949). Its variance grows without bound as
     * the sample gets smaller.
     */
    GOODMAN,
    /** Pitman's superpopulation, fitted as Hoshino 2001. */
    PITMAN,
    /** Zayatz 1991: the population's classes are taken to have the sizes of the sample's. */
    ZAYATZ,
    /** Everyone is alone in the sample: no model tells more, so everyone is taken to be. */
    ALL_UNIQUE;

    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** One estimator's number of persons alone in the population. */
  public record Estimate(Estimator estimator, double populationUniques) {}

  public PopulationRisk {
    estimates = List.copyOf(estimates);
  }

  public double populationUniques() {
    return estimates.get(0).populationUniques();
  }

  public Estimator estimator() {
    return estimates.get(0).estimator();
  }

  /**
   * @param sizes classes that part the sample's persons
   * @param population at least as many
   */
  static PopulationRisk of(ClassSizes sizes, long population) {
    long sample = sizes.persons();
    long alone = sizes.classes(1);
    if (population == sample) {
      return new PopulationRisk(
          population,
          sample,
          alone,
          alone,
          List.of(new Estimate(Estimator.EXACT, alone)),
          sizes.highestRisk(),
          sizes.averageRisk(),
          1);
    }
    double fraction = (double) sample / population;
    if (sizes.largest() == 1) {
      return new PopulationRisk(
          population,
          sample,
          alone,
          alone,
          List.of(new Estimate(Estimator.ALL_UNIQUE, population)),
          1,
          1,
          1);
    }
    Pitman pitman = Pitman.fit(sizes);
    List<Estimate> estimates = new ArrayList<>();
    estimates.add(new Estimate(Estimator.PITMAN, alone * pitman.staysSo(1, population) / fraction));
    estimates.add(new Estimate(Estimator.ZAYATZ, zayatz(sizes, population) / fraction));
    goodman(sizes, fraction).ifPresent(estimate -> estimates.add(0, estimate));
    double highest = 0;
    double sum = 0;
    double presence = 0;
    for (int i = 0; i < sizes.distinctSizes(); i++) {
      double risk = pitman.meanRisk(sizes.size(i), population);
      highest = Math.max(highest, risk);
      presence = Math.max(presence, risk * sizes.size(i));
      sum += risk * sizes.size(i) * sizes.classesAt(i);
    }
    return new PopulationRisk(
        population,
        sample,
        alone,
        estimates.get(0).populationUniques() * fraction,
        estimates,
        highest,
        sum / sample,
        Math.min(1, presence));
  }

  private static Optional<Estimate> goodman(ClassSizes sizes, double fraction) {
    if (fraction < MOSTLY_SEEN) {
      return Optional.empty();
    }
    double ratio = -(1 - fraction) / fraction;
    double sum = 0;
    for (int i = 0; i < sizes.distinctSizes(); i++) {
      int size = sizes.size(i);
      sum += sizes.classesAt(i) * size * Math.pow(ratio, size - 1);
    }
    double bounded = Math.max(0, Math.min(sum, (double) sizes.classes(1)));
    return Optional.of(new Estimate(Estimator.GOODMAN, bounded / fraction));
  }

  /** Sample uniques that are unique in the population, by Bayes' rule over the sample's sizes. */
  private static double zayatz(ClassSizes sizes, long population) {
    double alone = sizes.classes(1);
    if (alone == 0) {
      return 0;
    }
    double sum = 0;
    for (int i = 0; i < sizes.distinctSizes(); i++) {
      sum += sizes.classesAt(i) * exactlyOne(sizes.size(i), sizes.persons(), population);
    }
    return alone * alone * exactlyOne(1, sizes.persons(), population) / sum;
  }

  /** The chance that of a class of {@code size} exactly one is drawn: hypergeometric. */
  private static double exactlyOne(int size, long sample, long population) {
    double rest = (double) population - size;
    double others = (double) sample - 1;
    if (rest < others) {
      return 0;
    }
    return size
        * Math.exp(logChoose(rest, others) - logChoose((double) population, (double) sample));
  }

  private static double logChoose(double n, double k) {
    return Gamma.log(n + 1) - Gamma.log(k + 1) - Gamma.log(n - k + 1);
  }
}
