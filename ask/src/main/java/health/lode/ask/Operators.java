package health.lode.ask;

import java.util.List;
import java.util.Locale;
import org.apache.calcite.sql.SqlBasicCall;
import org.apache.calcite.sql.SqlBinaryOperator;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlOperator;
import org.apache.calcite.sql.SqlOperatorTable;
import org.apache.calcite.sql.fun.SqlLibraryOperators;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;
import org.apache.calcite.sql.parser.SqlParserPos;
import org.apache.calcite.sql.type.InferTypes;
import org.apache.calcite.sql.type.OperandTypes;
import org.apache.calcite.sql.type.ReturnTypes;
import org.apache.calcite.sql.type.SqlReturnTypeInference;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeTransforms;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.sql.util.SqlOperatorTables;
import org.apache.calcite.sql.util.SqlShuttle;
import org.jspecify.annotations.Nullable;

/**
 * The date functions that the field writes in several dialects, folded into a few operators of our
 * own before validation, because Calcite's own either fail to validate (date minus date) or cannot
 * be written out again.
 */
final class Operators {
  /** {@code LODE_DATE_DIFF('unit', a, b)}: how often the unit's boundary lies between a and b. */
  static final SqlFunction DATE_DIFF = dates("LODE_DATE_DIFF", ReturnTypes.BIGINT_NULLABLE, true);

  /** {@code LODE_DATE_SUB('unit', a, b)}: how many whole units lie between a and b. */
  static final SqlFunction DATE_SUB = dates("LODE_DATE_SUB", ReturnTypes.BIGINT_NULLABLE, true);

  /** {@code LODE_DATE_ADD('unit', n, d)}. */
  static final SqlFunction DATE_ADD =
      new SqlFunction(
          "LODE_DATE_ADD",
          SqlKind.OTHER_FUNCTION,
          ReturnTypes.ARG2.andThen(SqlTypeTransforms.FORCE_NULLABLE),
          InferTypes.FIRST_KNOWN,
          OperandTypes.family(
              SqlTypeFamily.CHARACTER, SqlTypeFamily.INTEGER, SqlTypeFamily.DATETIME),
          SqlFunctionCategory.TIMEDATE);

  /** {@code LODE_DATE_TRUNC('unit', d)}. */
  static final SqlFunction DATE_TRUNC =
      dates("LODE_DATE_TRUNC", ReturnTypes.ARG1.andThen(SqlTypeTransforms.FORCE_NULLABLE), false);

  /** {@code LODE_DATE_PART('unit', d)}. */
  static final SqlFunction DATE_PART = dates("LODE_DATE_PART", ReturnTypes.BIGINT_NULLABLE, false);

  private static final SqlReturnTypeInference DIFFERENCE =
      binding -> {
        boolean days =
            SqlTypeUtil.isDatetime(binding.getOperandType(0))
                && SqlTypeUtil.isDatetime(binding.getOperandType(1));
        if (days) {
          return binding
              .getTypeFactory()
              .createTypeWithNullability(
                  binding.getTypeFactory().createSqlType(SqlTypeName.BIGINT), true);
        }
        return SqlStdOperatorTable.MINUS.inferReturnType(binding);
      };

  /**
   * Minus that also takes one date from another, giving days. Its name is its own, because
   * validation looks operators up by name.
   */
  static final SqlBinaryOperator MINUS =
      new SqlBinaryOperator(
          "LODE_MINUS",
          SqlKind.MINUS,
          40,
          true,
          DIFFERENCE,
          InferTypes.FIRST_KNOWN,
          OperandTypes.or(
              OperandTypes.MINUS_OPERATOR,
              OperandTypes.family(SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME)));

  private Operators() {}

  static SqlOperatorTable table() {
    return SqlOperatorTables.chain(
        SqlStdOperatorTable.instance(),
        SqlOperatorTables.of(
            MINUS,
            DATE_DIFF,
            DATE_SUB,
            DATE_ADD,
            DATE_TRUNC,
            DATE_PART,
            SqlLibraryOperators.LEFT,
            SqlLibraryOperators.RIGHT,
            SqlLibraryOperators.CONCAT_FUNCTION,
            SqlLibraryOperators.STARTS_WITH,
            SqlLibraryOperators.ENDS_WITH,
            SqlLibraryOperators.ILIKE,
            SqlLibraryOperators.GREATEST,
            SqlLibraryOperators.LEAST,
            SqlLibraryOperators.TRY_CAST,
            SqlLibraryOperators.SAFE_CAST,
            SqlLibraryOperators.LPAD,
            SqlLibraryOperators.RPAD,
            SqlLibraryOperators.LTRIM,
            SqlLibraryOperators.RTRIM));
  }

