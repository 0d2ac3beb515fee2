package health.lode.deidentify.mark;

import health.lode.deidentify.table.Table;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.stream.LongStream;

/**
 * Tries the bound: scores many recipients who had no part in a copy, and counts how often each odds
 * are reached. The bound holds where no more than one in 10^k reaches odds of 10^-k.
 *
 * @param tried how many innocent recipients
 * @param reached at index k, how many scored odds of 10^-k or less
 * @param least smallest logarithm to base 10 of the odds that any of them reached
 */
public record Innocents(long tried, long[] reached, double least) {
  private static final int MOST = 12;

  /** Scores recipients who are called by a number and a prefix of their own. */
  public static Innocents of(
      Table copy, MarkPolicy policy, byte[] secret, byte[] salt, String prefix, long tried) {
    MarkKey key = MarkKey.of(secret, salt);
    Scores scores = Scores.of(Votes.of(View.of(copy).renamed(Map.of()), policy, key), key);
    AtomicLongArray reached = new AtomicLongArray(MOST);
    DoubleAccumulator least = new DoubleAccumulator(Math::min, 0);
    LongStream.range(0, tried)
        .parallel()
        .forEach(
            i -> {
              double odds = scores.score(key.codeword(prefix + i)).bound() / Math.log(10);
              least.accumulate(odds);
              for (int k = 0; k < MOST && odds <= -k; k++) {
                reached.incrementAndGet(k);
              }
            });
    long[] counts = LongStream.range(0, MOST).map(k -> reached.get((int) k)).toArray();
    return new Innocents(tried, counts, least.get());
  }

  @Override
  public long[] reached() {
    return reached.clone();
  }
}
