package health.lode.deidentify.mark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * The smallest of the keyed hashes of some values (bottom-k sketch, Cohen and Kaplan 2007): tells
 * how much of another set lies in this one, and without the key nothing of the values.
 *
 * @param distinct how many distinct values there were
 * @param lowest their smallest hashes as unsigned numbers, in order
 */
record Sketch(long distinct, List<Long> lowest) {
  static final int MOST = 32;

  static Sketch of(long[] hashes) {
    long[] all = hashes.clone();
    for (int i = 0; i < all.length; i++) {
      all[i] ^= Long.MIN_VALUE; // so that sorting is by unsigned numbers
    }
    Arrays.sort(all);
    List<Long> lowest = new ArrayList<>();
    long distinct = 0;
    for (int i = 0; i < all.length; i++) {
      if (i == 0 || all[i] != all[i - 1]) {
        distinct++;
        if (lowest.size() < MOST) {
          lowest.add(all[i] ^ Long.MIN_VALUE);
        }
      }
    }
    return new Sketch(distinct, List.copyOf(lowest));
  }

  /**
   * What another set has in common with this one.
   *
   * @param found hashes of the other set that are in this sketch
   * @param looked hashes of the other set that would be in the sketch if their values were here
   */
  record Overlap(int found, int looked) {
    double share() {
      return looked == 0 ? 0 : found / (double) looked;
    }
  }

  Overlap overlap(long[] hashes) {
    boolean whole = distinct <= MOST;
    long[] known = lowest.stream().mapToLong(h -> h ^ Long.MIN_VALUE).toArray();
    Set<Long> looked = new HashSet<>();
    int found = 0;
    for (long plain : hashes) {
      long hash = plain ^ Long.MIN_VALUE;
      if ((whole || hash <= known[known.length - 1]) && looked.add(hash)) {
        found += Arrays.binarySearch(known, hash) >= 0 ? 1 : 0;
      }
    }
    return new Overlap(found, looked.size());
  }

  List<String> hex() {
    return lowest.stream().map(h -> HexFormat.of().toHexDigits(h)).toList();
  }

  static Sketch ofHex(long distinct, List<String> hex) {
    List<Long> lowest = hex.stream().map(h -> HexFormat.fromHexDigitsToLong(h)).toList();
    for (int i = 1; i < lowest.size(); i++) {
      if (Long.compareUnsigned(lowest.get(i - 1), lowest.get(i)) >= 0) {
        throw new IllegalArgumentException("a sketch is in order");
      }
    }
    if (lowest.size() != Math.min(MOST, distinct)) {
      throw new IllegalArgumentException("a sketch has as many hashes as it can");
    }
    return new Sketch(distinct, lowest);
  }
}
