package health.lode.deidentify.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Equivalence classes at one node of the lattice: packed keys, rows, distinct persons and the
 * distribution of each sensitive column. The classes at level 0 are the distinct tuples. Classes of
 * a more general node are computed from these, never from rows. Immutable.
 */
final class Classes {
  private final Layout layout;
  private final int size;
  private final long[] keys;
  private final int[] rows;
  private final @Nullable PersonCounts persons;
  private final Distributions[] sensitive;

  Classes(
      Layout layout,
      int size,
      long[] keys,
      int[] rows,
      @Nullable PersonCounts persons,
      Distributions[] sensitive) {
    this.layout = layout;
    this.size = size;
    this.keys = keys;
    this.rows = rows;
    this.persons = persons;
    this.sensitive = sensitive;
  }

  Layout layout() {
    return layout;
  }

  int size() {
    return size;
  }

  /** The class's code in a column, at this node's level. */
  int code(int index, int column) {
    return layout.code(keys, index, column);
  }

  int rows(int index) {
    return rows[index];
  }

  /** Distinct persons; rows, where persons are not told apart. */
  int persons(int index) {
    return persons == null ? rows[index] : persons.of(index);
  }

  @Nullable PersonCounts personCounts() {
    return persons;
  }

  Distributions sensitive(int column) {
    return sensitive[column];
  }

  /** About how many bytes this takes. */
  long bytes() {
    long bytes = size * (long) (Long.BYTES * layout.words() + Integer.BYTES);
    for (Distributions each : sensitive) {
      bytes += each.bytes();
    }
    return bytes + (persons == null ? 0 : persons.bytes());
  }

  /**
   * The classes at a more general node.
   *
   * @param steps for each column the code there for each code here; null where the level stays
   */
  Classes rolledUp(int[] @Nullable [] steps, Scratch scratch) {
    int[] target = scratch.targets(size);
    int grouped = layout.words() == 1 ? groupNarrow(steps, scratch) : groupWide(steps, scratch);
    return merged(target, grouped, Arrays.copyOf(scratch.keys(), grouped * layout.words()));
  }

  /** Classes joined by number, whatever their codes: the result has no keys. */
  Classes joined(int[] target, int grouped) {
    return merged(target, grouped, new long[0]);
  }

  private Classes merged(int[] target, int grouped, long[] merged) {
    int[] sums = new int[grouped];
    for (int i = 0; i < size; i++) {
      sums[target[i]] += rows[i];
    }
    Distributions[] distributions = new Distributions[sensitive.length];
    int[] order = sensitive.length == 0 ? target : byTarget(target, grouped);
    for (int s = 0; s < sensitive.length; s++) {
      distributions[s] = sensitive[s].merged(target, order, size, grouped);
    }
    PersonCounts counts = persons == null ? null : persons.merged(target, grouped);
    return new Classes(layout, grouped, merged, sums, counts, distributions);
  }

