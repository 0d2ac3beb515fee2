package health.lode.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An immutable Merkle tree of one size (RFC 6962), held as tiles are: every hash at tile levels 1
 * and up, and at level 0 the hashes of the unfinished tile only. The leaf hashes of full tiles stay
 * on disk; 100 million entries take 13 MB here.
 */
final class Tree {
  static final Tree EMPTY = new Tree(0, new byte[0][], new byte[0][][]);

  /** Reads the 256 leaf hashes of a full tile. */
  interface LeafTiles {
    byte[][] read(long number);
  }

  private final long size;

  /** Leaf hashes of the unfinished level 0 tile. */
  private final byte[][] tail;

  /** {@code upper[L - 1]} holds every hash at tile level L. */
  private final byte[][][] upper;

  private Tree(long size, byte[][] tail, byte[][][] upper) {
    this.size = size;
    this.tail = tail;
    this.upper = upper;
  }

  long size() {
    return size;
  }

  /** How many hashes there are at a tile level; level 0 counts the entries. */
  long count(int level) {
    if (level == 0) {
      return size;
    }
    return level <= upper.length ? upper[level - 1].length : 0;
  }

  int levels() {
    return upper.length + 1;
  }

  /** The hash at {@code index} of a tile level above 0. */
  byte[] upper(int level, long index) {
    return upper[level - 1][Math.toIntExact(index)];
  }

  byte[][] tail() {
    return tail.clone();
  }

  /** The tree with more entries at its end. */
  Tree plus(List<byte[]> leafHashes) {
    byte[][] row = Arrays.copyOf(tail, tail.length + leafHashes.size());
    for (int i = 0; i < leafHashes.size(); i++) {
      row[tail.length + i] = leafHashes.get(i);
    }
    List<byte[][]> levels = new ArrayList<>(Arrays.asList(upper));
    int done = row.length / TilePath.FULL;
    List<byte[]> roots = tileRoots(row, 0, done);
    for (int level = 0; !roots.isEmpty(); level++) {
      byte[][] before = level < levels.size() ? levels.get(level) : new byte[0][];
      byte[][] after = Arrays.copyOf(before, before.length + roots.size());
      for (int i = 0; i < roots.size(); i++) {
        after[before.length + i] = roots.get(i);
      }
      if (level < levels.size()) {
        levels.set(level, after);
      } else {
        levels.add(after);
      }
      roots = tileRoots(after, before.length / TilePath.FULL, after.length / TilePath.FULL);
    }
    byte[][] rest = Arrays.copyOfRange(row, done * TilePath.FULL, row.length);
    return new Tree(size + leafHashes.size(), rest, levels.toArray(new byte[0][][]));
  }

  private static List<byte[]> tileRoots(byte[][] row, int fromTile, int toTile) {
    List<byte[]> roots = new ArrayList<>(toTile - fromTile);
    for (int tile = fromTile; tile < toTile; tile++) {
      roots.add(Hashes.perfect(row, tile * TilePath.FULL, TilePath.FULL));
    }
    return roots;
  }

  /** The root at this tree's own size; needs no tile from disk. */
  byte[] root() {
    return root(
        size,
        number -> {
          throw new IllegalStateException("a root never splits a full tile");
        });
  }

  /** The root when the tree had {@code at} entries. */
  byte[] root(long at, LeafTiles tiles) {
    return at == 0 ? Hashes.empty() : range(0, at, tiles);
  }

  /** PATH(index, D[0:at]) of RFC 6962, section 2.1.1. */
  List<byte[]> inclusionProof(long index, long at, LeafTiles tiles) {
    List<byte[]> proof = new ArrayList<>();
    path(index, 0, at, tiles, proof);
    return proof;
  }

  private void path(long index, long lo, long hi, LeafTiles tiles, List<byte[]> proof) {
    if (hi - lo == 1) {
      return;
    }
    long middle = lo + split(hi - lo);
    if (index < middle) {
      path(index, lo, middle, tiles, proof);
      proof.add(range(middle, hi, tiles));
    } else {
      path(index, middle, hi, tiles, proof);
      proof.add(range(lo, middle, tiles));
    }
  }

  /** PROOF(from, D[0:to]) of RFC 6962, section 2.1.2. */
  List<byte[]> consistencyProof(long from, long to, LeafTiles tiles) {
    List<byte[]> proof = new ArrayList<>();
    if (from > 0 && from < to) {
      subproof(from, 0, to, true, tiles, proof);
    }
    return proof;
  }

  private void subproof(
      long from, long lo, long hi, boolean whole, LeafTiles tiles, List<byte[]> proof) {
    if (from == hi) {
      if (!whole) {
        proof.add(range(lo, hi, tiles));
      }
      return;
    }
    long middle = lo + split(hi - lo);
    if (from <= middle) {
      subproof(from, lo, middle, whole, tiles, proof);
      proof.add(range(middle, hi, tiles));
    } else {
      subproof(from, middle, hi, false, tiles, proof);
      proof.add(range(lo, middle, tiles));
    }
  }

  /** The largest power of two smaller than {@code n}, for n above 1. */
  private static long split(long n) {
    return Long.highestOneBit(n - 1);
  }

  /** MTH(D[lo:hi]). */
  private byte[] range(long lo, long hi, LeafTiles tiles) {
    long n = hi - lo;
    if (Long.bitCount(n) == 1 && lo % n == 0) {
      return subtree(Long.numberOfTrailingZeros(n), lo / n, tiles);
    }
    long k = split(n);
    return Hashes.node(range(lo, lo + k, tiles), range(lo + k, hi, tiles));
  }

  private byte[] subtree(int height, long index, LeafTiles tiles) {
    int level = height / 8;
    int width = 1 << (height % 8);
    long first = index * width;
    if (level > 0) {
      return Hashes.perfect(upper[level - 1], Math.toIntExact(first), width);
    }
    long tile = first / TilePath.FULL;
    byte[][] leaves = tile == size / TilePath.FULL ? tail : tiles.read(tile);
    return Hashes.perfect(leaves, (int) (first % TilePath.FULL), width);
  }
}
