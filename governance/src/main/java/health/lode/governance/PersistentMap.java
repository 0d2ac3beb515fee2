package health.lode.governance;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map whose changed copies share almost everything with it, so that a state of many
 * permits can follow one event after another without being copied. A hash array mapped trie
 * (Bagwell 2001) of 32-way nodes; keys of equal hash share a chain.
 */
final class PersistentMap<K, V> {
  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;

  /**
   * A node: {@code bitmap} says which of the 32 places are taken, {@code slots} holds those only.
   */
  private record Node(int bitmap, Object[] slots) {}

  private record Entry(int hash, Object key, Object value, @Nullable Entry next) {}

  private static final PersistentMap<?, ?> EMPTY =
      new PersistentMap<>(new Node(0, new Object[0]), 0);

  private final Node root;
  private final int size;

  private PersistentMap(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  @SuppressWarnings("unchecked") // it holds nothing of any type
  static <K, V> PersistentMap<K, V> empty() {
    return (PersistentMap<K, V>) EMPTY;
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only with() puts values in
  Optional<V> find(K key) {
    int hash = spread(key);
    Node node = root;
    for (int shift = 0; ; shift += BITS) {
      int bit = 1 << ((hash >>> shift) & MASK);
      if ((node.bitmap & bit) == 0) {
        return Optional.empty();
      }
      Object slot = node.slots[position(node, bit)];
      if (slot instanceof Node deeper) {
        node = deeper;
        continue;
      }
      for (Entry e = (Entry) slot; e != null; e = e.next) {
        if (e.hash == hash && e.key.equals(key)) {
          return Optional.of((V) e.value);
        }
      }
      return Optional.empty();
    }
  }

  /** With {@code value} under {@code key}. */
  PersistentMap<K, V> with(K key, V value) {
    int grown = find(key).isPresent() ? 0 : 1;
    return new PersistentMap<>(
        put(root, new Entry(spread(key), key, value, null), 0), size + grown);
  }

  /** Without {@code key}. */
  PersistentMap<K, V> without(K key) {
    if (find(key).isEmpty()) {
      return this;
    }
    return new PersistentMap<>(remove(root, spread(key), key, 0), size - 1);
  }

  void forEach(BiConsumer<? super K, ? super V> visitor) {
    visit(root, visitor);
  }

  @SuppressWarnings("unchecked") // only with() puts entries in
  private static <K, V> void visit(Node node, BiConsumer<? super K, ? super V> visitor) {
    for (Object slot : node.slots) {
      if (slot instanceof Node deeper) {
        visit(deeper, visitor);
      } else {
        for (Entry e = (Entry) slot; e != null; e = e.next) {
          visitor.accept((K) e.key, (V) e.value);
        }
      }
    }
  }

  private static Node put(Node node, Entry entry, int shift) {
    int bit = 1 << ((entry.hash >>> shift) & MASK);
    int at = position(node, bit);
    if ((node.bitmap & bit) == 0) {
      Object[] slots = new Object[node.slots.length + 1];
      System.arraycopy(node.slots, 0, slots, 0, at);
      slots[at] = entry;
      System.arraycopy(node.slots, at, slots, at + 1, node.slots.length - at);
      return new Node(node.bitmap | bit, slots);
    }
    Object[] slots = node.slots.clone();
    Object slot = slots[at];
    if (slot instanceof Node deeper) {
      slots[at] = put(deeper, entry, shift + BITS);
    } else {
      Entry there = (Entry) slot;
      slots[at] =
          there.hash == entry.hash ? chain(there, entry) : split(there, entry, shift + BITS);
    }
    return new Node(node.bitmap, slots);
  }

  private static Entry chain(Entry there, Entry entry) {
    return new Entry(entry.hash, entry.key, entry.value, unchain(there, entry.key));
  }

  private static @Nullable Entry unchain(@Nullable Entry chain, Object key) {
    if (chain == null) {
      return null;
    }
    return chain.key.equals(key)
        ? chain.next
        : new Entry(chain.hash, chain.key, chain.value, unchain(chain.next, key));
  }

  private static Node split(Entry there, Entry entry, int shift) {
    int place = (there.hash >>> shift) & MASK;
    return put(new Node(1 << place, new Object[] {there}), entry, shift);
  }

  private static Node remove(Node node, int hash, Object key, int shift) {
    int bit = 1 << ((hash >>> shift) & MASK);
    int at = position(node, bit);
    Object slot = node.slots[at];
    Object next;
    if (slot instanceof Node deeper) {
      Node smaller = remove(deeper, hash, key, shift + BITS);
      next = smaller.slots.length == 0 ? null : smaller;
    } else {
      next = unchain((Entry) slot, key);
    }
    if (next != null) {
      Object[] slots = node.slots.clone();
      slots[at] = next;
      return new Node(node.bitmap, slots);
    }
    Object[] slots = new Object[node.slots.length - 1];
    System.arraycopy(node.slots, 0, slots, 0, at);
    System.arraycopy(node.slots, at + 1, slots, at, slots.length - at);
    return new Node(node.bitmap & ~bit, slots);
  }

  private static int position(Node node, int bit) {
    return Integer.bitCount(node.bitmap & (bit - 1));
  }

  private static int spread(Object key) {
    int hash = key.hashCode();
    return hash ^ (hash >>> 16);
  }
}
