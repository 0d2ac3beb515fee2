package health.lode.deidentify.text;

import java.util.Arrays;

/**
 * Words and what they stand for, walked a character at a time. One hash table of (node, character);
 * filled by one thread, then read by many.
 */
final class Trie {
  static final int NONE = -1;
  private final int[] roots = new int[1 << 16];
  private long[] keys;
  private int[] nodes;
  private int[] values;
  private int size;
  private int next = 1;

  Trie(int words) {
    int capacity = Integer.highestOneBit(Math.max(16, words) * 6);
    keys = new long[capacity];
    nodes = new int[capacity];
    values = new int[Math.max(16, words * 2)];
    Arrays.fill(values, NONE);
  }

  /** The node after {@code c} from {@code node}; 0 is the root, and the answer where none is. */
  int child(int node, char c) {
    if (node == 0) {
      return roots[c];
    }
    long key = (long) node << 16 | c;
    int at = slot(key);
    while (keys[at] != 0) {
      if (keys[at] == key) {
        return nodes[at];
      }
      at = at + 1 & keys.length - 1;
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
    if (node == 0) {
      roots[c] = child;
      return child;
    }
    if (++size * 2 > keys.length) {
      grow();
    }
    insert((long) node << 16 | c, child);
    return child;
  }

  private void grow() {
    long[] oldKeys = keys;
    int[] oldNodes = nodes;
    keys = new long[oldKeys.length * 2];
    nodes = new int[oldKeys.length * 2];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldKeys[i] != 0) {
        insert(oldKeys[i], oldNodes[i]);
      }
    }
  }

  private void insert(long key, int child) {
    int at = slot(key);
    while (keys[at] != 0) {
      at = at + 1 & keys.length - 1;
    }
    keys[at] = key;
    nodes[at] = child;
  }

  private int slot(long key) {
    long mixed = key * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & keys.length - 1;
  }
}
