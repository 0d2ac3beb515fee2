package health.lode.deidentify.pseudonym;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;

/**
 * FF1 encryption of decimal numerals (NIST SP 800-38G Rev. 1, algorithm 7) for numbers whose halves
 * fit a long, with one AES context for all of them. Not safe for several threads.
 */
final class Ff1 {
  /** Longest number: a half below 10^15 times 256 still fits a long. */
  static final int LONGEST = 30;

  private static final int BLOCK = 16;
  private static final int ROUNDS = 10;
  private final Cipher aes;
  private final byte[] out = new byte[BLOCK];

  Ff1(byte[] key) {
    try {
      aes = Cipher.getInstance("AES/ECB/NoPadding");
      aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK lacks AES", e);
    }
  }

  /**
   * @param digits ASCII digits, at most {@link #LONGEST}
   */
  String encrypted(byte[] tweak, String digits) {
    int n = digits.length();
    int u = n / 2;
    int v = n - u;
    int numberBytes = (int) ((Math.ceil(v * (Math.log(10) / Math.log(2))) + 7) / 8);
    int drawn = 4 * ((numberBytes + 3) / 4) + 4;
    ByteBuffer head = ByteBuffer.allocate(BLOCK);
    head.put(new byte[] {1, 2, 1, 0, 0, 10, 10, (byte) u}).putInt(n).putInt(tweak.length);
    byte[] first = block(head.array(), 0, new byte[BLOCK]);
    int filled = (tweak.length + numberBytes + 1 + BLOCK - 1) / BLOCK * BLOCK;
    byte[] q = new byte[filled];
    System.arraycopy(tweak, 0, q, 0, tweak.length);
    long a = Long.parseLong(digits.substring(0, u));
    long b = Long.parseLong(digits.substring(u));
    for (int round = 0; round < ROUNDS; round++) {
      q[filled - numberBytes - 1] = (byte) round;
      long left = b;
      for (int i = filled - 1; i >= filled - numberBytes; i--) {
        q[i] = (byte) left;
        left >>>= 8;
      }
      byte[] mac = first.clone();
      for (int at = 0; at < filled; at += BLOCK) {
        mac = block(q, at, mac);
      }
      long modulus = power(round % 2 == 0 ? u : v);
      long y = 0;
      byte[] stream = mac;
      for (int i = 0; i < drawn; i++) {
        if (i == BLOCK) {
          byte[] counter = new byte[BLOCK];
          counter[BLOCK - 1] = 1;
          stream = block(counter, 0, mac);
        }
        y = (y * 256 + (stream[i % BLOCK] & 0xFF)) % modulus;
      }
      long c = (a + y) % modulus;
      a = b;
      b = c;
    }
    return padded(a, u) + padded(b, v);
  }

  private static long power(int digits) {
    long power = 1;
    for (int i = 0; i < digits; i++) {
      power *= 10;
    }
    return power;
  }

  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /** One block of a CBC-MAC: AES of the block at {@code at} with {@code before} added. */
  private byte[] block(byte[] data, int at, byte[] before) {
    byte[] in = before.clone();
    for (int i = 0; i < BLOCK; i++) {
      in[i] ^= data[at + i];
    }
    try {
      aes.update(in, 0, BLOCK, out);
    } catch (ShortBufferException e) {
      throw new IllegalStateException(e);
    }
    return out.clone();
  }
}
