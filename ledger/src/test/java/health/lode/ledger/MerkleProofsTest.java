package health.lode.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MerkleProofsTest {
  record Vector(String name, JsonNode figures) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Vector> inclusion() throws IOException {
    return vectors("inclusion");
  }

  static Stream<Vector> consistency() throws IOException {
    return vectors("consistency");
  }

  @ParameterizedTest
  @MethodSource
  void inclusion(Vector vector) throws IOException {
    JsonNode v = vector.figures();
    assertThat(
            MerkleProofs.verifyInclusion(
                v.get("leafIdx").bigIntegerValue().longValue(),
                v.get("treeSize").bigIntegerValue().longValue(),
                v.get("leafHash").binaryValue(),
                proof(v),
                v.get("root").binaryValue()))
        .isEqualTo(!v.get("wantErr").booleanValue());
  }

  @ParameterizedTest
  @MethodSource
  void consistency(Vector vector) throws IOException {
    JsonNode v = vector.figures();
    assertThat(
            MerkleProofs.verifyConsistency(
                v.get("size1").longValue(),
                v.get("size2").longValue(),
                v.get("root1").binaryValue(),
                v.get("root2").binaryValue(),
                proof(v)))
        .isEqualTo(!v.get("wantErr").booleanValue());
  }

  /** Every proof of every tree up to 300 entries' edges, against a root computed the plain way. */
  @Test
  void treeAndVerifierAgree() {
    List<byte[]> leaves = new ArrayList<>();
    Tree tree = Tree.EMPTY;
    for (int size = 1; size <= 600; size++) {
      byte[] leaf = Hashes.leaf(new byte[] {(byte) size, (byte) (size >> 8)});
      leaves.add(leaf);
      tree = tree.plus(List.of(leaf));
      if (size < 20 || size % 83 == 0 || size % 256 < 3) {
        byte[] root = plainRoot(leaves);
        assertThat(tree.root()).isEqualTo(root);
        Tree.LeafTiles tiles =
            n -> leaves.subList((int) n * 256, (int) n * 256 + 256).toArray(byte[][]::new);
        for (int i = 0; i < size; i++) {
          List<byte[]> proof = tree.inclusionProof(i, size, tiles);
          assertThat(MerkleProofs.verifyInclusion(i, size, leaves.get(i), proof, root)).isTrue();
          assertThat(MerkleProofs.verifyInclusion(i, size, new byte[32], proof, root)).isFalse();
          byte[] old = plainRoot(leaves.subList(0, i + 1));
          assertThat(tree.root(i + 1, tiles)).isEqualTo(old);
          List<byte[]> growth = tree.consistencyProof(i + 1, size, tiles);
          assertThat(MerkleProofs.verifyConsistency(i + 1, size, old, root, growth)).isTrue();
          byte[] other = old.clone();
          other[0] ^= 1;
          assertThat(MerkleProofs.verifyConsistency(i + 1, size, other, root, growth)).isFalse();
        }
      }
    }
  }

  /** MTH of RFC 6962, word for word. */
  private static byte[] plainRoot(List<byte[]> leaves) {
    if (leaves.size() == 1) {
      return leaves.get(0);
    }
    int k = Integer.highestOneBit(leaves.size() - 1);
    return Hashes.node(
        plainRoot(leaves.subList(0, k)), plainRoot(leaves.subList(k, leaves.size())));
  }

  private static List<byte[]> proof(JsonNode vector) throws IOException {
    List<byte[]> proof = new ArrayList<>();
    for (JsonNode hash : vector.get("proof")) {
      proof.add(hash.isNull() ? new byte[0] : hash.binaryValue());
    }
    return proof;
  }

  private static Stream<Vector> vectors(String kind) throws IOException {
    try (var in = MerkleProofsTest.class.getResourceAsStream("merkle-vectors.json")) {
      JsonNode all = new ObjectMapper().readTree(in);
      Vector[] vectors = new Vector[all.get(kind).size()];
      Arrays.setAll(
          vectors,
          i -> new Vector(all.get(kind).get(i).get("name").textValue(), all.get(kind).get(i)));
      return Stream.of(vectors);
    }
  }
}
