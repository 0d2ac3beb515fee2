package health.lode.vault.capture;

/**
 * A set of 128-bit keys, open addressing: 16 bytes a slot, at most three quarters full, so 21 to 43
 * bytes a key, and half as much again for a moment while it grows.
 */
final class KeySet {
  private long[] slots = new long[2 * 1024];
  private int size;
  private boolean hasZero;

  /** Returns false where the key was there. */
  boolean add(long hi, long lo) {
    if (hi == 0 && lo == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    int slot = slot(slots, hi, lo);
    if (slots[slot] != 0 || slots[slot + 1] != 0) {
      return false;
    }
    slots[slot] = hi;
    slots[slot + 1] = lo;
    size++;
    if (size * 4L > slots.length / 2 * 3L) {
      grow();
    }
    return true;
  }

  private void grow() {
    long[] bigger = new long[Math.multiplyExact(slots.length, 2)];
    for (int i = 0; i < slots.length; i += 2) {
      if (slots[i] != 0 || slots[i + 1] != 0) {
        System.arraycopy(slots, i, bigger, slot(bigger, slots[i], slots[i + 1]), 2);
      }
    }
    slots = bigger;
  }

  private static int slot(long[] slots, long hi, long lo) {
    int mask = slots.length / 2 - 1;
    int at = (int) hi & mask;
    while ((slots[2 * at] != 0 || slots[2 * at + 1] != 0)
        && (slots[2 * at] != hi || slots[2 * at + 1] != lo)) {
      at = (at + 1) & mask;
    }
    return 2 * at;
  }
}
