package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexSubQuery;

/**
 * EXISTS, IN and scalar subqueries beside a patient's row. Each may look at that same patient's
 * rows or at reference tables, never at another patient's.
 */
final class SubQueries {
  private final Lowering lowering;
  private final Map<CorrelationId, Scalar.Scope> reach;
  private final int owners;

  /**
   * @param owners how many patients the row beside the subquery belongs to
   */
  SubQueries(Lowering lowering, Map<CorrelationId, Scalar.Scope> reach, int owners) {
    this.lowering = lowering;
    this.reach = reach;
    this.owners = owners;
  }

  String sql(RexSubQuery sub, Scalar scalar) {
    Relation inner = lowering.lower(sub.rel, reach);
    // A second patient inside, not joined to the first, would decide as well.
    if (inner.loose() || inner.owners() > 1 || (!inner.reference() && owners != 1)) {
      throw lost();
    }
    return switch (sub.getKind()) {
      case EXISTS -> {
        requireSamePatient(inner);
        yield "EXISTS (" + inner.sql() + ")";
      }
      case IN -> in(sub, inner, scalar);
      case SCALAR_QUERY -> {
        requireSamePatient(inner);
        requireOneRow(sub.rel);
        lowering.use(inner.cols().get(0));
        yield "(SELECT c0 FROM (" + inner.sql() + ") " + lowering.alias() + ")";
      }
      default ->
          throw Refuse.notSupported(
              "this kind of subquery", "Use EXISTS, IN or a join.", "请使用 EXISTS、IN 或连接。");
    };
  }

  private String in(RexSubQuery sub, Relation inner, Scalar scalar) {
    List<String> operands = new ArrayList<>();
    StringBuilder columns = new StringBuilder();
    boolean samePatient = inner.bound() || inner.reference();
    for (int i = 0; i < sub.getOperands().size(); i++) {
      RexNode operand = sub.getOperands().get(i);
      Col column = inner.cols().get(i);
      Scalar.KeyText key = scalar.key(operand);
      if ((key == null) != (column.key() == Access.Key.NONE)
          || (key != null && key.key() != column.key())) {
        throw Refuse.keyMisused("person_id");
      }
      samePatient |=
          key != null
              && key.key() == Access.Key.PERSON
              && key.owner() >= 0
              && column.total()
              && inner.owners() == 1;
      operands.add(key == null ? scalar.sql(operand) : key.sql());
      columns.append(i == 0 ? "" : ", ").append("c").append(i);
      lowering.use(column);
    }
    if (!samePatient) {
      throw lost();
    }
    String left = operands.size() == 1 ? operands.get(0) : "(" + String.join(", ", operands) + ")";
    return "("
        + left
        + " IN (SELECT "
        + columns
        + " FROM ("
        + inner.sql()
        + ") "
        + lowering.alias()
        + "))";
  }

  private static void requireSamePatient(Relation inner) {
    if (!inner.reference() && !inner.bound()) {
      throw lost();
    }
  }

  /** A scalar subquery of two rows would be an error, and an error is an oracle. */
  private static void requireOneRow(RelNode rel) {
    RelNode top = rel;
    while (top instanceof Project project) {
      top = project.getInput();
    }
    if (!(top instanceof Aggregate aggregate) || !aggregate.getGroupSet().isEmpty()) {
      throw Refuse.notSupported(
          "a scalar subquery that may return several rows",
          "Aggregate in it, for example (SELECT MIN(x) …), or join.",
          "请在其中聚合，例如 (SELECT MIN(x) …)，或改用连接。");
    }
  }

  private static health.lode.refusal.RefusedException lost() {
    return Refuse.losesPatient(
        "A subquery looks at other patients' rows than the one it stands beside.",
        "子查询会查看当前患者以外的其他患者的行。",
        "Correlate it: WHERE inner.person_id = outer.person_id, or use person_id IN (SELECT"
            + " person_id …).",
        "请加上关联：WHERE inner.person_id = outer.person_id，或使用 person_id IN (SELECT person_id …)。");
  }
}
