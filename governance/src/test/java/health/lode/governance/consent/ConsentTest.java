package health.lode.governance.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.governance.rulebook.ConsentMode;
import health.lode.ledger.MerkleProofs;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ConsentTest {
  @Test
  void anObjectionHoldsUntilTheSameIsAgreedTo() {
    Choices choices = new Choices();
    choices.add(opening("a", "research", "*", Choice.OBJECT));
    choices.add(opening("b", "*", "laboratory", Choice.OBJECT));
    choices.add(opening("c", "research", "*", Choice.OBJECT));
    choices.add(opening("c", "research", "*", Choice.AGREE));
    choices.add(opening("d", "research", "diagnosis", Choice.OBJECT));
    choices.add(opening("d", "*", "*", Choice.AGREE));

    assertThat(allowed(choices, "a", "research", "diagnosis")).isFalse();
    assertThat(allowed(choices, "a", "quality", "diagnosis")).isTrue();
    assertThat(allowed(choices, "b", "research", "diagnosis")).isTrue();
    assertThat(allowed(choices, "b", "research", "diagnosis", "laboratory")).isFalse();
    assertThat(allowed(choices, "c", "research", "diagnosis")).isTrue();
    assertThat(allowed(choices, "d", "research", "diagnosis"))
        .as("a wide agreement does not take back a narrow objection")
        .isFalse();
    assertThat(allowed(choices, "silent", "research", "diagnosis")).isTrue();
    assertThat(choices.of("b").objections()).containsExactly(new Use("*", "laboratory"));
  }

  @Test
  void optInReachesOnlyWhoAgreedToEveryCategory() {
    Choices choices = new Choices();
    choices.add(opening("a", "product", "diagnosis", Choice.AGREE));
    choices.add(opening("b", "product", "*", Choice.AGREE));
    choices.add(opening("c", "*", "*", Choice.AGREE));
    choices.add(opening("c", "product", "laboratory", Choice.OBJECT));
    Set<String> both = Set.of("diagnosis", "laboratory");

    assertThat(choices.of("a").allow("product", both, ConsentMode.OPT_IN)).isFalse();
    assertThat(choices.of("b").allow("product", both, ConsentMode.OPT_IN)).isTrue();
    assertThat(choices.of("c").allow("product", both, ConsentMode.OPT_IN)).isFalse();
    assertThat(choices.of("silent").allow("product", both, ConsentMode.OPT_IN)).isFalse();
  }

  @Test
  void everyCommitmentOfABatchProvesItselfAndNoOther() {
    List<byte[]> commitments = new ArrayList<>();
    for (int size = 1; size <= 9; size++) {
      commitments.add(opening("p" + size, "research", "*", Choice.OBJECT).commitment());
      byte[] root = HexFormat.of().parseHex(ConsentRoot.of(commitments));
      for (int i = 0; i < size; i++) {
        List<byte[]> proof = ConsentRoot.proof(commitments, i);
        byte[] leaf = MerkleProofs.leafHash(commitments.get(i));
        assertThat(MerkleProofs.verifyInclusion(i, size, leaf, proof, root)).isTrue();
        byte[] other =
            MerkleProofs.leafHash(opening("x", "research", "*", Choice.AGREE).commitment());
        assertThat(MerkleProofs.verifyInclusion(i, size, other, proof, root)).isFalse();
      }
    }
  }

  @Test
  void aCommitmentHidesAndBinds() {
    Opening opening = opening("a", "research", "*", Choice.OBJECT);
    byte[] otherSalt = new byte[Opening.SALT_BYTES];
    Opening resalted = new Opening(otherSalt, "a", "research", "*", Choice.OBJECT, false);
    Opening changed = opening("a", "research", "*", Choice.AGREE);

    assertThat(opening.commitment()).isNotEqualTo(resalted.commitment());
    assertThat(opening.commitment()).isNotEqualTo(changed.commitment());
    assertThat(opening.toString()).doesNotContain("research");
    assertThat(Opening.fromStored(opening.toStored())).isEqualTo(opening);
    assertThatThrownBy(() -> Opening.fromStored(opening.toJson()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static boolean allowed(
      Choices choices, String patient, String purpose, String... categories) {
    return choices.of(patient).allow(purpose, Set.of(categories), ConsentMode.OPT_OUT);
  }

  private static Opening opening(String patient, String purpose, String category, Choice choice) {
    byte[] salt = new byte[Opening.SALT_BYTES];
    Arrays.fill(salt, (byte) patient.charAt(0));
    return new Opening(salt, patient, purpose, category, choice, false);
  }
}
