package health.lode.deidentify.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.junit.jupiter.api.Test;

/** RFC 9180, appendix A.7.1: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, export-only, base mode. */
class HpkeVectorTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final byte[] INFO = HEX.parseHex("4f6465206f6e2061204772656369616e2055726e");
  private static final byte[] IKM_E =
      HEX.parseHex("55bc245ee4efda25d38f2d54d5bb6665291b99f8108a8c4b686c2b14893ea5d9");
  private static final byte[] PK_R =
      HEX.parseHex("194141ca6c3c3beb4792cd97ba0ea1faff09d98435012345766ee33aae2d7664");
  private static final byte[] SK_R =
      HEX.parseHex("33d196c830a12f9ac65d6e565a590d80f04ee9b19c83c87f2c170d972a812848");
  private static final byte[] ENC =
      HEX.parseHex("e5e8f9bfff6c2f29791fc351d2c25ce1299aa5eaca78a757c0b4fb4bcd830918");
  private static final String[][] EXPORTS = {
    {"", "7a36221bd56d50fb51ee65edfd98d06a23c4dc87085aa5866cb7087244bd2a36"},
    {"00", "d5535b87099c6c3ce80dc112a2671c6ec8e811a2f284f948cec6dd1708ee33f0"},
    {"54657374436f6e74657874", "ffaabc85a776136ca0c378e5d084c9140ab552b78f039d2e8775f26efff4c70e"},
  };

  @Test
  void theSenderExportsWhatTheRfcSays() {
    HPKE suite = SealKeys.suite();
    AsymmetricCipherKeyPair ephemeral = suite.deriveKeyPair(IKM_E);
    HPKEContextWithEncapsulation context =
        suite.setupBaseS(suite.deserializePublicKey(PK_R), INFO, ephemeral);
    assertThat(context.getEncapsulation()).isEqualTo(ENC);
    for (String[] export : EXPORTS) {
      assertThat(HEX.formatHex(context.export(HEX.parseHex(export[0]), 32))).isEqualTo(export[1]);
    }
  }

  @Test
  void theRecipientExportsWhatTheRfcSays() {
    HPKE suite = SealKeys.suite();
    var context = suite.setupBaseR(ENC, suite.deserializePrivateKey(SK_R, PK_R), INFO);
    for (String[] export : EXPORTS) {
      assertThat(HEX.formatHex(context.export(HEX.parseHex(export[0]), 32))).isEqualTo(export[1]);
    }
  }

  @Test
  void ourKeysAreTheRfcsKeys() {
    assertThat(RecipientKey.of(SK_R).publicKey().bytes()).isEqualTo(PK_R);
  }
}
