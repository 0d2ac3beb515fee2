package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexCorrelVariable;
import org.apache.calcite.rex.RexFieldAccess;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Writes one row expression in the engine's SQL, from the list of functions that are total: no
 * value of any row may raise an error, because an error is an oracle. What is not on the list is
 * refused.
 */
final class Scalar {
  /** A key expression: its SQL and what it identifies. */
  record KeyText(String sql, Access.Key key, int owner, boolean total) {}

  /** Columns reachable under an alias: a relation in FROM, or the row of an enclosing question. */
  record Scope(String alias, List<Col> cols) {}

  private final RexBuilder rex;
  private final List<Scope> inputs;
  private final Map<CorrelationId, Scope> outer;
  private final @Nullable Beside beside;
  private final Set<String> origins = new TreeSet<>();
  private int guards;

  /**
   * @param beside what may stand beside the rows; null where subqueries and windows may not
   */
  Scalar(
      RexBuilder rex,
      List<Scope> inputs,
      Map<CorrelationId, Scope> outer,
      @Nullable Beside beside) {
    this.rex = rex;
    this.inputs = List.copyOf(inputs);
    this.outer = Map.copyOf(outer);
    this.beside = beside;
  }

  /** The stored columns that the expressions written so far were made of. */
  Set<String> origins() {
    return origins;
  }

  Col column(int index) {
    int i = index;
    for (Scope scope : inputs) {
      if (i < scope.cols().size()) {
        Col col = scope.cols().get(i);
        return col.named(scope.alias() + "." + col.name());
      }
      i -= scope.cols().size();
    }
    throw new IllegalStateException("column " + index + " of " + inputs.size() + " inputs");
  }

  private @Nullable Col reached(RexNode node) {
    if (node instanceof RexInputRef ref) {
      return column(ref.getIndex());
    }
    if (node instanceof RexFieldAccess field
        && field.getReferenceExpr() instanceof RexCorrelVariable variable) {
      Scope scope = outer.get(variable.id);
      if (scope == null) {
        throw Refuse.notSupported(
            "a subquery in this place", "Write it as a join on person_id.", "请改写为按 person_id 的连接。");
      }
      Col col = scope.cols().get(field.getField().getIndex());
      Col named = col.named(scope.alias() + "." + col.name());
      return col.key() == Access.Key.PERSON ? named.owned(Col.OUTSIDE) : named;
    }
    return null;
  }

  /** {@code node} as a key, or null if it is none: a key column, cast, or chosen by CASE. */
  @Nullable KeyText key(RexNode node) {
    Col col = reached(node);
    if (col != null) {
      if (col.key() == Access.Key.NONE) {
        return null;
      }
      origins.addAll(col.origins());
      return new KeyText(col.name(), col.key(), col.owner(), col.total());
    }
    if (!(node instanceof RexCall call)) {
      return null;
    }
    if (call.getKind() == SqlKind.CAST && SqlTypeName.INT_TYPES.contains(sqlType(call))) {
      return key(call.getOperands().get(0));
    }
    return call.getKind() == SqlKind.CASE ? keyCase(call) : null;
  }

  private @Nullable KeyText keyCase(RexCall call) {
    List<RexNode> in = call.getOperands();
    KeyText found = null;
    List<String> branches = new ArrayList<>();
    for (int i = 0; i < in.size(); i++) {
      boolean value = i % 2 == 1 || i == in.size() - 1;
      if (!value) {
        continue;
      }
      if (isNull(in.get(i))) {
        branches.add("NULL");
        continue;
      }
      KeyText key = key(in.get(i));
      if (key == null
          || (found != null && (found.key() != key.key() || found.owner() != key.owner()))) {
        return null;
      }
      found = key;
      branches.add(key.sql());
    }
    if (found == null) {
      return null;
    }
    StringBuilder out = new StringBuilder("CASE");
    for (int i = 0; i + 1 < in.size(); i += 2) {
      out.append(" WHEN ").append(sql(in.get(i))).append(" THEN ").append(branches.get(i / 2));
    }
    out.append(" ELSE ").append(branches.get(branches.size() - 1)).append(" END");
    return new KeyText("(" + out + ")", found.key(), found.owner(), false);
  }

