package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bound against the exact chance, over every codeword that twelve positions can have. */
class ScoresTest {
  private static final int POSITIONS = 12;
  private final MarkKey key = MarkKey.of(SyntheticRelease.secret(1), new byte[16]);

  private record Outcome(double probability, double bound) {}

  @Test
  void noScoreIsLikelierThanItsOdds() {
    Random random = new Random(6);
    for (int round = 0; round < 25; round++) {
      Votes.Tally tally = new Votes.Tally();
      for (int position = 0; position < POSITIONS; position++) {
        int leans = random.nextInt(2);
        for (int vote = 0; vote < 1 + random.nextInt(4); vote++) {
          // A slot whose hash says this position, no mask, and is like no other.
          MarkKey.Slot slot = new MarkKey.Slot(position | (long) (random.nextInt() & ~1) << 13);
          tally.add(slot, random.nextInt(10) == 0 ? 1 - leans : leans);
        }
      }
      Scores scores = Scores.of(tally.votes(), key);
      List<Outcome> outcomes = new ArrayList<>();
      for (int word = 0; word < 1 << POSITIONS; word++) {
        double probability = 1;
        for (int j = 0; j < POSITIONS; j++) {
          probability *= (word >> j & 1) == 1 ? key.bias(j) : 1 - key.bias(j);
        }
        long[] codeword = new long[MarkKey.POSITIONS / Long.SIZE];
        codeword[0] = word;
        outcomes.add(new Outcome(probability, scores.score(codeword).bound()));
      }
      outcomes.sort(Comparator.comparingDouble(Outcome::bound));
      assertThat(scores.reach()).isCloseTo(outcomes.get(0).bound(), within(1e-9));
      double likelihood = 0;
      double loosest = 0;
      for (int i = 0; i < outcomes.size(); i++) {
        likelihood += outcomes.get(i).probability();
        if (i + 1 == outcomes.size() || outcomes.get(i + 1).bound() > outcomes.get(i).bound()) {
          assertThat(likelihood)
              .isLessThanOrEqualTo(Math.exp(outcomes.get(i).bound()) * (1 + 1e-9));
          loosest = Math.max(loosest, Math.exp(outcomes.get(i).bound()) / likelihood);
        }
      }
      // And it is of use: odds of one in a million are not far from what is so.
      assertThat(loosest).isLessThan(100);
    }
  }

  @Test
  void codewordsHaveTheirBiases() {
    int[] ones = new int[MarkKey.POSITIONS];
    int drawn = 400;
    for (int i = 0; i < drawn; i++) {
      long[] codeword = key.codeword("recipient " + i);
      for (int j = 0; j < ones.length; j++) {
        ones[j] += MarkKey.bit(codeword, j);
      }
    }
    double chi = 0;
    for (int j = 0; j < ones.length; j++) {
      double p = key.bias(j);
      chi += Math.pow(ones[j] - drawn * p, 2) / (drawn * p * (1 - p));
    }
    // Chi-square with 4,096 degrees of freedom: mean 4,096, deviation 90.5; five of them allowed.
    assertThat(chi).isBetween(4096 - 453.0, 4096 + 453.0);
  }
}
