package health.lode.deidentify.table;

/**
 * Where each column's code lies in a packed key: in one word where 64 bits are enough, in several
 * else. Codes of higher levels are smaller, so one layout serves every level.
 */
final class Layout {
  private final int words;
  private final int[] word;
  private final int[] shift;
  private final long[] mask;

  /**
   * @param bits how many each column's codes need
   */
  Layout(int[] bits) {
    word = new int[bits.length];
    shift = new int[bits.length];
    mask = new long[bits.length];
    int at = 0;
    int used = 0;
    for (int c = 0; c < bits.length; c++) {
      if (used + bits[c] > Long.SIZE) {
        at++;
        used = 0;
      }
      word[c] = at;
      shift[c] = used;
      mask[c] = (1L << bits[c]) - 1;
      used += bits[c];
    }
    words = at + 1;
  }

  static int bitsFor(int codes) {
    return Math.max(1, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, codes - 1)));
  }

  int columns() {
    return word.length;
  }

  int words() {
    return words;
  }

  int word(int column) {
    return word[column];
  }

  int shift(int column) {
    return shift[column];
  }

  long mask(int column) {
    return mask[column];
  }

  int code(long[] keys, int index, int column) {
    return (int) (keys[index * words + word[column]] >>> shift[column] & mask[column]);
  }

  /** Mixes a key's words; Stafford's variant 13 of the MurmurHash3 finaliser. */
  static int hash(long word) {
    long x = word;
    x = (x ^ (x >>> 30)) * 0xbf58476d1ce4e5b9L;
    x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
    return (int) (x ^ (x >>> 31));
  }
}
