package health.lode.deidentify.risk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import health.lode.deidentify.risk.PopulationRisk.Estimate;
import health.lode.deidentify.risk.PopulationRisk.Estimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Estimators against populations whose uniques are known. Seeds are fixed; tolerances follow from
 * the spread of the number estimated, not from what came out.
 */
class PopulationRiskTest {
  private static final int POPULATION = 200_000;

  @Test
  void gammaAndItsDerivativeByKnownValues() {
    assertThat(Gamma.log(5)).isEqualTo(Math.log(24), within(1e-13));
    assertThat(Gamma.log(0.5)).isEqualTo(Math.log(Math.PI) / 2, within(1e-13));
    assertThat(Gamma.log(101)).isEqualTo(363.7393755555635, within(1e-10));
    assertThat(Gamma.digamma(1)).isEqualTo(-0.5772156649015329, within(1e-12));
    assertThat(Gamma.digamma(0.5)).isEqualTo(-1.9635100260214235, within(1e-12));
  }

  @Test
  void zayatzByHand() {
    // Classes of 1 and 2 in a sample of 3 from 6: exactly one of 1 drawn 1/2, of 2 12/20.
    PopulationRisk risk = PopulationRisk.of(ClassSizes.of(new int[] {1, 2}), 6);
    double uniques =
        risk.estimates().stream()
            .filter(e -> e.estimator() == Estimator.ZAYATZ)
            .mapToDouble(Estimate::populationUniques)
            .findFirst()
            .orElseThrow();
    assertThat(uniques).isEqualTo(0.5 / (0.5 + 0.6) * 2, within(1e-12));
  }

  @Test
  void theWholePopulationIsExact() {
    PopulationRisk risk = PopulationRisk.of(ClassSizes.of(new int[] {1, 1, 3}), 5);
    assertThat(risk.estimator()).isEqualTo(Estimator.EXACT);
    assertThat(risk.populationUniques()).isEqualTo(2);
    assertThat(risk.journalistHighest()).isEqualTo(1);
    assertThat(risk.marketer()).isEqualTo(0.6, within(1e-15));
  }

  @Test
  void everyoneUniqueInTheSampleIsTakenForTheWorst() {
    PopulationRisk risk = PopulationRisk.of(ClassSizes.of(new int[] {1, 1, 1}), 1000);
    assertThat(risk.estimator()).isEqualTo(Estimator.ALL_UNIQUE);
    assertThat(risk.populationUniques()).isEqualTo(1000);
    assertThat(risk.marketer()).isEqualTo(1);
  }

  @Test
  void aMeanRiskIsTheSumOverTheBetaBinomialDraw() {
    // 4 unseen persons, a = f - alpha = 1.5, b = theta + n - a: by the product form, term by term.
    Pitman model = new Pitman(0.5, 1.0, 10);
    double a = 1.5;
    double b = 9.5;
    double expected = 0;
    for (int x = 0; x <= 4; x++) {
      double chance = binomial(4, x);
      for (int i = 0; i < x; i++) {
        chance *= a + i;
      }
      for (int i = 0; i < 4 - x; i++) {
        chance *= b + i;
      }
      for (int i = 0; i < 4; i++) {
        chance /= a + b + i;
      }
      expected += chance / (2 + x);
    }
    assertThat(model.meanRisk(2, 14)).isEqualTo(expected, within(1e-12));
    assertThat(model.staysSo(2, 14))
        .isEqualTo(9.5 * 10.5 * 11.5 * 12.5 / (11 * 12 * 13 * 14), within(1e-12));
    assertThat(model.meanRisk(2, 10)).isEqualTo(0.5);
  }

  private static double binomial(int n, int k) {
    double choose = 1;
    for (int i = 0; i < k; i++) {
      choose = choose * (n - i) / (i + 1);
    }
    return choose;
  }