  /** Indices of the classes, those of one target together. */
  private int[] byTarget(int[] target, int grouped) {
    int[] start = new int[grouped + 1];
    for (int i = 0; i < size; i++) {
      start[target[i] + 1]++;
    }
    for (int g = 0; g < grouped; g++) {
      start[g + 1] += start[g];
    }
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      order[start[target[i]]++] = i;
    }
    return order;
  }

  private int groupNarrow(int[] @Nullable [] steps, Scratch scratch) {
    long keep = -1L;
    int changed = 0;
    for (int[] step : steps) {
      changed += step == null ? 0 : 1;
    }
    long[][] placed = new long[changed][];
    int[] shifts = new int[changed];
    long[] masks = new long[changed];
    int at = 0;
    for (int c = 0; c < steps.length; c++) {
      int[] step = steps[c];
      if (step == null) {
        continue;
      }
      keep &= ~(layout.mask(c) << layout.shift(c));
      shifts[at] = layout.shift(c);
      masks[at] = layout.mask(c);
      placed[at] = new long[step.length];
      for (int code = 0; code < step.length; code++) {
        placed[at][code] = (long) step[code] << layout.shift(c);
      }
      at++;
    }
    int capacity = scratch.slots(size);
    int[] slots = scratch.slots();
    long[] found = scratch.keys();
    int[] target = scratch.targets(size);
    int grouped = 0;
    for (int i = 0; i < size; i++) {
      long from = keys[i];
      long key = from & keep;
      for (int c = 0; c < changed; c++) {
        key |= placed[c][(int) (from >>> shifts[c] & masks[c])];
      }
      int slot = Layout.hash(key) & (capacity - 1);
      while (true) {
        int there = slots[slot] - 1;
        if (there < 0) {
          slots[slot] = grouped + 1;
          found[grouped] = key;
          target[i] = grouped++;
          break;
        }
        if (found[there] == key) {
          target[i] = there;
          break;
        }
        slot = slot + 1 & (capacity - 1);
      }
    }
    return grouped;
  }

  private int groupWide(int[] @Nullable [] steps, Scratch scratch) {
    int words = layout.words();
    int capacity = scratch.slots(size);
    scratch.keys(size * words);
    int[] slots = scratch.slots();
    long[] found = scratch.keys();
    int[] target = scratch.targets(size);
    int grouped = 0;
    long[] key = new long[words];
    for (int i = 0; i < size; i++) {
      System.arraycopy(keys, i * words, key, 0, words);
      for (int c = 0; c < steps.length; c++) {
        int[] step = steps[c];
        if (step != null) {
          int w = layout.word(c);
          long to = step[(int) (key[w] >>> layout.shift(c) & layout.mask(c))];
          key[w] = (key[w] & ~(layout.mask(c) << layout.shift(c))) | (to << layout.shift(c));
        }
      }
      int slot = hash(key) & (capacity - 1);
      while (true) {
        int there = slots[slot] - 1;
        if (there < 0) {
          slots[slot] = grouped + 1;
          System.arraycopy(key, 0, found, grouped * words, words);
          target[i] = grouped++;
          break;
        }
        if (Arrays.equals(found, there * words, (there + 1) * words, key, 0, words)) {
          target[i] = there;
          break;
        }
        slot = slot + 1 & (capacity - 1);
      }
    }
    return grouped;
  }

  static int hash(long[] key) {
    long mixed = 0;
    for (long word : key) {
      mixed = mixed * 0x9e3779b97f4a7c15L + Layout.hash(word);
    }
    return Layout.hash(mixed);
  }

  /**
   * Some classes as one, for the checks alone: it has no key.
   *
   * @param shared for each class the persons who are in several
   */
  Classes asOne(int[] those, int[][] shared) {
    int sum = 0;
    for (int each : those) {
      sum += rows[each];
    }
    Distributions[] distributions = new Distributions[sensitive.length];
    Arrays.setAll(distributions, s -> sensitive[s].asOne(those));
    PersonCounts counts = persons == null ? null : persons.asOne(those, shared);
    return new Classes(layout, 1, new long[layout.words()], new int[] {sum}, counts, distributions);
  }

  /** Memory that one thread uses again and again. */
  static final class Scratch {
    private int[] slots = new int[0];
    private long[] keys = new long[0];
    private int[] targets = new int[0];

    /** Readies empty slots for so many keys; returns their number, a power of two. */
    int slots(int keysExpected) {
      int capacity = Integer.highestOneBit(Math.max(8, keysExpected) * 2 - 1) * 2;
      capacity = Math.max(16, Math.min(1 << 30, capacity));
      if (slots.length < capacity) {
        slots = new int[capacity];
      } else {
        Arrays.fill(slots, 0, capacity, 0);
      }
      keys(keysExpected);
      return capacity;
    }

    int[] slots() {
      return slots;
    }

    void keys(int wanted) {
      if (keys.length < wanted) {
        keys = new long[wanted];
      }
    }

    long[] keys() {
      return keys;
    }

    int[] targets(int wanted) {
      if (targets.length < wanted) {
        targets = new int[wanted];
      }
      return targets;
    }
  }
}
