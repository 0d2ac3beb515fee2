package health.lode.deidentify.mark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a column's cells carry bits: read without the original, written with the least change. */
public sealed interface Mark {
  /** What a cell that carries nothing reads as. */
  int NOTHING = -1;

  /** How many bits a cell carries; at most 30. */
  int bits();

  /** The bits that stand in a cell, or {@link #NOTHING}. */
  int read(String value);

  /**
   * The value with these bits, as close to the old one as can be.
   *
   * @param range between what numbers and days must stay
   * @param draw decides where two changes are equally small
   * @return empty where no allowed change gives these bits
   */
  Optional<String> write(String value, int bits, Range range, long draw);

  /** What a change is worth: the distance of two values in units, days, or 1 for another text. */
  double distance(String before, String after);

  /** Says this in the policy's words. */
  void say(ObjectNode column);

  /** Where a value lies on the scale of {@link #write}'s range; empty where there is no scale. */
  default Optional<BigInteger> place(String value) {
    return Optional.empty();
  }

  /** Lowest and highest place that a marked value may take. */
  record Range(BigInteger low, BigInteger high) {
    boolean holds(BigInteger place) {
      return place.compareTo(low) >= 0 && place.compareTo(high) <= 0;
    }
  }

  /**
   * Places are cut into cells of {@code 2 change - 1}; a cell's parity is the bit (quantisation
   * index modulation, Chen and Wornell, IEEE Trans. Inf. Theory 47(4), 2001). Moving to the
   * neighbouring cell takes at most {@code change}.
   */
  private static Optional<BigInteger> moved(
      BigInteger place, int bit, int change, Range range, long draw) {
    BigInteger step = BigInteger.valueOf(2L * change - 1);
    if (parity(place, step) == bit) {
      return Optional.of(place);
    }
    int within = place.mod(step).intValue();
    BigInteger below = place.subtract(BigInteger.valueOf(within + 1L));
    BigInteger above = place.add(step.subtract(BigInteger.valueOf(within)));
    int nearer = Integer.compare(within + 1, step.intValue() - within);
    boolean downFirst = nearer < 0 || (nearer == 0 && (draw & 1) == 0);
    BigInteger limit = BigInteger.valueOf(change);
    for (BigInteger to : downFirst ? List.of(below, above) : List.of(above, below)) {
      if (range.holds(to) && to.subtract(place).abs().compareTo(limit) <= 0) {
        return Optional.of(to);
      }
    }
    return Optional.empty();
  }

  private static int parity(BigInteger place, BigInteger step) {
    return place.subtract(place.mod(step)).divide(step).testBit(0) ? 1 : 0;
  }

  /**
   * A number that may move by {@code change} units.
   *
   * @param scale decimal places of the unit; digits beyond it stay as they are
   * @param change in units of 10^-scale, 1 to 1,000
   */
  record Quantity(int scale, int change) implements Mark {
    @Override
    public void say(ObjectNode column) {
      column.put("change", BigDecimal.valueOf(change, scale).toPlainString());
    }

    @Override
    public int bits() {
      return 1;
    }

    @Override
    public Optional<BigInteger> place(String value) {
      return Plain.number(value)
          .map(n -> n.setScale(scale, java.math.RoundingMode.FLOOR).unscaledValue());
    }

    @Override
    public int read(String value) {
      return place(value).map(p -> parity(p, BigInteger.valueOf(2L * change - 1))).orElse(NOTHING);
    }

    @Override
    public Optional<String> write(String value, int bits, Range range, long draw) {
      Optional<BigInteger> place = place(value);
      Optional<BigInteger> to = place.flatMap(p -> moved(p, bits, change, range, draw));
      if (to.isEmpty() || to.equals(place)) {
        return to.map(same -> value);
      }
      BigDecimal old = Plain.number(value).orElseThrow();
      BigDecimal by = new BigDecimal(to.get().subtract(place.orElseThrow()), scale);
      return Optional.of(old.add(by).toPlainString());
    }

    @Override
    public double distance(String before, String after) {
      return Plain.number(after)
          .orElseThrow()
          .subtract(Plain.number(before).orElseThrow())
          .abs()
          .doubleValue();
    }
  }

  /**
   * A date that may move by some days; its form and a time after it stay.
   *
   * @param change days, 1 to 1,000
   */
  record Days(int change) implements Mark {
    @Override
    public void say(ObjectNode column) {
      column.put("days", change);
    }