  /** A population drawn from Pitman's own model, one person after the other. */
  private static int[] pitman(double alpha, double theta, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] classOf = new int[POPULATION];
    int[] who = new int[POPULATION];
    int classes = 0;
    for (int person = 0; person < POPULATION; person++) {
      double fresh = (theta + classes * alpha) / (theta + person);
      if (random.nextDouble() < fresh) {
        who[classes] = person;
        classOf[person] = classes++;
        continue;
      }
      // Proportional to size - alpha: draw a member, refuse the first of a class with chance alpha.
      int drawn = random.nextInt(person);
      while (who[classOf[drawn]] == drawn && random.nextDouble() < alpha) {
        drawn = random.nextInt(person);
      }
      classOf[person] = classOf[drawn];
    }
    return classOf;
  }

  /** Classes with log-normal weights: no estimator's own model. */
  private static int[] skewed(long seed) {
    java.util.Random random = new java.util.Random(seed);
    double[] sums = new double[100_000];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += Math.exp(2 * random.nextGaussian());
      sums[i] = sum;
    }
    int[] classOf = new int[POPULATION];
    for (int person = 0; person < POPULATION; person++) {
      int found = Arrays.binarySearch(sums, random.nextDouble() * sum);
      classOf[person] = found < 0 ? Math.min(sums.length - 1, -found - 1) : found;
    }
    return classOf;
  }

  private record Drawn(ClassSizes sample, long uniques, double marketer) {}

  private static Drawn draw(int[] classOf, double fraction, long seed) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < classOf.length; i++) {
      order.add(i);
    }
    java.util.Collections.shuffle(order, new java.util.Random(seed));
    int n = (int) Math.round(classOf.length * fraction);
    Map<Integer, Integer> whole = new HashMap<>();
    Map<Integer, Integer> part = new HashMap<>();
    for (int i = 0; i < classOf.length; i++) {
      whole.merge(classOf[i], 1, Integer::sum);
      if (i < n) {
        part.merge(classOf[order.get(i)], 1, Integer::sum);
      }
    }
    double named = 0;
    for (Map.Entry<Integer, Integer> each : part.entrySet()) {
      named += (double) each.getValue() / whole.getOrDefault(each.getKey(), 1);
    }
    return new Drawn(
        ClassSizes.of(part.values().stream().mapToInt(Integer::intValue).toArray()),
        whole.values().stream().filter(size -> size == 1).count(),
        named / n);
  }

  @Test
  void pitmansModelIsFoundAgainFromASample() {
    int[] population = pitman(0.5, 1000, 7);
    for (double fraction : new double[] {0.02, 0.1, 0.4}) {
      Drawn drawn = draw(population, fraction, 3);
      Pitman fitted = Pitman.fit(drawn.sample);
      // 4,000 persons in some 2,000 classes give alpha to about .03 (one standard error).
      assertThat(fitted.alpha()).as("%s", fraction).isEqualTo(0.5, within(0.1));
      PopulationRisk risk = PopulationRisk.of(drawn.sample, POPULATION);
      assertThat(risk.estimator()).isEqualTo(Estimator.PITMAN);
      // (n/N)^(1 - alpha) moves by ln(50) x .03 = 12% with one standard error of alpha at 2%.
      assertThat(risk.populationUniques() / drawn.uniques)
          .as("%s", fraction)
          .isEqualTo(1, within(fraction < 0.1 ? 0.35 : 0.12));
      assertThat(risk.marketer()).as("%s", fraction).isEqualTo(drawn.marketer, within(0.02));
    }
  }

  @Test
  void aLargeSampleNeedsNoModel() {
    int[] population = skewed(5);
    for (double fraction : new double[] {0.7, 0.9}) {
      Drawn drawn = draw(population, fraction, 4);
      PopulationRisk risk = PopulationRisk.of(drawn.sample, POPULATION);
      assertThat(risk.estimator()).isEqualTo(Estimator.GOODMAN);
      // Unbiased; about 15,000 uniques, spread below 200 at these fractions: five of them.
      assertThat(risk.populationUniques()).isEqualTo((double) drawn.uniques, within(1000.0));
    }
  }

  @Test
  void aModelThatDoesNotHoldErrsOnTheSafeSide() {
    int[] population = skewed(6);
    for (double fraction : new double[] {0.01, 0.05, 0.1, 0.3}) {
      Drawn drawn = draw(population, fraction, 8);
      PopulationRisk risk = PopulationRisk.of(drawn.sample, POPULATION);
      assertThat(risk.populationUniques()).as("%s", fraction).isGreaterThan(drawn.uniques * 0.95);
      assertThat(risk.populationUniques()).as("%s", fraction).isLessThan(drawn.uniques * 4.0);
      assertThat(risk.marketer()).as("%s", fraction).isGreaterThan(drawn.marketer * 0.95);
    }
  }
}
