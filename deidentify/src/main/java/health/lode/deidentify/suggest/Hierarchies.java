package health.lode.deidentify.suggest;

import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.table.Column;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Picks a hierarchy that can read nearly all of a column's values. */
final class Hierarchies {
  private static final double MOST = 0.9;
  private static final Pattern DATE =
      Pattern.compile(
          "[12][0-9]{3}([-/.年]?)(0?[1-9]|1[0-2])([-/.月]?)(0?[1-9]|[12][0-9]|3[01])日?.*");
  private static final Pattern ICD = Pattern.compile("[A-Z][0-9]{2}.*");
  private static final Pattern REGION = Pattern.compile("[1-9][0-9]{5}([0-9]{3}|[0-9]{6})?");
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,15})?");

  private Hierarchies() {}

  /** As the policy writes it: {@code hierarchy: dates}. */
  static String of(ColumnKind kind, Column column) {
    List<String> values =
        column.values().stream().map(String::strip).filter(v -> !v.isEmpty()).toList();
    if (share(values, DATE)) {
      return "hierarchy: dates";
    }
    if (kind == ColumnKind.AGE && share(values, WHOLE)) {
      return "hierarchy: {ages: {width: [5, 10, 20, 40], top: 90}}";
    }
    if (kind == ColumnKind.BIRTH_DATE && share(values, WHOLE)) {
      return "hierarchy: {intervals: {width: [5, 10, 20]}}";
    }
    if ((kind == ColumnKind.REGION || kind == ColumnKind.OTHER) && share(values, REGION)) {
      return "hierarchy: region";
    }
    if (kind == ColumnKind.POSTCODE) {
      return "hierarchy: {prefix: [4, 3, 2]}";
    }
    if (share(values, ICD)) {
      return "hierarchy: icd10";
    }
    return values.size() > 10 && share(values, NUMBER) ? intervals(values) : "hierarchy: none";
  }

  private static boolean share(List<String> values, Pattern pattern) {
    return !values.isEmpty()
        && values.stream().filter(v -> pattern.matcher(v).matches()).count()
            >= MOST * values.size();
  }

  /** About twenty intervals, then half as many, and half again. */
  private static String intervals(List<String> values) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (String value : values) {
      if (NUMBER.matcher(value).matches()) {
        least = Math.min(least, Double.parseDouble(value));
        greatest = Math.max(greatest, Double.parseDouble(value));
      }
    }
    double width = Math.pow(10, Math.ceil(Math.log10((greatest - least) / 20)));
    String one = number(width);
    return "hierarchy: {intervals: {width: ["
        + one
        + ", "
        + number(width * 2)
        + ", "
        + number(width * 4)
        + "]}}";
  }

  private static String number(double value) {
    return value >= 1
        ? String.valueOf(Math.round(value))
        : String.format(Locale.ROOT, "%.9f", value).replaceAll("0+$", "");
  }
}
