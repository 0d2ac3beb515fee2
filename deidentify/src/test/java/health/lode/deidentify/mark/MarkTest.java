package health.lode.deidentify.mark;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is written can be read, and no change is larger than was allowed. */
class MarkTest {
  private final Random random = new Random(3);

  @Test
  void aNumberMovesNoFurtherThanAllowed() {
    for (int round = 0; round < 20_000; round++) {
      int scale = random.nextInt(3);
      int change = 1 + random.nextInt(4);
      Mark.Quantity mark = new Mark.Quantity(scale, change);
      int low = random.nextInt(200) - 100;
      int place = low + random.nextInt(60);
      Mark.Range range = new Mark.Range(BigInteger.valueOf(low), BigInteger.valueOf(low + 60L));
      String value = new java.math.BigDecimal(BigInteger.valueOf(place), scale).toPlainString();
      int bit = random.nextInt(2);
      Optional<String> written = mark.write(value, bit, range, random.nextLong());
      if (written.isPresent()) {
        assertThat(mark.read(written.get())).isEqualTo(bit);
        assertThat(mark.distance(value, written.get()))
            .isLessThanOrEqualTo(change * Math.pow(10, -scale) + 1e-9);
        assertThat(range.holds(mark.place(written.get()).orElseThrow())).isTrue();
      } else {
        // Only beside the range's ends may there be no way.
        assertThat(Math.min(place - low, low + 60 - place)).isLessThan(change);
      }
    }
  }

  @Test
  void digitsBeyondTheUnitStay() {
    Mark.Quantity mark = new Mark.Quantity(1, 1);
    Mark.Range wide = new Mark.Range(BigInteger.valueOf(-1000), BigInteger.valueOf(1000));
    String changed = mark.write("12.345", 1 - mark.read("12.345"), wide, 0).orElseThrow();
    assertThat(changed).isIn("12.245", "12.445");
    assertThat(mark.write("12.345", mark.read("12.345"), wide, 0)).contains("12.345");
    assertThat(mark.read("<0.5")).isEqualTo(Mark.NOTHING);
    assertThat(mark.read("")).isEqualTo(Mark.NOTHING);
  }

  @Test
  void aNumberReadsTheSameHoweverItIsWritten() {
    Mark.Quantity mark = new Mark.Quantity(0, 1);
    assertThat(mark.read("1980.0")).isEqualTo(mark.read("1980")).isEqualTo(mark.read(" +1980 "));
  }

  @Test
  void aDateKeepsItsFormAndTime() {
    Mark.Days mark = new Mark.Days(1);
    Mark.Range wide = new Mark.Range(BigInteger.ZERO, BigInteger.valueOf(40_000));
    for (String date : List.of("2024-02-29T08:15", "2024/02/29", "20240229", "2024.02.29 1:00")) {
      int bit = 1 - mark.read(date);
      String moved = mark.write(date, bit, wide, random.nextLong()).orElseThrow();
      assertThat(mark.read(moved)).isEqualTo(bit);
      assertThat(mark.distance(date, moved)).isEqualTo(1);
      assertThat(moved.replaceAll("[0-9]", "")).isEqualTo(date.replaceAll("[0-9]", ""));
    }
    for (String none : List.of("2024-02-30", "20240", "29.02.2024", "2024-0229", "")) {
      assertThat(mark.read(none)).as(none).isEqualTo(Mark.NOTHING);
    }
  }

  @Test
  void aPseudonymKeepsItsStem() {
    for (var alphabet : Mark.Pseudonym.Alphabet.values()) {
      Mark.Pseudonym mark = new Mark.Pseudonym(4, alphabet);
      Mark.Range unused = new Mark.Range(BigInteger.ZERO, BigInteger.ZERO);
      for (int round = 0; round < 1000; round++) {
        String value = "123456" + String.format("%010d", random.nextInt(1_000_000_000));
        int bits = random.nextInt(1 << mark.bits());
        String written = mark.write(value, bits, unused, 0).orElseThrow();
        assertThat(mark.read(written)).isEqualTo(bits);
        assertThat(mark.stem(written))
            .isEqualTo(mark.stem(value))
            .isEqualTo(value.substring(0, 12));
        assertThat(mark.read(written.toLowerCase(java.util.Locale.ROOT))).isEqualTo(bits);
      }
      assertThat(mark.read("12345")).isEqualTo(Mark.NOTHING);
      assertThat(mark.read("ABCDEFGHIJKLÜÖ!?")).isEqualTo(Mark.NOTHING);
    }
  }
}
