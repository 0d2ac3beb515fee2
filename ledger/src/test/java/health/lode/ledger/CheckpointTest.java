package health.lode.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.lode.signing.PublicKey;
import health.lode.signing.SigningKey;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
  private static final Checkpoint HEAD = new Checkpoint("hospital.example/a", 0, Hashes.empty());

  /** The verifier key and note of golang.org/x/mod/sumdb/note's own documentation (BSD-3). */
  @Test
  void namesKeysAsNotesDo() {
    String verifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    byte[] typed = Base64.getDecoder().decode(verifierKey.split("\\+", 3)[2]);
    byte[] raw = java.util.Arrays.copyOfRange(typed, 1, typed.length);
    assertThat(Checkpoint.verifierKey("PeterNeumann", new PublicKey(PublicKey.ED25519, raw)))
        .isEqualTo(verifierKey);
  }

  @Test
  void readsBackWhatItSigned() {
    String note = HEAD.sign(KEY);
    assertThat(note)
        .startsWith(
            "hospital.example/a\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n\n"
                + "— hospital.example/a ");
    assertThat(Checkpoint.open(note, KEY.publicKey())).contains(HEAD);
    byte[] seed = new byte[32];
    seed[0] = 1;
    assertThat(Checkpoint.open(note, SigningKey.ofSeed(seed).publicKey())).isEmpty();
  }

  @Test
  void passesOverOtherKeysButNotOverAFalseSignatureOfItsOwn() {
    String note = HEAD.sign(KEY);
    String witness = "— witness.example " + Base64.getEncoder().encodeToString(new byte[76]) + "\n";
    assertThat(Checkpoint.open(note + witness, KEY.publicKey())).contains(HEAD);
    String own = note.substring(note.indexOf('—'));
    byte[] line = Base64.getDecoder().decode(own.strip().split(" ")[2]);
    line[40] ^= 1;
    String falseLine = "— hospital.example/a " + Base64.getEncoder().encodeToString(line) + "\n";
    assertThat(Checkpoint.open(note + falseLine, KEY.publicKey())).isEmpty();
  }

  @Test
  void noByteOfItCanChange() {
    byte[] note = HEAD.sign(KEY).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < note.length; i++) {
      for (int bit = 1; bit < 256; bit <<= 1) {
        byte[] changed = note.clone();
        changed[i] ^= (byte) bit;
        assertThat(Checkpoint.open(new String(changed, StandardCharsets.UTF_8), KEY.publicKey()))
            .as("byte %d bit %d", i, bit)
            .isEmpty();
      }
    }
  }

  @Test
  void refusesNamesThatNotesCannotCarry() {
    for (String origin : new String[] {"", "a b", "a+b", "a\nb", "a\u3000b"}) {
      assertThatThrownBy(() -> new Checkpoint(origin, 0, Hashes.empty()))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
