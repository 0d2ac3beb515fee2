package health.lode.deidentify.pseudonym;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Supplier;
import javax.crypto.Mac;

/**
 * Numbers drawn from a key and a value: the same value gives the same draws. HMAC-SHA256 in counter
 * mode. Not safe for several threads.
 */
public final class Draws {
  private final Supplier<Mac> macs;
  private final byte[] seed;
  private ByteBuffer block = ByteBuffer.allocate(0);
  private int counter;

  /**
   * @param macs the thread's own, keyed
   */
  Draws(Supplier<Mac> macs, byte[] seed) {
    this.macs = macs;
    this.seed = seed;
  }

  /** Uniform in [0, {@code bound}), without modulo bias. */
  public int below(int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("nothing to draw from");
    }
    long limit = (1L << 32) - (1L << 32) % bound;
    while (true) {
      if (block.remaining() < Integer.BYTES) {
        Mac mac = macs.get();
        mac.update(seed);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, counter++));
        block = ByteBuffer.wrap(mac.doFinal()).order(ByteOrder.BIG_ENDIAN);
      }
      long drawn = Integer.toUnsignedLong(block.getInt());
      if (drawn < limit) {
        return (int) (drawn % bound);
      }
    }
  }

  /** One of {@code choices}, uniformly. */
  public <T> T from(java.util.List<T> choices) {
    return choices.get(below(choices.size()));
  }
}
