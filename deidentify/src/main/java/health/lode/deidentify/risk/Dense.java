package health.lode.deidentify.risk;

import java.util.Arrays;

/**
 * Gives each distinct 64-bit key a number, 0 upwards in order of first appearance. Exact: keys are
 * kept and compared, a hash only finds them. 12 bytes a slot, at most half of the slots used.
 */
final class Dense {
  private static final int LARGEST = 1 << 29;
  private long[] keys;
  private int[] numbers;
  private int size;
  private int mask;

  Dense(int expected) {
    int slots = Integer.highestOneBit(Math.max(16, Math.min(expected, 1 << 20)) * 2 - 1) * 2;
    keys = new long[slots];
    numbers = new int[slots];
    Arrays.fill(numbers, -1);
    mask = slots - 1;
  }

  int size() {
    return size;
  }

  /** The number of {@code key}; a new one where it was not seen yet. */
  int of(long key) {
    int at = slot(key);
    while (numbers[at] >= 0) {
      if (keys[at] == key) {
        return numbers[at];
      }
      at = (at + 1) & mask;
    }
    keys[at] = key;
    numbers[at] = size;
    if (++size * 2 > keys.length) {
      grow();
    }
    return size - 1;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    mixed ^= mixed >>> 32;
    mixed *= 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32) & mask;
  }

  private void grow() {
    if (keys.length >= LARGEST) {
      throw RiskReason.tooLarge();
    }
    long[] oldKeys = keys;
    int[] oldNumbers = numbers;
    keys = new long[oldKeys.length * 2];
    numbers = new int[keys.length];
    Arrays.fill(numbers, -1);
    mask = keys.length - 1;
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldNumbers[i] >= 0) {
        int at = slot(oldKeys[i]);
        while (numbers[at] >= 0) {
          at = (at + 1) & mask;
        }
        keys[at] = oldKeys[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }
}
