package health.lode.ask;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexSubQuery;

/**
 * What may stand beside one relation's rows in an expression: subqueries and windows. Those that
 * would stand inside TRY, which the engine does not take, are lifted into columns of the rows
 * first.
 */
final class Beside {
  private final SubQueries subQueries;
  private final Windows windows;
  private final boolean windowsAllowed;
  private final String alias;
  private final List<String> lifted = new ArrayList<>();

  private Beside(SubQueries subQueries, Windows windows, boolean windowsAllowed, String alias) {
    this.subQueries = subQueries;
    this.windows = windows;
    this.windowsAllowed = windowsAllowed;
    this.alias = alias;
  }

  /**
   * Subqueries only, as WHERE has them.
   *
   * @param owners how many patients a row belongs to, once the condition holds
   */
  static Beside condition(
      Lowering lowering,
      Set<CorrelationId> variables,
      Scalar.Scope scope,
      int owners,
      Relation input) {
    return new Beside(
        new SubQueries(lowering, reach(variables, scope), owners),
        new Windows(input),
        false,
        scope.alias());
  }

  /** Subqueries and windows, as SELECT has them. */
  static Beside projection(
      Lowering lowering, Set<CorrelationId> variables, Scalar.Scope scope, Relation input) {
    return new Beside(
        new SubQueries(lowering, reach(variables, scope), input.owners()),
        new Windows(input),
        true,
        scope.alias());
  }

  /**
   * What a subquery may refer to: the row it stands beside and no row further out, so that "its
   * patient" has one meaning.
   */
  private static Map<CorrelationId, Scalar.Scope> reach(
      Set<CorrelationId> variables, Scalar.Scope scope) {
    Map<CorrelationId, Scalar.Scope> reach = new HashMap<>();
    variables.forEach(variable -> reach.put(variable, scope));
    return reach;
  }

  String subQuery(RexSubQuery sub, Scalar scalar, boolean guarded) {
    return placed(subQueries.sql(sub, scalar), guarded);
  }

  String window(RexOver over, Scalar scalar, boolean guarded) {
    if (!windowsAllowed) {
      throw Refuse.notSupported(
          "a window in a condition",
          "Put the window into a subquery's SELECT and compare there.",
          "请把窗口函数放进子查询的 SELECT，再在外层比较。");
    }
    return placed(windows.sql(over, scalar), guarded);
  }

  private String placed(String sql, boolean guarded) {
    if (!guarded) {
      return sql;
    }
    int at = lifted.indexOf(sql);
    if (at < 0) {
      at = lifted.size();
      lifted.add(sql);
    }
    return alias + ".s" + at;
  }

  /** The FROM item that has the rows and what was lifted. */
  String from(Relation input) {
    String plain = "(" + input.sql() + ") " + alias;
    if (lifted.isEmpty()) {
      return plain;
    }
    StringBuilder sql = new StringBuilder("(SELECT ").append(alias).append(".*");
    for (int i = 0; i < lifted.size(); i++) {
      sql.append(", ").append(lifted.get(i)).append(" AS s").append(i);
    }
    return sql.append(" FROM ").append(plain).append(") ").append(alias).toString();
  }
}
