package health.lode.simulator;

import java.util.List;

/**
 * Random numbers that are the same on every machine and Java version: SplitMix64 (Steele, Lea,
 * Flood: "Fast splittable pseudorandom number generators", OOPSLA 2014), and StrictMath for the
 * rest.
 */
final class Dice {
  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /** The dice for one thing: independent of those for any other thing under the same seed. */
  static Dice of(long seed, long thing) {
    return new Dice(mix(mix(seed) + 0x9e3779b97f4a7c15L * (thing + 1)));
  }

  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  long next() {
    state += 0x9e3779b97f4a7c15L;
    return mix(state);
  }

  /** From 0 to {@code bound - 1}; the bias of the remainder is below 2^-31. */
  int below(int bound) {
    return (int) ((next() >>> 1) % bound);
  }

  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** In [0, 1). */
  double unit() {
    return (next() >>> 11) * 0x1.0p-53;
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  /** Standard normal, by Box and Muller. */
  double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  <T> T pick(List<T> from) {
    return from.get(below(from.size()));
  }
}
