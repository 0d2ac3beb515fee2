package health.lode.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Checks proofs against a root, with nothing but the proof: RFC 9162, sections 2.1.3.2 and 2.1.4.2
 * (the same trees as RFC 6962). Never throws on a bad proof.
 */
public final class MerkleProofs {
  private MerkleProofs() {}

  /** The hash under which an entry stands in the tree. */
  public static byte[] leafHash(byte[] entry) {
    return Hashes.leaf(entry);
  }

  /**
   * Whether the entry with {@code leafHash} is number {@code index} in the tree of {@code root}.
   */
  public static boolean verifyInclusion(
      long index, long size, byte[] leafHash, List<byte[]> proof, byte[] root) {
    if (index < 0 || index >= size || !isHash(leafHash) || !isHash(root) || !areHashes(proof)) {
      return false;
    }
    long fn = index;
    long sn = size - 1;
    byte[] r = leafHash;
    for (byte[] p : proof) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        r = Hashes.node(p, r);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        r = Hashes.node(r, p);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(r, root);
  }

  /**
   * Whether the tree of {@code size1} is the beginning of the tree of {@code size2}. From an empty
   * tree to a larger one there is nothing to prove, so that such a "proof" is refused.
   */
  public static boolean verifyConsistency(
      long size1, long size2, byte[] root1, byte[] root2, List<byte[]> proof) {
    if (size1 == size2) {
      boolean rooted = size1 > 0 || Arrays.equals(root1, Hashes.empty());
      return size1 >= 0 && rooted && proof.isEmpty() && Arrays.equals(root1, root2);
    }
    if (size1 < 0 || size1 > size2 || !isHash(root1) || !isHash(root2) || !areHashes(proof)) {
      return false;
    }
    if (size1 == 0 || proof.isEmpty()) {
      return false;
    }
    List<byte[]> path = new ArrayList<>(proof);
    if (Long.bitCount(size1) == 1) {
      path.add(0, root1);
    }
    long fn = size1 - 1;
    long sn = size2 - 1;
    while ((fn & 1) == 1) {
      fn >>= 1;
      sn >>= 1;
    }
    byte[] fr = path.get(0);
    byte[] sr = path.get(0);
    for (byte[] c : path.subList(1, path.size())) {
      if (sn == 0) {
        return false;
      }
      if ((fn & 1) == 1 || fn == sn) {
        fr = Hashes.node(c, fr);
        sr = Hashes.node(c, sr);
        while ((fn & 1) == 0 && fn != 0) {
          fn >>= 1;
          sn >>= 1;
        }
      } else {
        sr = Hashes.node(sr, c);
      }
      fn >>= 1;
      sn >>= 1;
    }
    return sn == 0 && Arrays.equals(fr, root1) && Arrays.equals(sr, root2);
  }

  private static boolean isHash(byte[] bytes) {
    return bytes.length == Hashes.LENGTH;
  }

  private static boolean areHashes(List<byte[]> proof) {
    return proof.stream().allMatch(MerkleProofs::isHash);
  }
}
