package health.lode.governance.consent;

import health.lode.ledger.MerkleProofs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The Merkle tree over a batch's commitments, in order: RFC 6962, section 2.1, with a commitment as
 * each leaf's data. The ledger holds the root; a patient's own opening with an inclusion proof
 * shows that it was counted in.
 */
public final class ConsentRoot {
  private ConsentRoot() {}

  /** Lower-case hex root over at least one commitment. */
  public static String of(List<byte[]> commitments) {
    if (commitments.isEmpty()) {
      throw new IllegalArgumentException("a batch holds at least one decision");
    }
    return HexFormat.of().formatHex(root(leaves(commitments)));
  }

  /** The inclusion proof of the commitment at {@code index}, for {@link MerkleProofs}. */
  public static List<byte[]> proof(List<byte[]> commitments, int index) {
    List<byte[]> proof = new ArrayList<>();
    path(leaves(commitments), index, proof);
    return proof;
  }

  private static List<byte[]> leaves(List<byte[]> commitments) {
    return commitments.stream().map(MerkleProofs::leafHash).toList();
  }

  private static byte[] root(List<byte[]> hashes) {
    if (hashes.size() == 1) {
      return hashes.get(0);
    }
    int left = split(hashes.size());
    return node(root(hashes.subList(0, left)), root(hashes.subList(left, hashes.size())));
  }

  private static void path(List<byte[]> hashes, int index, List<byte[]> proof) {
    if (hashes.size() == 1) {
      return;
    }
    int left = split(hashes.size());
    List<byte[]> first = hashes.subList(0, left);
    List<byte[]> second = hashes.subList(left, hashes.size());
    if (index < left) {
      path(first, index, proof);
      proof.add(root(second));
    } else {
      path(second, index - left, proof);
      proof.add(root(first));
    }
  }

  /** The largest power of two below {@code size}. */
  private static int split(int size) {
    return Integer.highestOneBit(size - 1);
  }

  private static byte[] node(byte[] left, byte[] right) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((byte) 1);
      digest.update(left);
      return digest.digest(right);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
