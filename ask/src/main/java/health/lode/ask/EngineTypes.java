package health.lode.ask;

import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.sql.type.SqlTypeName;

/** The engine's name for a type. */
final class EngineTypes {
  private EngineTypes() {}

  static String name(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TINYINT, SMALLINT, INTEGER -> "INTEGER";
      case BIGINT -> "BIGINT";
      case DECIMAL -> decimal(type);
      case FLOAT, REAL, DOUBLE -> "DOUBLE";
      case BOOLEAN -> "BOOLEAN";
      case CHAR, VARCHAR, NULL -> "VARCHAR";
      case DATE -> "DATE";
      case TIMESTAMP -> "TIMESTAMP";
      case TIME -> "TIME";
      default ->
          throw Refuse.notSupported(
              "the type " + type.getSqlTypeName().getName(),
              "Use numbers, text, dates or timestamps.",
              "请使用数值、文本、日期或时间戳。");
    };
  }

  private static String decimal(RelDataType type) {
    int precision = type.getPrecision();
    int scale = type.getScale();
    if (precision < 1 || scale < 0 || scale > precision) {
      return "DECIMAL(38,9)";
    }
    return "DECIMAL(" + Math.min(38, precision) + "," + Math.min(38, scale) + ")";
  }

  static boolean whole(RelDataType type) {
    return SqlTypeName.INT_TYPES.contains(type.getSqlTypeName());
  }

  static boolean datetime(RelDataType type) {
    return SqlTypeName.DATETIME_TYPES.contains(type.getSqlTypeName());
  }

  static boolean interval(RelDataType type) {
    return SqlTypeName.INTERVAL_TYPES.contains(type.getSqlTypeName());
  }
}
