package health.lode.vault.identity;

import health.lode.vault.capture.PatientRegister.PatientKey;

/** Patient keys to numbers, 24 bytes a slot: ten million patients fit in 480 MiB. */
final class PatientNumbers {
  static final long UNKNOWN = 0;

  private long[] hi = new long[1024];
  private long[] lo = new long[1024];
  private long[] numbers = new long[1024];
  private int size;

  long find(PatientKey key) {
    return numbers[slot(key.hi(), key.lo())];
  }

  void put(long keyHi, long keyLo, long number) {
    if (number <= 0) {
      throw new IllegalArgumentException("numbers are positive");
    }
    int slot = slot(keyHi, keyLo);
    if (numbers[slot] == UNKNOWN) {
      size++;
    }
    hi[slot] = keyHi;
    lo[slot] = keyLo;
    numbers[slot] = number;
    if (size > numbers.length / 4 * 3) {
      grow();
    }
  }

  private int slot(long keyHi, long keyLo) {
    int mask = numbers.length - 1;
    // The keys are hashes already.
    int slot = (int) (keyHi ^ (keyLo >>> 17)) & mask;
    while (numbers[slot] != UNKNOWN && (hi[slot] != keyHi || lo[slot] != keyLo)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldHi = hi;
    long[] oldLo = lo;
    long[] old = numbers;
    hi = new long[old.length * 2];
    lo = new long[old.length * 2];
    numbers = new long[old.length * 2];
    size = 0;
    for (int i = 0; i < old.length; i++) {
      if (old[i] != UNKNOWN) {
        put(oldHi[i], oldLo[i], old[i]);
      }
    }
  }
}
