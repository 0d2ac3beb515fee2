package health.lode.deidentify.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gathers rows into distinct tuples while a table is read: 12 bytes a tuple in one word, and 8 for
 * the index; 12 bytes a person; 12 an entry of a sensitive column. Not safe for several threads.
 */
final class TupleBuilder {
  private int[] bits;
  private Layout layout;
  private long[] keys;
  private int[] rows = new int[1024];
  private int[] slots = new int[4096];
  private int size;
  private long[] key;
  private final @Nullable PersonIndex persons;
  private final PairCounts[] sensitive;

  /**
   * @param persons whether distinct persons are counted
   * @param sensitive how many sensitive columns there are
   */
  TupleBuilder(int columns, boolean persons, int sensitive) {
    bits = new int[columns];
    Arrays.fill(bits, 4);
    layout = new Layout(bits);
    keys = new long[1024 * layout.words()];
    key = new long[layout.words()];
    this.persons = persons ? new PersonIndex() : null;
    this.sensitive = new PairCounts[sensitive];
    Arrays.setAll(this.sensitive, s -> new PairCounts());
  }

  int size() {
    return size;
  }

  /** Bytes held, to be compared with what may be held. */
  long bytes() {
    long bytes = keys.length * 8L + rows.length * 4L + slots.length * 4L;
    for (PairCounts each : sensitive) {
      bytes += each.bytes();
    }
    return bytes + (persons == null ? 0 : persons.bytes());
  }

  /**
   * Adds a row.
   *
   * @param person a 64-bit hash of who the row is of: two persons with one hash count as one, which
   *     can only make classes look smaller than they are
   */
  void add(int[] codes, long person, int[] sensitiveCodes) {
    int tuple = place(codes, true);
    rows[tuple]++;
    if (persons != null) {
      persons.add(person, tuple);
    }
    for (int s = 0; s < sensitive.length; s++) {
      sensitive[s].add((long) tuple << Integer.SIZE | sensitiveCodes[s]);
    }
  }

  /** The tuple of these codes; -1 where it was never added. Safe for several readers. */
  int find(int[] codes) {
    return place(codes, false);
  }

  private int place(int[] codes, boolean adding) {
    long[] packed = adding ? pack(codes) : packed(codes, new long[layout.words()]);
    int words = layout.words();
    int slot = hash(packed) & (slots.length - 1);
    while (true) {
      int there = slots[slot] - 1;
      if (there < 0) {
        return adding ? insert(slot, packed) : -1;
      }
      if (same(there * words, packed)) {
        return there;
      }
      slot = slot + 1 & (slots.length - 1);
    }
  }

  private static int hash(long[] packed) {
    return packed.length == 1 ? Layout.hash(packed[0]) : Classes.hash(packed);
  }

  private boolean same(int at, long[] packed) {
    for (int w = 0; w < packed.length; w++) {
      if (keys[at + w] != packed[w]) {
        return false;
      }
    }
    return true;
  }

  private int insert(int slot, long[] packed) {
    int words = layout.words();
    if (size == rows.length) {
      int larger = (int) Math.min((Integer.MAX_VALUE - 8L) / words, size + (size >> 1) + 1L);
      rows = Arrays.copyOf(rows, larger);
      keys = Arrays.copyOf(keys, larger * words);
    }
    System.arraycopy(packed, 0, keys, size * words, words);
    slots[slot] = ++size;
    if (size > slots.length / 8 * 5) {
      rehash(slots.length * 2);
    }
    return size - 1;
  }

  private void rehash(int capacity) {
    int words = layout.words();
    int[] fresh = new int[capacity];
    for (int i = 0; i < size; i++) {
      int hash =
          words == 1
              ? Layout.hash(keys[i])
              : Classes.hash(Arrays.copyOfRange(keys, i * words, (i + 1) * words));
      int slot = hash & (capacity - 1);
      while (fresh[slot] != 0) {
        slot = slot + 1 & (capacity - 1);
      }
      fresh[slot] = i + 1;
    }
    slots = fresh;
  }

  private long[] pack(int[] codes) {
    for (int c = 0; c < codes.length; c++) {
      if (codes[c] > layout.mask(c)) {
        widen(c, codes[c]);
      }
    }
    Arrays.fill(key, 0);
    return packed(codes, key);
  }

  private long[] packed(int[] codes, long[] into) {
    for (int c = 0; c < codes.length; c++) {
      into[layout.word(c)] |= (long) codes[c] << layout.shift(c);
    }
    return into;
  }

  /** A dictionary outgrew its bits: all keys are packed anew. */
  private void widen(int column, int code) {
    bits[column] = Math.min(31, Math.max(bits[column] + 2, Layout.bitsFor(code + 1)));
    repack(new Layout(bits));
  }

  private void repack(Layout wider) {
    long[] fresh = new long[rows.length * wider.words()];
    for (int i = 0; i < size; i++) {
      for (int c = 0; c < bits.length; c++) {
        fresh[i * wider.words() + wider.word(c)] |=
            (long) layout.code(keys, i, c) << wider.shift(c);
      }
    }
    layout = wider;
    keys = fresh;
    key = new long[wider.words()];
    rehash(slots.length);
  }

  /** The tuples as the classes of level 0. The builder may still be asked, not added to. */
  Classes classes(int[] domains, int[] sensitiveDomains) {
    bits = Arrays.stream(domains).map(Layout::bitsFor).toArray();
    repack(new Layout(bits));
    Distributions[] distributions = new Distributions[sensitive.length];
    Arrays.setAll(
        distributions, s -> sensitive[s].distributions(size, Math.max(1, sensitiveDomains[s])));
    return new Classes(
        layout,
        size,
        Arrays.copyOf(keys, size * layout.words()),
        Arrays.copyOf(rows, size),
        persons == null ? null : persons.counts(size),
        distributions);
  }
}