  static boolean isNull(RexNode node) {
    return (node instanceof RexLiteral literal && literal.isNull())
        || (node.getKind() == SqlKind.CAST && isNull(((RexCall) node).getOperands().get(0)));
  }

  /** {@code node} as a value; a key anywhere in it is refused. */
  String sql(RexNode node) {
    Col col = reached(node);
    if (col != null) {
      if (col.key() != Access.Key.NONE) {
        throw Refuse.keyMisused(col.origins().stream().findFirst().orElse("person_id"));
      }
      origins.addAll(col.origins());
      return col.name();
    }
    if (node instanceof RexLiteral literal) {
      return Literals.sql(literal);
    }
    if (node instanceof RexSubQuery sub) {
      if (beside == null) {
        throw Refuse.notSupported(
            "a subquery in this place",
            "Put it in WHERE of the patients' rows, or ask it as its own question.",
            "请把它放在患者行的 WHERE 中，或另提一个问题。");
      }
      return beside.subQuery(sub, this, guards > 0);
    }
    if (node instanceof RexOver over) {
      if (beside == null) {
        throw Refuse.notSupported(
            "a window over the aggregated answer",
            "Use windows in a subquery, partitioned by person_id.",
            "窗口函数只能用在子查询中，并按 person_id 分区。");
      }
      return beside.window(over, this, guards > 0);
    }
    if (node instanceof RexCall call) {
      return call(call);
    }
    throw Refuse.notSupported("an expression", "Write it more simply.", "请写得简单些。");
  }

  private String call(RexCall call) {
    List<RexNode> in = call.getOperands();
    switch (call.getKind()) {
      case EQUALS,
          NOT_EQUALS,
          LESS_THAN,
          LESS_THAN_OR_EQUAL,
          GREATER_THAN,
          GREATER_THAN_OR_EQUAL, //
          IS_DISTINCT_FROM,
          IS_NOT_DISTINCT_FROM -> {
        return comparison(call);
      }
      case IS_NULL, IS_NOT_NULL -> {
        KeyText key = key(in.get(0));
        String operand = key == null ? sql(in.get(0)) : key.sql();
        return "(" + operand + (call.getKind() == SqlKind.IS_NULL ? " IS NULL)" : " IS NOT NULL)");
      }
      case IS_TRUE, IS_NOT_FALSE, IS_FALSE, IS_NOT_TRUE -> {
        return "(" + sql(in.get(0)) + " " + call.getKind().name().replace('_', ' ') + ")";
      }
      case AND, OR -> {
        List<String> parts = new ArrayList<>();
        in.forEach(part -> parts.add(sql(part)));
        return "(" + String.join(" " + call.getKind().name() + " ", parts) + ")";
      }
      case NOT -> {
        return "(NOT " + sql(in.get(0)) + ")";
      }
      case SEARCH -> {
        return sql(RexUtil.expandSearch(rex, null, call));
      }
      case CASE -> {
        StringBuilder out = new StringBuilder("(CASE");
        for (int i = 0; i + 1 < in.size(); i += 2) {
          out.append(" WHEN ").append(sql(in.get(i))).append(" THEN ").append(sql(in.get(i + 1)));
        }
        return out.append(" ELSE ").append(sql(in.get(in.size() - 1))).append(" END)").toString();
      }
      case CAST, SAFE_CAST -> {
        return cast(call);
      }
      case PLUS, MINUS, TIMES, DIVIDE, MOD, MINUS_PREFIX, PLUS_PREFIX -> {
        return guarded(() -> Arithmetic.sql(call, this::sql));
      }
      case LIKE -> {
        String escape = in.size() > 2 ? " ESCAPE " + sql(in.get(2)) : "";
        // Both LIKE and ILIKE have kind LIKE; only the name tells them apart.
        boolean not = call.getOperator().getName().startsWith("NOT ");
        String word = call.getOperator().getName().endsWith("ILIKE") ? "ILIKE" : "LIKE";
        requireEscape(in);
        return "("
            + sql(in.get(0))
            + (not ? " NOT " : " ")
            + word
            + " "
            + sql(in.get(1))
            + escape
            + ")";
      }
      default -> {
        return guarded(() -> Functions.sql(call, this::sql));
      }
    }
  }

