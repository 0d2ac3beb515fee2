package health.lode.deidentify.mark;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What only the releasing hospital can compute: where marks stand, what they look like, and each
 * recipient's codeword. Derived from a secret and the register's salt.
 *
 * <p>The code is a Tardos code with the two biases that Nuida, Hagiwara, Watanabe and Imai
 * (Optimization of Tardos's fingerprinting codes in a viewpoint of memory amount, Information
 * Hiding 2007) found best against three colluders, 1/2 ± 1/(2√3).
 */
final class MarkKey {
  /** Length of a codeword, in bits. */
  static final int POSITIONS = 4096;

  /** A bias of 1/2 - 1/(2√3), in 65536ths; the other is its complement. */
  private static final int LOW = 13_849;

  private static final int WHOLE = 1 << 16;
  private static final int CHECK_HEX = 16;

  private final byte[] root;
  private final KeyedHash values;
  private final KeyedHash slots;
  private final boolean[] low = new boolean[POSITIONS];

  private MarkKey(byte[] root) {
    this.root = root;
    this.values = new KeyedHash(hmac(root, "values"));
    this.slots = new KeyedHash(hmac(root, "slots"));
    byte[] biases = stream("biases", POSITIONS / Byte.SIZE);
    for (int j = 0; j < POSITIONS; j++) {
      low[j] = (biases[j >> 3] >> (j & 7) & 1) == 1;
    }
  }

  /**
   * @param secret 32 bytes that do not leave the hospital
   * @param salt of the register; two registers' marks have nothing in common
   */
  static MarkKey of(byte[] secret, byte[] salt) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("a mark key has at least 16 bytes");
    }
    return new MarkKey(hmac(secret, "lode/marks/1\0" + HexFormat.of().formatHex(salt)));
  }

  /** Tells one key from another and nothing else about it. */
  String check() {
    return HexFormat.of().formatHex(hmac(root, "check")).substring(0, CHECK_HEX);
  }

  /** Hash of a value, the same wherever it stands. */
  long value(String plain) {
    return values.of(plain);
  }

  /** Two hashes as one; order counts. */
  long both(long first, long second) {
    return values.of(first, second);
  }

  /** A place for one bit, in one column, of what has this identity. */
  Slot slot(long identity, long domain, int bit) {
    return new Slot(slots.of(identity, domain ^ bit));
  }

  /**
   * Where one bit of the codeword stands.
   *
   * @param hash names the slot, and decides the rest
   */
  record Slot(long hash) {
    int position() {
      return (int) (hash & (POSITIONS - 1));
    }

    /** What is added to the codeword's bit, so that marked values look like any others. */
    int mask() {
      return (int) (hash >>> 12 & 1);
    }

    boolean within(int share) {
      return ((((hash >>> 13) & 0xFFFF) * 100) >>> 16) < share;
    }

    long draw() {
      return hash >>> 40;
    }
  }

  /** Probability that a recipient's codeword holds a one at {@code position}. */
  double bias(int position) {
    return threshold(position) / (double) WHOLE;
  }

  private int threshold(int position) {
    return low[position] ? LOW : WHOLE - LOW;
  }

  /** A recipient's codeword: bit j of the code is bit j&63 of word j/64. */
  long[] codeword(String recipient) {
    ByteBuffer drawn = ByteBuffer.wrap(stream("codeword\0" + recipient, POSITIONS * Short.BYTES));
    long[] word = new long[POSITIONS / Long.SIZE];
    for (int j = 0; j < POSITIONS; j++) {
      if (Short.toUnsignedInt(drawn.getShort()) < threshold(j)) {
        word[j >> 6] |= 1L << (j & 63);
      }
    }
    return word;
  }

  static int bit(long[] codeword, int position) {
    return (int) (codeword[position >> 6] >>> (position & 63) & 1);
  }

  /** Pseudorandom bytes for a label: AES-256 in counter mode under a key of the label's own. */
  private byte[] stream(String label, int length) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
      SecretKeySpec key = new SecretKeySpec(hmac(root, "stream\0" + label), "AES");
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
      return cipher.doFinal(new byte[length]);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES is in every JDK", e);
    }
  }

  private static byte[] hmac(byte[] key, String label) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(label.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("HMAC-SHA256 is in every JDK", e);
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof MarkKey k && Arrays.equals(k.root, root);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(root);
  }
}
