package health.lode.ask;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * Arithmetic that never fails: division by zero and overflow give null. Whole numbers divide to
 * whole numbers (7/2 is 3), as standard SQL and most of the field's databases have it.
 */
final class Arithmetic {
  private Arithmetic() {}

  static String sql(RexCall call, Function<RexNode, String> write) {
    List<RexNode> in = call.getOperands();
    if (call.getKind() == SqlKind.MINUS_PREFIX) {
      return "TRY(-" + write.apply(in.get(0)) + ")";
    }
    if (call.getKind() == SqlKind.PLUS_PREFIX) {
      return write.apply(in.get(0));
    }
    RexNode a = in.get(0);
    RexNode b = in.get(1);
    if (EngineTypes.datetime(a.getType()) || EngineTypes.datetime(b.getType())) {
      return dates(call, a, b, write);
    }
    String left = write.apply(a);
    String right = write.apply(b);
    return switch (call.getKind()) {
      case PLUS -> "TRY(" + left + " + " + right + ")";
      case MINUS -> "TRY(" + left + " - " + right + ")";
      case TIMES -> "TRY(" + left + " * " + right + ")";
      case MOD -> "TRY(" + left + " % NULLIF(" + right + ", 0))";
      default ->
          EngineTypes.whole(a.getType()) && EngineTypes.whole(b.getType())
              ? "TRY(" + left + " // NULLIF(" + right + ", 0))"
              : "TRY(CAST(" + left + " AS DOUBLE) / NULLIF(CAST(" + right + " AS DOUBLE), 0))";
    };
  }

  private static String dates(RexCall call, RexNode a, RexNode b, Function<RexNode, String> write) {
    if (EngineTypes.interval(call.getType())) {
      throw Refuse.notSupported(
          "an interval as a value", "Write DATEDIFF('day', a, b).", "请写成 DATEDIFF('day', a, b)。");
    }
    boolean plus = call.getKind() == SqlKind.PLUS;
    if (EngineTypes.datetime(a.getType()) && EngineTypes.datetime(b.getType()) && !plus) {
      return "TRY(date_diff('day', " + write.apply(b) + ", " + write.apply(a) + "))";
    }
    boolean dateFirst = EngineTypes.datetime(a.getType());
    RexNode date = dateFirst ? a : b;
    RexNode span = dateFirst ? b : a;
    return "TRY(CAST("
        + write.apply(date)
        + (plus ? " + " : " - ")
        + interval(span, write)
        + " AS "
        + EngineTypes.name(call.getType())
        + "))";
  }

  /** An interval constant, or a number times one. */
  static String interval(RexNode span, Function<RexNode, String> write) {
    if (span instanceof RexLiteral literal && EngineTypes.interval(literal.getType())) {
      BigDecimal value = literal.getValueAs(BigDecimal.class);
      boolean months = SqlTypeName.YEAR_INTERVAL_TYPES.contains(literal.getType().getSqlTypeName());
      return (months ? "to_months(CAST(" : "to_milliseconds(CAST(")
          + (value == null ? "NULL" : value.toPlainString())
          + (months ? " AS INTEGER))" : " AS BIGINT))");
    }
    if (span instanceof RexCall product && product.getKind() == SqlKind.TIMES) {
      RexNode x = product.getOperands().get(0);
      RexNode y = product.getOperands().get(1);
      boolean unitFirst = EngineTypes.interval(x.getType());
      String unit = interval(unitFirst ? x : y, write);
      return "(" + unit + " * " + write.apply(unitFirst ? y : x) + ")";
    }
    throw Refuse.notSupported("this interval", "Write INTERVAL '3' DAY.", "请写成 INTERVAL '3' DAY。");
  }
}
