package health.lode.ask;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.calcite.jdbc.JavaTypeFactoryImpl;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rel.type.RelDataTypeFactory;
import org.apache.calcite.rel.type.RelDataTypeSystemImpl;
import org.apache.calcite.sql.type.SqlTypeName;

/**
 * The types and numbers that questions are validated with: UTF-8 throughout, so that '肺炎' is a
 * literal like any other; text of different lengths is not padded; averages are not whole numbers.
 */
final class QuestionTypes extends JavaTypeFactoryImpl {
  QuestionTypes() {
    super(new Numbers());
  }

  @Override
  public Charset getDefaultCharset() {
    return StandardCharsets.UTF_8;
  }

  private static final class Numbers extends RelDataTypeSystemImpl {
    @Override
    public int getMaxPrecision(SqlTypeName type) {
      return type == SqlTypeName.DECIMAL ? 38 : super.getMaxPrecision(type);
    }

    @Override
    public int getMaxScale(SqlTypeName type) {
      return type == SqlTypeName.DECIMAL ? 38 : super.getMaxScale(type);
    }

    /** Otherwise CASE pads the shorter text with blanks. */
    @Override
    public boolean shouldConvertRaggedUnionTypesToVarying() {
      return true;
    }

    @Override
    public RelDataType deriveAvgAggType(RelDataTypeFactory factory, RelDataType argument) {
      return factory.createTypeWithNullability(factory.createSqlType(SqlTypeName.DOUBLE), true);
    }

    @Override
    public RelDataType deriveSumType(RelDataTypeFactory factory, RelDataType argument) {
      boolean whole = SqlTypeName.INT_TYPES.contains(argument.getSqlTypeName());
      return factory.createTypeWithNullability(
          factory.createSqlType(whole ? SqlTypeName.BIGINT : SqlTypeName.DOUBLE),
          argument.isNullable());
    }
  }
}