  private static SqlFunction dates(String name, SqlReturnTypeInference type, boolean two) {
    return new SqlFunction(
        name,
        SqlKind.OTHER_FUNCTION,
        type,
        InferTypes.FIRST_KNOWN,
        two
            ? OperandTypes.family(
                SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME, SqlTypeFamily.DATETIME)
            : OperandTypes.family(SqlTypeFamily.CHARACTER, SqlTypeFamily.DATETIME),
        SqlFunctionCategory.TIMEDATE);
  }

  /** The parsed question with the dialects' spellings folded into the operators above. */
  static SqlNode fold(SqlNode question) {
    SqlNode folded = question.accept(new Folding());
    return folded == null ? question : folded;
  }

  private static final class Folding extends SqlShuttle {
    @Override
    public @Nullable SqlNode visit(SqlCall call) {
      SqlNode inner = super.visit(call);
      if (!(inner instanceof SqlBasicCall basic)) {
        return inner;
      }
      SqlParserPos at = basic.getParserPosition();
      List<SqlNode> in = basic.getOperandList();
      SqlOperator operator = basic.getOperator();
      String name = operator.getName().toUpperCase(Locale.ROOT);
      if (operator.getKind() == SqlKind.MINUS && in.size() == 2) {
        return MINUS.createCall(at, in);
      }
      return switch (name) {
        case "DATEDIFF", "DATE_DIFF" -> units(DATE_DIFF, basic, at, 3);
        case "TIMESTAMPDIFF" -> units(DATE_SUB, basic, at, 3);
        case "DATEADD", "TIMESTAMPADD" -> units(DATE_ADD, basic, at, 3);
        case "DATE_TRUNC" -> units(DATE_TRUNC, basic, at, 2);
        case "DATE_PART", "DATEPART" -> units(DATE_PART, basic, at, 2);
        case "IFNULL", "NVL", "ISNULL" ->
            in.size() == 2 ? SqlStdOperatorTable.COALESCE.createCall(at, in) : basic;
        case "LENGTH", "LEN" ->
            in.size() == 1 ? SqlStdOperatorTable.CHAR_LENGTH.createCall(at, in) : basic;
        case "SUBSTR" -> SqlStdOperatorTable.SUBSTRING.createCall(at, in);
        case "STDDEV" ->
            in.size() == 1
                ? SqlStdOperatorTable.STDDEV_SAMP.createCall(basic.getFunctionQuantifier(), at, in)
                : basic;
        case "VARIANCE" ->
            in.size() == 1
                ? SqlStdOperatorTable.VAR_SAMP.createCall(basic.getFunctionQuantifier(), at, in)
                : basic;
        default -> basic;
      };
    }

    private static SqlNode units(SqlFunction function, SqlBasicCall call, SqlParserPos at, int n) {
      List<SqlNode> in = call.getOperandList();
      if (in.size() != n) {
        return call;
      }
      String unit = unit(in.get(0));
      if (unit == null) {
        return call;
      }
      SqlNode[] operands = in.toArray(new SqlNode[0]);
      operands[0] = SqlLiteral.createCharString(unit, at);
      return function.createCall(at, operands);
    }

    private static @Nullable String unit(SqlNode node) {
      String unit = null;
      if (node instanceof SqlIntervalQualifier qualifier) {
        unit = qualifier.getUnit().name();
      } else if (node instanceof SqlIdentifier name && name.isSimple()) {
        unit = name.getSimple();
      } else if (node instanceof SqlLiteral literal && literal.getTypeName() == SqlTypeName.CHAR) {
        unit = literal.toValue();
      }
      return unit == null ? null : DateUnit.of(unit).name().toLowerCase(Locale.ROOT);
    }
  }
}
