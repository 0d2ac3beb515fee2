package health.lode.deidentify.text;

import java.util.Arrays;

/**
 * Words and what they stand for, walked a character at a time. One hash table of (node, character);
 * filled by one thread, then read by many.
 */
final class Trie {
  static final int NONE = -1;

  /** From so many words on, first characters have a table of their own. */
  private static final int LARGE = 1000;

  private static final int NODE_BITS = 24;
  private static final int MOST_NODES = 1 << NODE_BITS;
  private final int[] roots;

  /** Node, character and the node that follows, in one number; 0 where nothing is. */
  private long[] slots;

  private int[] values;
  private int size;
  private int next = 1;

  Trie(int words) {
    roots = new int[words < LARGE ? 0 : 1 << 16];
    slots = new long[Integer.highestOneBit(Math.max(16, words) * 6)];
    values = new int[Math.max(16, words * 2)];
    Arrays.fill(values, NONE);
  }

  /** The node after {@code c} from {@code node}; 0 is the root, and the answer where none is. */
  int child(int node, char c) {
    if (node == 0 && roots.length > 0) {
      return roots[c];
    }
    long key = (long) node << 16 | c;
    int at = slot(key);
    while (slots[at] != 0) {
      if (slots[at] >>> NODE_BITS == key) {
        return (int) slots[at] & (MOST_NODES - 1);
      }
      at = (at + 1) & (slots.length - 1);
    }
    return 0;
  }

  /** What the word that ends at {@code node} stands for, or {@link #NONE}. */
  int value(int node) {
    return values[node];
  }

  int value(CharSequence word) {
    int node = 0;
    for (int i = 0; i < word.length(); i++) {
      node = child(node, word.charAt(i));
      if (node == 0) {
        return NONE;
      }
    }
    return values[node];
  }

  void put(CharSequence word, int value) {
    int node = 0;
    for (int i = 0; i < word.length(); i++) {
      node = grown(node, word.charAt(i));
    }
    values[node] = value;
  }

  private int grown(int node, char c) {
    int child = child(node, c);
    if (child != 0) {
      return child;
    }
    if (next == values.length) {
      int old = values.length;
      values = Arrays.copyOf(values, old * 2);
      Arrays.fill(values, old, values.length, NONE);
    }
    child = next++;
    if (child >= MOST_NODES) {
      throw new IllegalStateException("too many words");
    }
    if (node == 0 && roots.length > 0) {
      roots[c] = child;
      return child;
    }
    if (++size * 2 > slots.length) {
      grow();
    }
    insert((((long) node << 16) | c) << NODE_BITS | child);
    return child;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[old.length * 2];
    for (long each : old) {
      if (each != 0) {
        insert(each);
      }
    }
  }

  private void insert(long filled) {
    int at = slot(filled >>> NODE_BITS);
    while (slots[at] != 0) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = filled;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & (slots.length - 1);
  }
}
