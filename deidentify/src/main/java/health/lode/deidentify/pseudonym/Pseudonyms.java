package health.lode.deidentify.pseudonym;

import health.lode.deidentify.policy.Dates;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.crypto.Mac;
import org.bouncycastle.crypto.fpe.FPEFF1Engine;
import org.bouncycastle.crypto.params.FPEParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * Pseudonyms under one derived key. A value has a domain ({@code patient}, {@code visit}, {@code
 * name} …): the same value in two domains has two unrelated pseudonyms. Safe for several threads.
 *
 * <p>Every kind of data names a patient in the domain {@link #PATIENT}, by the identifier that the
 * policy says; that is what makes pseudonyms and date shifts agree between a table, a note and an
 * image.
 */
public final class Pseudonyms {
  public static final String PATIENT = "patient";

  /** Fewest digits for {@link #digits}: SP 800-38G Rev. 1 asks for a million values. */
  public static final int FEWEST_DIGITS = 6;

  private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int CODE_LENGTH = 16;
  private static final long SMALLEST_NUMBER = 10_000_000_000_000_000L;
  private final ThreadLocal<Mac> macs;
  private final ThreadLocal<Ff1> ff1;

  Pseudonyms(byte[] key) {
    this.macs = ThreadLocal.withInitial(() -> PseudonymKey.mac(key));
    this.ff1 = ThreadLocal.withInitial(() -> new Ff1(hash("ff1", "key")));
  }

  /** 16 letters and digits without I, L, O, U (80 bits): a million values share none. */
  public String code(String domain, String value) {
    ByteBuffer bits = ByteBuffer.wrap(hash(domain, value));
    BigInteger number = new BigInteger(1, Arrays.copyOf(bits.array(), 10));
    char[] letters = new char[CODE_LENGTH];
    for (int i = CODE_LENGTH - 1; i >= 0; i--) {
      letters[i] = LETTERS.charAt(number.intValue() & 31);
      number = number.shiftRight(5);
    }
    return new String(letters);
  }

  /**
   * A number of 17 digits (56 bits), for columns that must stay numbers. No resident ID number has
   * 17 digits, so that none is ever taken for one.
   */
  public long number(String domain, String value) {
    long drawn = ByteBuffer.wrap(hash(domain, value)).getLong() & Long.MAX_VALUE;
    return SMALLEST_NUMBER + drawn % (9 * SMALLEST_NUMBER);
  }

  /** A DICOM unique identifier under the root {@code 2.25} (PS3.5 B.2), at most 44 characters. */
  public String uid(String uid) {
    return "2.25." + new BigInteger(1, Arrays.copyOf(hash("uid", uid), 16));
  }

  /**
   * A number of as many digits: FF1 format-preserving encryption (NIST SP 800-38G Rev. 1), undone
   * by {@link #undoDigits}.
   *
   * @param digits at least {@link #FEWEST_DIGITS}, ASCII digits only
   */
  public String digits(String domain, String digits) {
    return digits.length() > Ff1.LONGEST
        ? ff1(domain, digits, true)
        : ff1.get().encrypted(domain.getBytes(StandardCharsets.UTF_8), checked(digits));
  }

  public String undoDigits(String domain, String digits) {
    return ff1(domain, digits, false);
  }

  private static String checked(String digits) {
    if (digits.length() < FEWEST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("needs at least " + FEWEST_DIGITS + " digits");
    }
    return digits;
  }

  private String ff1(String domain, String digits, boolean forward) {
    checked(digits);
    byte[] numerals = new byte[digits.length()];
    for (int i = 0; i < numerals.length; i++) {
      numerals[i] = (byte) (digits.charAt(i) - '0');
    }
    FPEFF1Engine engine = new FPEFF1Engine();
    byte[] secret = hash("ff1", "key");
    byte[] tweak = domain.getBytes(StandardCharsets.UTF_8);
    engine.init(forward, new FPEParameters(new KeyParameter(secret), 10, tweak));
    byte[] out = new byte[numerals.length];
    engine.processBlock(numerals, 0, numerals.length, out, 0);
    StringBuilder text = new StringBuilder(out.length);
    for (byte numeral : out) {
      text.append((char) ('0' + numeral));
    }
    return text.toString();
  }

  /** Days by which every date of this patient moves: within ±{@code shift.days()}, never 0. */
  public int shiftDays(Dates.Shift shift, String patient) {
    int drawn = draws("date-shift", patient).below(2 * shift.days());
    return drawn < shift.days() ? drawn - shift.days() : drawn - shift.days() + 1;
  }

  /** Draws for a surrogate of {@code value}. */
  public Draws draws(String domain, String value) {
    return new Draws(macs::get, hash("draws/" + domain, value));
  }

  /** A key for another use, unrelated to every pseudonym; 32 bytes. */
  public byte[] derived(String label) {
    return hash("derived", label);
  }

  private byte[] hash(String domain, String value) {
    Mac mac = macs.get();
    byte[] name = domain.getBytes(StandardCharsets.UTF_8);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
    mac.update(name);
    return mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
  }
}
