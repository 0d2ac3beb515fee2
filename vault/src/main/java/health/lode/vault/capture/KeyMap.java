package health.lode.vault.capture;

/**
 * Counts of 128-bit keys, open addressing: 24 bytes a slot, at most two thirds full, so 36 to 72
 * bytes a key. Values are not negative.
 */
final class KeyMap {
  static final long ABSENT = -1;

  private long[] slots = new long[3 * 1024];
  private int size;

  /** Adds the key unless it is there; returns the value it had, or {@link #ABSENT}. */
  long putIfAbsent(long hi, long lo, long value) {
    int slot = slot(slots, hi, lo);
    if (slots[slot + 2] != 0) {
      return slots[slot + 2] - 1;
    }
    slots[slot] = hi;
    slots[slot + 1] = lo;
    slots[slot + 2] = value + 1;
    size++;
    if (size * 3L > slots.length / 3 * 2L) {
      grow();
    }
    return ABSENT;
  }

  /** Adds one to the key's value, which is 0 at first; returns what it was. */
  long countUp(long hi, long lo) {
    long before = putIfAbsent(hi, lo, 1);
    if (before == ABSENT) {
      return 0;
    }
    slots[slot(slots, hi, lo) + 2]++;
    return before;
  }

  private void grow() {
    long[] bigger = new long[Math.multiplyExact(slots.length, 2)];
    for (int i = 0; i < slots.length; i += 3) {
      if (slots[i + 2] != 0) {
        System.arraycopy(slots, i, bigger, slot(bigger, slots[i], slots[i + 1]), 3);
      }
    }
    slots = bigger;
  }

  /** Index of the key's slot, or of the empty slot where it belongs. */
  private static int slot(long[] slots, long hi, long lo) {
    int count = slots.length / 3;
    int at = (int) ((hi ^ (lo >>> 7)) & (count - 1));
    while (slots[3 * at + 2] != 0 && (slots[3 * at] != hi || slots[3 * at + 1] != lo)) {
      at = (at + 1) & (count - 1);
    }
    return 3 * at;
  }
}
