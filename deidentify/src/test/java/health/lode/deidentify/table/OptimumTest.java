package health.lode.deidentify.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import health.lode.deidentify.table.PrivacyModel.K;
import health.lode.deidentify.table.PrivacyModel.LDiversity;
import health.lode.deidentify.table.PrivacyModel.LDiversity.Kind;
import health.lode.deidentify.table.TablePolicy.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The search against the whole lattice counted by hand, on tables drawn from seeds: the same least
 * loss, and every promise recounted in the output by other code.
 */
class OptimumTest {
  private static final int SEEDS = 60;

  private static List<PrivacyModel> models(long seed) {
    return switch ((int) (seed % 4)) {
      case 0 -> List.of(new K(2 + (int) (seed % 5)));
      case 1 -> List.of(new K(3), new LDiversity("s", Kind.DISTINCT, 2));
      case 2 -> List.of(new LDiversity("s", Kind.ENTROPY, 1.7));
      default -> List.of(new K(4), new LDiversity("s", Kind.ENTROPY, 2.1));
    };
  }

  @ParameterizedTest
  @EnumSource(LossMeasure.class)
  void noOtherNodeLosesLess(LossMeasure measure) {
    int found = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Worlds.World world = Worlds.draw(seed, 2 + (int) (seed % 3), 30 + (int) (seed % 40));
      boolean person = seed % 3 == 0;
      double suppress = new double[] {0, 0.05, 0.2, 1}[(int) (seed / 4 % 4)];
      TablePolicy policy =
          Worlds.policy(world, person, models(seed), suppress, measure, Method.FULL_DOMAIN);
      Optional<BruteForce.Node> best =
          new BruteForce(world).best(person, models(seed), suppress, measure);
      if (best.isEmpty()) {
        assertThatThrownBy(() -> Worlds.run(world.table(), policy))
            .as("seed %d", seed)
            .hasMessageContaining("TABLE_UNPROTECTABLE");
        continue;
      }
      found++;
      Anonymized done = Worlds.run(world.table(), policy);
      assertThat(done.optimal()).isTrue();
      assertThat(done.loss())
          .as("seed %d", seed)
          .isCloseTo(best.get().loss(), within(1e-9 * Math.max(1, best.get().loss())));
      recount(world, done, person, models(seed), seed);
    }
    assertThat(found).isGreaterThan(SEEDS / 2);
  }

  @ParameterizedTest
  @EnumSource(LossMeasure.class)
  void localRecodingKeepsThePromisesAndLosesNoMore(LossMeasure measure) {
    int better = 0;
    for (long seed = 0; seed < SEEDS; seed++) {
      Worlds.World world = Worlds.draw(seed + 1000, 3, 120);
      boolean person = seed % 2 == 0;
      TablePolicy full =
          Worlds.policy(world, person, models(seed), 0.2, measure, Method.FULL_DOMAIN);
      TablePolicy policy = Worlds.policy(world, person, models(seed), 0.2, measure, Method.LOCAL);
      Anonymized optimum;
      try {
        optimum = Worlds.run(world.table(), full);
      } catch (health.lode.refusal.RefusedException e) {
        assertThatThrownBy(() -> Worlds.run(world.table(), policy))
            .hasMessageContaining("TABLE_UNPROTECTABLE");
        continue;
      }
      Anonymized local = Worlds.run(world.table(), policy);
      recount(world, local, person, models(seed), seed);
      if (measure != LossMeasure.ENTROPY && measure != LossMeasure.ENTROPY_MONOTONIC) {
        assertThat(local.loss()).as("seed %d", seed).isLessThanOrEqualTo(optimum.loss() + 1e-9);
      }
      better += local.losses().loss() < optimum.losses().loss() - 1e-9 ? 1 : 0;
    }
    assertThat(better).isGreaterThan(SEEDS / 4);
  }

  /** Classes of the output, by its text alone. */
  private static void recount(
      Worlds.World world, Anonymized done, boolean person, List<PrivacyModel> models, long seed) {
    Table out = done.table().orElseThrow();
    assertThat(out.rows()).isEqualTo(done.rows() - done.droppedRows());
    List<String> quasi = IntStream.range(0, world.columns()).mapToObj(c -> "q" + c).toList();
    Map<List<String>, List<Integer>> classes = new HashMap<>();
    for (int r = 0; r < out.rows(); r++) {
      classes.computeIfAbsent(out.select(quasi).row(r), k -> new ArrayList<>()).add(r);
    }
    classes.forEach(
        (key, rows) ->
            assertThat(BruteForce.holds(out, rows, person, models))
                .as("seed %d, class %s", seed, key)
                .isTrue());
    long smallest =
        classes.values().stream()
            .mapToLong(
                rows ->
                    person
                        ? rows.stream().map(r -> out.column("p").at(r)).distinct().count()
                        : rows.size())
            .min()
            .orElse(0);
    // Classes of one text, or stars beside a class that is all stars, may have been counted apart.
    assertThat(smallest).as("seed %d", seed).isGreaterThanOrEqualTo(done.smallestClass());
    if (classes.size() == done.classes()) {
      assertThat(smallest).as("seed %d", seed).isEqualTo(done.smallestClass());
    }
  }
}
