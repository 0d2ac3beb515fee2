package health.lode.deidentify.table;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Treatments of single values that need nothing but the value. */
final class Treatments {
  private Treatments() {}

  /**
   * A number rounded, or limited at bottom and top. What is no number becomes {@code *}, so that no
   * stray text passes; the empty value stays.
   */
  static String number(Treatment treatment, String value) {
    if (value.isEmpty()) {
      return value;
    }
    Optional<Double> read = Numbers.read(value);
    if (read.isEmpty()) {
      return Ladder.STAR;
    }
    double x = read.get();
    if (treatment instanceof Treatment.Round round) {
      BigDecimal step = new BigDecimal(Numbers.write(round.step()));
      return new BigDecimal(Numbers.write(x))
          .divide(step, 0, RoundingMode.HALF_EVEN)
          .multiply(step)
          .stripTrailingZeros()
          .toPlainString();
    }
    if (treatment instanceof Treatment.Limits limits) {
      if (limits.bottom().isPresent() && x < limits.bottom().get()) {
        return "<" + Numbers.write(limits.bottom().get());
      }
      if (limits.top().isPresent() && x > limits.top().get()) {
        return ">" + Numbers.write(limits.top().get());
      }
      return value;
    }
    throw new IllegalArgumentException("no treatment of a number by itself");
  }

  /** Places of values in order: as numbers where all are, else as text. */
  static int[] order(List<String> values) {
    boolean numbers = values.stream().allMatch(v -> Numbers.read(v).isPresent());
    Comparator<Integer> by =
        numbers
            ? Comparator.comparingDouble(i -> Numbers.read(values.get(i)).orElse(0.0))
            : Comparator.comparing(values::get);
    return IntStream.range(0, values.size())
        .boxed()
        .sorted(by)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