    @Override
    public int bits() {
      return 1;
    }

    @Override
    public Optional<BigInteger> place(String value) {
      return Plain.day(value).map(d -> BigInteger.valueOf(d.date().toEpochDay()));
    }

    @Override
    public int read(String value) {
      return place(value).map(p -> parity(p, BigInteger.valueOf(2L * change - 1))).orElse(NOTHING);
    }

    @Override
    public Optional<String> write(String value, int bits, Range range, long draw) {
      Optional<BigInteger> place = place(value);
      Optional<BigInteger> to = place.flatMap(p -> moved(p, bits, change, range, draw));
      if (to.isEmpty() || to.equals(place)) {
        return to.map(same -> value);
      }
      return Plain.day(value).map(d -> d.with(LocalDate.ofEpochDay(to.get().longValueExact())));
    }

    @Override
    public double distance(String before, String after) {
      return place(after).orElseThrow().subtract(place(before).orElseThrow()).abs().doubleValue();
    }
  }

  /** Pairs of texts that mean the same; which of the two stands there is the bit. */
  record Choice(List<List<String>> pairs) implements Mark {
    @Override
    public void say(ObjectNode column) {
      var all = column.putArray("choices");
      pairs.forEach(pair -> all.addArray().add(pair.get(0)).add(pair.get(1)));
    }

    @Override
    public int bits() {
      return 1;
    }

    @Override
    public int read(String value) {
      for (List<String> pair : pairs) {
        int at = pair.indexOf(value);
        if (at >= 0) {
          return at;
        }
      }
      return NOTHING;
    }

    @Override
    public Optional<String> write(String value, int bits, Range range, long draw) {
      return pairs.stream().filter(pair -> pair.contains(value)).findFirst().map(p -> p.get(bits));
    }

    @Override
    public double distance(String before, String after) {
      return before.equals(after) ? 0 : 1;
    }
  }

  /**
   * The last characters of a pseudonym, which means nothing in any case. What stands before them is
   * the stem: it stays, and tells one pseudonym from another.
   *
   * @param count characters that carry, 1 to 6
   * @param letters whether they are the 32 letters of a pseudonym code (5 bits each) or digits (1
   *     bit each, its parity)
   */
  record Pseudonym(int count, Alphabet letters) implements Mark {
    /** What the carrying characters are. */
    public enum Alphabet {
      LETTERS(5),
      DIGITS(1);

      private final int bits;

      Alphabet(int bits) {
        this.bits = bits;
      }
    }

    /** Fewer characters than this before the carrying ones are no stem. */
    static final int SHORTEST_STEM = 6;

    private static final String CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Override
    public void say(ObjectNode column) {
      column.put(letters == Alphabet.LETTERS ? "letters" : "digits", count);
    }

    @Override
    public int bits() {
      return count * letters.bits;
    }

    /** What stays of a pseudonym; the whole of it where it is too short to carry. */
    String stem(String value) {
      String text = value.strip().toUpperCase(Locale.ROOT);
      return carries(text) ? text.substring(0, text.length() - count) : text;
    }

    private boolean carries(String text) {
      if (text.length() < SHORTEST_STEM + count) {
        return false;
      }
      for (int i = text.length() - count; i < text.length(); i++) {
        int at = CODE.indexOf(text.charAt(i));
        if (at < 0 || (letters == Alphabet.DIGITS && at > 9)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int read(String value) {
      String text = value.strip().toUpperCase(Locale.ROOT);
      if (!carries(text)) {
        return NOTHING;
      }
      int bits = 0;
      for (int i = text.length() - count; i < text.length(); i++) {
        int mask = (1 << letters.bits) - 1;
        bits = bits << letters.bits | (CODE.indexOf(text.charAt(i)) & mask);
      }
      return bits;
    }

    @Override
    public Optional<String> write(String value, int bits, Range range, long draw) {
      if (!carries(value)) {
        return Optional.empty();
      }
      char[] text = value.toCharArray();
      int left = bits;
      for (int i = text.length - 1; i >= text.length - count; i--) {
        int mask = (1 << letters.bits) - 1;
        int old = CODE.indexOf(text[i]);
        text[i] = CODE.charAt((old & ~mask) | (left & mask));
        left >>= letters.bits;
      }
      return Optional.of(new String(text));
    }

    @Override
    public double distance(String before, String after) {
      return before.equals(after) ? 0 : 1;
    }
  }
}
