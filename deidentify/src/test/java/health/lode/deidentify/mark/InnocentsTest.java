package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;

import health.lode.deidentify.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The odds are a bound, tried on innocent recipients.
 *
 * <p>Where the bound holds, the number of innocents of {@code n} who reach odds of 10^-k is at most
 * binomial with mean {@code n 10^-k}. The test allows five standard deviations and three more (for
 * the means below one, where the normal approximation is poor): a right bound fails it less than
 * once in 100,000 choices of the seed. The bound is loose by a factor of ten to twenty here, so
 * that odds which are wrong by less than that pass; {@link ScoresTest} is the sharp test. The seeds
 * are fixed.
 */
class InnocentsTest {
  private static final int TRIED = 50_000;
  private static final byte[] SECRET = SyntheticRelease.secret(1);
  private static final byte[] SALT = new byte[16];

  @TestFactory
  List<DynamicTest> noOddsAreReachedMoreOftenThanTheySay() {
    MarkPolicy policy = SyntheticRelease.policy();
    Random random = new Random(2);
    Table table = SyntheticRelease.table(1500, 7);
    Table marked = Fingerprint.mark(table, policy, SECRET, SALT, "guilty").table();
    Table second = Fingerprint.mark(table, policy, SECRET, SALT, "guilty too").table();
    Map<String, Table> copies = new LinkedHashMap<>();
    copies.put("marked", marked);
    copies.put(
        "half, no pseudonyms", Attack.sampled(Attack.without(marked, "patient"), 0.5, random));
    copies.put("two mixed", Attack.colluded(List.of(marked, second), true, Attack::any, random));
    copies.put("never marked", table);
    copies.put("forty rows", Attack.sampled(marked, 0.027, random));
    return copies.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () -> {
                      Innocents tried =
                          Innocents.of(each.getValue(), policy, SECRET, SALT, "innocent ", TRIED);
                      for (int k = 1; k < tried.reached().length; k++) {
                        double mean = TRIED * Math.pow(10, -k);
                        assertThat((double) tried.reached()[k])
                            .as("odds of 10^-%d", k)
                            .isLessThanOrEqualTo(mean + 5 * Math.sqrt(mean) + 3);
                      }
                      // And the bound is no idle one: some come near what it says.
                      assertThat(tried.reached()[1]).isGreaterThan(TRIED / 1000);
                    }))
        .toList();
  }
}
