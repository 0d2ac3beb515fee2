package health.lode.deidentify.risk;

import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.table.Column;
import health.lode.refusal.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A coarser way to write one column, to see what it would do to the risk. The steps are the plain
 * ones of each kind of value: wider intervals, shorter dates, ICD-10 categories and chapters' first
 * letters, regions by the leading digits of their codes.
 *
 * @param what the step in words
 * @param to a new code for each of the column's codes
 */
record Coarsening(Words what, int[] to) {
  private static final double MOST = 0.9;
  private static final Pattern DATE =
      Pattern.compile("^((?:1[89]|20|21)[0-9]{2})[-/.年]?(0?[1-9]|1[0-2])[-/.月]?([0-9]{1,2}).*");
  private static final Pattern ICD = Pattern.compile("^([A-Z])([0-9]{2}).*");
  private static final Pattern DIGITS = Pattern.compile("^[0-9]{6}$");

  /** From finer to coarser; empty where nothing plain is known, leaving the column out apart. */
  static List<Coarsening> of(Column column, ColumnKind kind) {
    List<String> values = column.values();
    List<Coarsening> steps = new ArrayList<>();
    if (matches(values, DATE)) {
      add(steps, values, "year and month only", "只保留年月", v -> dated(v, 2));
      add(steps, values, "year only", "只保留年份", v -> dated(v, 1));
      add(steps, values, "ten years", "十年一段", v -> dated(v, 0));
    } else if (matches(values, ICD)) {
      add(steps, values, "ICD-10 categories of three characters", "ICD-10 三位类目", v -> icd(v, 3));
      add(steps, values, "first letter of ICD-10", "ICD-10 首字母", v -> icd(v, 1));
    } else if ((kind == ColumnKind.REGION || kind == ColumnKind.POSTCODE)
        && matches(values, DIGITS)) {
      add(steps, values, "first four digits", "只保留前四位", v -> beginning(v, 4));
      add(steps, values, "first two digits", "只保留前两位", v -> beginning(v, 2));
    } else {
      intervals(values, steps);
    }
    return steps;
  }

  private static void add(
      List<Coarsening> steps,
      List<String> values,
      String en,
      String zh,
      Function<String, Optional<String>> group) {
    Map<String, Integer> groups = new HashMap<>();
    int[] to = new int[values.size()];
    for (int i = 0; i < to.length; i++) {
      String value = values.get(i);
      // What does not have the form stays as it is, apart from every group.
      String name = group.apply(value.strip()).map(g -> "+" + g).orElse("-" + value);
      Integer known = groups.putIfAbsent(name, groups.size());
      to[i] = known == null ? groups.size() - 1 : known;
    }
    int before = steps.isEmpty() ? values.size() : largest(steps.get(steps.size() - 1).to);
    if (groups.size() < before && groups.size() > 1) {
      steps.add(new Coarsening(Words.of(en, zh), to));
    }
  }

  private static int largest(int[] codes) {
    int largest = 0;
    for (int code : codes) {
      largest = Math.max(largest, code + 1);
    }
    return largest;
  }

  private static boolean matches(List<String> values, Pattern pattern) {
    long filled = values.stream().filter(value -> !value.isBlank()).count();
    return filled > 1
        && values.stream().filter(v -> pattern.matcher(v.strip()).matches()).count()
            >= MOST * filled;
  }

  private static Optional<String> dated(String value, int fields) {
    Matcher date = DATE.matcher(value);
    if (!date.matches()) {
      return Optional.empty();
    }
    String year = date.group(1);
    return Optional.of(
        switch (fields) {
          case 2 -> year + "-" + Integer.parseInt(date.group(2));
          case 1 -> year;
          default -> year.substring(0, 3);
        });
  }

  private static Optional<String> icd(String value, int characters) {
    return ICD.matcher(value).matches()
        ? Optional.of(value.substring(0, characters))
        : Optional.empty();
  }

  private static Optional<String> beginning(String value, int digits) {
    return DIGITS.matcher(value).matches()
        ? Optional.of(value.substring(0, digits))
        : Optional.empty();
  }

  private static void intervals(List<String> values, List<Coarsening> steps) {
    double[] numbers = new double[values.size()];
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    int found = 0;
    int filled = 0;
    for (int i = 0; i < numbers.length; i++) {
      String value = values.get(i).strip();
      filled += value.isEmpty() ? 0 : 1;
      numbers[i] = number(value);
      if (!Double.isNaN(numbers[i])) {
        least = Math.min(least, numbers[i]);
        greatest = Math.max(greatest, numbers[i]);
        found++;
      }
    }
    if (found < 5 || found < MOST * filled) {
      return;
    }
    double range = greatest - least;
    for (double parts : new double[] {20, 10, 5}) {
      double width = nice(range / parts);
      String shown = width >= 1 ? String.valueOf((long) width) : String.valueOf(width);
      add(
          steps,
          values,
          "intervals of " + shown,
          "按 " + shown + " 分段",
          value -> {
            double number = number(value);
            return Double.isNaN(number)
                ? Optional.empty()
                : Optional.of(String.valueOf((long) Math.floor(number / width)));
          });
    }
  }

  private static double number(String value) {
    if (!value.matches("[-+]?[0-9]{1,15}(\\.[0-9]{1,15})?")) {
      return Double.NaN;
    }
    return Double.parseDouble(value);
  }

  /** The next of 1, 2, 5, 10, 20 … times a power of ten. */
  private static double nice(double width) {
    double power = Math.pow(10, Math.floor(Math.log10(width)));
    double times = width / power;
    double nice = times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10;
    return nice * power;
  }
}
