package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/** The functions a question may use. Total and deterministic; what is not here is refused. */
final class Functions {
  /** Same name and meaning in the engine, and never an error. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("UPPER", "upper"),
          Map.entry("LOWER", "lower"),
          Map.entry("CHAR_LENGTH", "length"),
          Map.entry("CHARACTER_LENGTH", "length"),
          Map.entry("REPLACE", "replace"),
          Map.entry("CONCAT", "concat"),
          Map.entry("STARTS_WITH", "starts_with"),
          Map.entry("STARTSWITH", "starts_with"),
          Map.entry("ENDS_WITH", "ends_with"),
          Map.entry("ENDSWITH", "ends_with"),
          Map.entry("LTRIM", "ltrim"),
          Map.entry("RTRIM", "rtrim"),
          Map.entry("GREATEST", "greatest"),
          Map.entry("LEAST", "least"));

  /** Same name and meaning, but errors for some values: those give null. */
  private static final Map<String, String> TRIED =
      Map.ofEntries(
          Map.entry("ABS", "abs"),
          Map.entry("SIGN", "sign"),
          Map.entry("SQRT", "sqrt"),
          Map.entry("LN", "ln"),
          Map.entry("LOG10", "log10"),
          Map.entry("EXP", "exp"),
          Map.entry("POWER", "pow"),
          Map.entry("SUBSTRING", "substring"),
          Map.entry("LEFT", "left"),
          Map.entry("RIGHT", "right"));

  private Functions() {}

  static String sql(RexCall call, Function<RexNode, String> write) {
    String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
    List<RexNode> in = call.getOperands();
    if (SAME.containsKey(name)) {
      return SAME.get(name) + "(" + list(in, write) + ")";
    }
    if (TRIED.containsKey(name)) {
      return "TRY(" + TRIED.get(name) + "(" + list(in, write) + "))";
    }
    return switch (name) {
      case "||" -> "(" + write.apply(in.get(0)) + " || " + write.apply(in.get(1)) + ")";
      case "COALESCE" -> "coalesce(" + list(in, write) + ")";
      case "ROUND" -> round(in, write);
      case "FLOOR", "CEIL" -> floor(name, in, write, call);
      case "TRIM" -> trim(in, write);
      case "POSITION" -> {
        if (in.size() != 2) {
          throw Refuse.function("POSITION … FROM");
        }
        yield "instr(" + write.apply(in.get(1)) + ", " + write.apply(in.get(0)) + ")";
      }
      case "EXTRACT" -> part(flag(in.get(0)), write.apply(in.get(1)));
      case "LODE_DATE_PART" -> part(unit(in.get(0)), write.apply(in.get(1)));
      case "LODE_DATE_TRUNC" -> truncated(unit(in.get(0)), write.apply(in.get(1)), call);
      case "LODE_DATE_DIFF" ->
          "TRY(date_diff('" + word(unit(in.get(0))) + "', " + list(in.subList(1, 3), write) + "))";
      case "LODE_DATE_SUB" ->
          "TRY(date_sub('" + word(unit(in.get(0))) + "', " + list(in.subList(1, 3), write) + "))";
      case "LODE_DATE_ADD" -> added(unit(in.get(0)), in, write, call);
      default -> throw Refuse.function(name);
    };
  }

  private static String list(List<RexNode> in, Function<RexNode, String> write) {
    List<String> parts = new ArrayList<>();
    in.forEach(part -> parts.add(write.apply(part)));
    return String.join(", ", parts);
  }

  /** Half away from zero, on decimals, so that binary fractions do not decide. */
  private static String round(List<RexNode> in, Function<RexNode, String> write) {
    if (EngineTypes.whole(in.get(0).getType()) && in.size() == 1) {
      return write.apply(in.get(0));
    }
    int digits = 0;
    if (in.size() > 1) {
      Integer given = in.get(1) instanceof RexLiteral l ? l.getValueAs(Integer.class) : null;
      if (given == null || given < -9 || given > 9) {
        throw Refuse.notSupported(
            "ROUND to other than a constant from -9 to 9 digits",
            "Write ROUND(x, 2).",
            "请写成 ROUND(x, 2)。");
      }
      digits = given;
    }
    return "round(TRY_CAST(" + write.apply(in.get(0)) + " AS DECIMAL(38,12)), " + digits + ")";
  }

  private static String floor(
      String name, List<RexNode> in, Function<RexNode, String> write, RexCall call) {
    if (in.size() == 2) {
      if (!name.equals("FLOOR")) {
        throw Refuse.function("CEIL … TO");
      }
      return truncated(flag(in.get(1)), write.apply(in.get(0)), call);
    }
    return "TRY(" + (name.equals("FLOOR") ? "floor(" : "ceil(") + write.apply(in.get(0)) + "))";
  }

  private static String trim(List<RexNode> in, Function<RexNode, String> write) {
    String side = String.valueOf(((RexLiteral) in.get(0)).getValue());
    String function =
        switch (side.toUpperCase(Locale.ROOT)) {
          case "LEADING" -> "ltrim";
          case "TRAILING" -> "rtrim";
          default -> "trim";
        };
    return function + "(" + write.apply(in.get(2)) + ", " + write.apply(in.get(1)) + ")";
  }

  private static DateUnit flag(RexNode node) {
    Object value = node instanceof RexLiteral literal ? literal.getValue() : null;
    if (value instanceof TimeUnitRange range) {
      return DateUnit.of(range.name());
    }
    return DateUnit.of(String.valueOf(value));
  }

  private static DateUnit unit(RexNode node) {
    String name = node instanceof RexLiteral literal ? literal.getValueAs(String.class) : null;
    return DateUnit.of(String.valueOf(name));
  }

  private static String word(DateUnit unit) {
    return unit.name().toLowerCase(Locale.ROOT);
  }

  private static String part(DateUnit unit, String value) {
    return "TRY(CAST(date_part('" + word(unit) + "', " + value + ") AS BIGINT))";
  }

  private static String truncated(DateUnit unit, String value, RexCall call) {
    return "TRY(CAST(date_trunc('"
        + word(unit)
        + "', "
        + value
        + ") AS "
        + EngineTypes.name(call.getType())
        + "))";
  }

  private static String added(
      DateUnit unit, List<RexNode> in, Function<RexNode, String> write, RexCall call) {
    String function =
        switch (unit) {
          case YEAR -> "to_years";
          case QUARTER -> "to_quarters";
          case MONTH -> "to_months";
          case WEEK -> "to_weeks";
          case DAY -> "to_days";
          case HOUR -> "to_hours";
          case MINUTE -> "to_minutes";
          default -> throw Refuse.function("DATEADD(" + unit + ")");
        };
    return "TRY(CAST("
        + write.apply(in.get(2))
        + " + "
        + function
        + "(TRY_CAST("
        + write.apply(in.get(1))
        + " AS INTEGER)) AS "
        + EngineTypes.name(call.getType())
        + "))";
  }
}
