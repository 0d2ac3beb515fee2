package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The worked example of the SipHash paper's appendix A, and the two-word form against it. */
class KeyedHashTest {
  private static final byte[] COUNTING = new byte[64];

  static {
    for (int i = 0; i < COUNTING.length; i++) {
      COUNTING[i] = (byte) i;
    }
  }

  @Test
  void isSipHash() {
    KeyedHash hash = new KeyedHash(Arrays.copyOf(COUNTING, 16));
    assertThat(hash.of(Arrays.copyOf(COUNTING, 15))).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void twoWordsAreSixteenBytes() {
    KeyedHash hash = new KeyedHash(Arrays.copyOf(COUNTING, 16));
    ByteBuffer words = ByteBuffer.wrap(COUNTING).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(hash.of(words.getLong(0), words.getLong(8)))
        .isEqualTo(hash.of(Arrays.copyOf(COUNTING, 16)));
  }
}