  /** Writes what stands inside the engine's TRY. */
  private String guarded(Supplier<String> write) {
    guards++;
    try {
      return write.get();
    } finally {
      guards--;
    }
  }

  /** An escape must be one literal character: the engine raises an error for any other. */
  private static void requireEscape(List<RexNode> in) {
    if (in.size() <= 2) {
      return;
    }
    String escape = in.get(2) instanceof RexLiteral l ? l.getValueAs(String.class) : null;
    String pattern = in.get(1) instanceof RexLiteral l ? l.getValueAs(String.class) : null;
    boolean fits =
        escape != null
            && escape.length() == 1
            && pattern != null
            && !pattern.replace(escape + escape, "").endsWith(escape)
            && pattern
                .replace(escape + escape, "")
                .matches("(?s)(?:[^" + quoted(escape) + "]|" + quoted(escape) + "[%_])*");
    if (!fits) {
      throw Refuse.notSupported(
          "this ESCAPE", "Escape only % and _ with one character.", "只能用一个字符转义 % 和 _。");
    }
  }

  private static String quoted(String text) {
    return "\\"
        + (Character.isLetterOrDigit(text.charAt(0))
            ? "x" + Integer.toHexString(text.charAt(0))
            : text);
  }

  private String comparison(RexCall call) {
    RexNode a = call.getOperands().get(0);
    RexNode b = call.getOperands().get(1);
    KeyText left = key(a);
    KeyText right = key(b);
    String word =
        switch (call.getKind()) {
          case NOT_EQUALS -> "<>";
          case IS_DISTINCT_FROM -> "IS DISTINCT FROM";
          case IS_NOT_DISTINCT_FROM -> "IS NOT DISTINCT FROM";
          default -> call.getKind().sql;
        };
    if (left == null && right == null) {
      return "(" + sql(a) + " " + word + " " + sql(b) + ")";
    }
    if (left == null || right == null || left.key() != right.key()) {
      throw Refuse.keyMisused("person_id");
    }
    if (call.getKind() != SqlKind.EQUALS && left.key() != Access.Key.ROW) {
      throw Refuse.keyMisused("person_id");
    }
    return "(" + left.sql() + " " + word + " " + right.sql() + ")";
  }

  private String cast(RexCall call) {
    RexNode operand = call.getOperands().get(0);
    RelDataType from = operand.getType();
    RelDataType to = call.getType();
    if (from.getSqlTypeName() == to.getSqlTypeName()
        && to.getSqlTypeName() != SqlTypeName.DECIMAL
        && to.getSqlTypeName() != SqlTypeName.VARCHAR
        && to.getSqlTypeName() != SqlTypeName.CHAR) {
      return sql(operand);
    }
    if (from.getSqlTypeName() == SqlTypeName.BOOLEAN && SqlTypeFamily.NUMERIC.contains(to)) {
      return "(CASE WHEN " + sql(operand) + " THEN 1 WHEN NOT " + sql(operand) + " THEN 0 END)";
    }
    return "TRY_CAST(" + sql(operand) + " AS " + EngineTypes.name(to) + ")";
  }

  private static SqlTypeName sqlType(RexNode node) {
    return node.getType().getSqlTypeName();
  }

  /** Lower-case name of a call's operator, for messages. */
  static String operatorName(RexCall call) {
    return call.getOperator().getName().toLowerCase(Locale.ROOT);
  }
}
