package health.lode.deidentify.mark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * SipHash-2-4 (Aumasson, Bernstein: SipHash: a fast short-input PRF, INDOCRYPT 2012): 64 bits that
 * nobody predicts without the 128-bit key, fast enough for every cell of a table.
 */
final class KeyedHash {
  private final long k0;
  private final long k1;

  /**
   * @param key at least 16 bytes, of which the first 16 are used
   */
  KeyedHash(byte[] key) {
    ByteBuffer words = ByteBuffer.wrap(key).order(ByteOrder.LITTLE_ENDIAN);
    this.k0 = words.getLong();
    this.k1 = words.getLong();
  }

  long of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  long of(byte[] bytes) {
    State state = new State(k0, k1);
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (in.remaining() >= Long.BYTES) {
      state.word(in.getLong());
    }
    long last = (long) bytes.length << 56;
    for (int shift = 0; in.hasRemaining(); shift += 8) {
      last |= (in.get() & 0xFFL) << shift;
    }
    return state.end(last);
  }

  /** The hash of the 16 bytes of two little-endian words. */
  long of(long first, long second) {
    State state = new State(k0, k1);
    state.word(first);
    state.word(second);
    return state.end(16L << 56);
  }

  private static final class State {
    private long v0;
    private long v1;
    private long v2;
    private long v3;

    State(long k0, long k1) {
      v0 = k0 ^ 0x736f6d6570736575L;
      v1 = k1 ^ 0x646f72616e646f6dL;
      v2 = k0 ^ 0x6c7967656e657261L;
      v3 = k1 ^ 0x7465646279746573L;
    }

    void word(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long end(long last) {
      word(last);
      v2 ^= 0xFF;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v3;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 += v3;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 += v1;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
