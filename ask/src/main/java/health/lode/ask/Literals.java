package health.lode.ask;

import java.math.BigDecimal;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/** Constants in the engine's SQL. */
final class Literals {
  private Literals() {}

  static String sql(RexLiteral literal) {
    if (literal.isNull()) {
      return literal.getType().getSqlTypeName() == SqlTypeName.NULL
          ? "NULL"
          : "CAST(NULL AS " + EngineTypes.name(literal.getType()) + ")";
    }
    return switch (literal.getTypeName()) {
      case CHAR, VARCHAR -> text(String.valueOf(literal.getValueAs(String.class)));
      case BOOLEAN -> Boolean.TRUE.equals(literal.getValueAs(Boolean.class)) ? "TRUE" : "FALSE";
      case DECIMAL, BIGINT, INTEGER, SMALLINT, TINYINT -> number(literal);
      case DOUBLE, FLOAT, REAL -> "CAST(" + number(literal) + " AS DOUBLE)";
      case DATE -> "DATE '" + literal.getValueAs(DateString.class) + "'";
      case TIMESTAMP -> "TIMESTAMP '" + literal.getValueAs(TimestampString.class) + "'";
      default ->
          throw Refuse.notSupported(
              "a constant of this type", "Use numbers, text or dates.", "请使用数值、文本或日期。");
    };
  }

  private static String number(RexLiteral literal) {
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    if (value == null || value.precision() > 38 || Math.abs(value.scale()) > 38) {
      throw Refuse.notSupported(
          "a constant of more than 38 digits", "Use a shorter number.", "请使用较短的数字。");
    }
    String text = value.toPlainString();
    return value.signum() < 0 ? "(" + text + ")" : text;
  }

  static String text(String value) {
    if (value.indexOf('\0') >= 0) {
      throw Refuse.notSupported("a zero character", "Remove it.", "请删除该字符。");
    }
    return "'" + value.replace("'", "''") + "'";
  }
}
