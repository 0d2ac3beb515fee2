package health.lode.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Repeated measurements of one thing. Shared machines are noisy: the median is the figure. */
final class Figures {
  private final String name;
  private final String unit;
  private final List<Double> values = new ArrayList<>();

  Figures(String name, String unit) {
    this.name = name;
    this.unit = unit;
  }

  void add(double value) {
    values.add(value);
  }

  double median() {
    return quantile(0.5);
  }

  double quantile(double q) {
    if (values.isEmpty()) {
      throw new IllegalStateException("nothing measured: " + name);
    }
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get((int) Math.min(sorted.size() - 1L, Math.round(q * (sorted.size() - 1))));
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%-52s median %,12.2f  min %,12.2f  max %,12.2f  %s  (%d runs)",
        name,
        median(),
        quantile(0),
        quantile(1),
        unit,
        values.size());
  }
}
