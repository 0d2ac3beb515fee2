package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Joins of traced relations. */
final class Joining {
  private final Lowering lowering;
  private final Map<CorrelationId, Scalar.Scope> outer;

  Joining(Lowering lowering, Map<CorrelationId, Scalar.Scope> outer) {
    this.lowering = lowering;
    this.outer = outer;
  }

  Relation join(Relation left, Relation right, JoinRelType type, RexNode condition) {
    if (left.bound() && right.bound()) {
      throw Refuse.notSupported(
          "a join of two correlated subqueries", "Correlate after the join.", "请在连接之后再关联。");
    }
    String l = lowering.alias();
    String r = lowering.alias();
    int offset = left.owners();
    List<Col> rightCols = new ArrayList<>();
    for (Col col : right.cols()) {
      boolean person = col.key() == Access.Key.PERSON && col.owner() >= 0;
      rightCols.add(person ? col.owned(col.owner() + offset) : col);
    }
    Scalar scalar =
        new Scalar(
            lowering.rex(),
            List.of(new Scalar.Scope(l, left.cols()), new Scalar.Scope(r, rightCols)),
            outer,
            null);
    if (left.loose() || right.loose()) {
      requireKey(left, right, condition, scalar);
    }
    String on = scalar.sql(condition);
    lowering.use(scalar);
    Owners owners = Owners.of(left.owners() + right.owners(), left.bound());
    owners.learn(condition, scalar);
    if (type != JoinRelType.INNER) {
      outerJoin(left, right, type, owners);
    } else if (right.bound()) {
      throw Refuse.notSupported(
          "a correlated subquery in this place",
          "Put the correlation in WHERE.",
          "请把关联条件写在 WHERE 中。");
    }

    StringBuilder sql = new StringBuilder("SELECT ");
    List<Col> cols = new ArrayList<>();
    // After an outer join only the kept side's owner is there; the other, where present, equals it.
    for (Col col : left.cols()) {
      sql.append(l).append('.').append(col.name()).append(" AS c").append(cols.size()).append(", ");
      Col kept = type.generatesNullsOnLeft() ? col.optional() : col;
      cols.add(owners.renumbered(kept.named("c" + cols.size())));
    }
    for (Col col : rightCols) {
      sql.append(r).append('.').append(col.name()).append(" AS c").append(cols.size()).append(", ");
      Col kept = type.generatesNullsOnRight() ? col.optional() : col;
      cols.add(owners.renumbered(kept.named("c" + cols.size())));
    }
    List<Integer> kept = owners.representatives();
    for (int i = 0; i < kept.size(); i++) {
      sql.append(owner(kept.get(i), offset, l, r, type, left, right));
      sql.append(" AS p").append(i).append(", ");
    }
    sql.setLength(sql.length() - 2);
    sql.append(" FROM (").append(left.sql()).append(") ").append(l);
    sql.append(' ')
        .append(type.name())
        .append(" JOIN (")
        .append(right.sql())
        .append(") ")
        .append(r);
    sql.append(" ON ").append(on);
    return new Relation(sql.toString(), cols, kept.size(), owners.bound(), false);
  }

  /** A row of addresses or wards is reached by its key, from a patient's row. */
  private static void requireKey(Relation left, Relation right, RexNode condition, Scalar scalar) {
    boolean reached = false;
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      if (conjunct.getKind() == SqlKind.EQUALS && conjunct instanceof RexCall call) {
        RexNode a = call.getOperands().get(0);
        RexNode b = call.getOperands().get(1);
        int width = left.cols().size();
        boolean across =
            a instanceof RexInputRef x
                && b instanceof RexInputRef y
                && (x.getIndex() < width) != (y.getIndex() < width);
        Scalar.KeyText left1 = scalar.key(a);
        Scalar.KeyText right1 = scalar.key(b);
        reached |=
            across
                && left1 != null
                && right1 != null
                && left1.key() == Access.Key.ROW
                && right1.key() == Access.Key.ROW;
      }
    }
    boolean patient = left.loose() ? right.owners() > 0 : left.owners() > 0;
    if (!reached || !patient || (left.loose() && right.loose())) {
      throw loose();
    }
  }

  static health.lode.refusal.RefusedException loose() {
    return Refuse.losesPatient(
        "Addresses, wards and providers are read only from a patient's row, by their key.",
        "地址、科室和医务人员表只能从患者的行按键连接读取。",
        "Write person p JOIN location l ON l.location_id = p.location_id.",
        "请写成 person p JOIN location l ON l.location_id = p.location_id。");
  }

  private static String owner(
      int owner, int offset, String l, String r, JoinRelType type, Relation left, Relation right) {
    if (type == JoinRelType.FULL && left.owners() == 1 && right.owners() == 1) {
      return "COALESCE(" + l + ".p0, " + r + ".p0)";
    }
    if (type == JoinRelType.RIGHT && right.owners() == 1 && left.owners() == 1) {
      return r + ".p0";
    }
    return owner < offset ? l + ".p" + owner : r + ".p" + (owner - offset);
  }

  /**
   * The side whose rows may be missing must be a reference table or the same patient as the kept
   * side by the join's own condition; a condition in WHERE would come too late to trust.
   */
  private static void outerJoin(Relation left, Relation right, JoinRelType type, Owners owners) {
    boolean leftKept = type == JoinRelType.LEFT || type == JoinRelType.FULL;
    boolean rightKept = type == JoinRelType.RIGHT || type == JoinRelType.FULL;
    if ((leftKept && left.owners() == 0 && right.owners() > 0)
        || (rightKept && right.owners() == 0 && left.owners() > 0)
        || left.bound()
        || right.bound()) {
      throw Refuse.losesPatient(
          "This outer join keeps rows that belong to no patient.",
          "此外连接会保留不属于任何患者的行。",
          "Start from the patients' table: person LEFT JOIN … or use INNER JOIN.",
          "请以患者表开头：person LEFT JOIN …，或使用 INNER JOIN。");
    }
    if (left.owners() == 0 || right.owners() == 0) {
      return;
    }
    boolean joined = right.owners() == 1 || left.owners() == 1;
    boolean tied = false;
    for (int i = 0; i < left.owners(); i++) {
      for (int j = 0; j < right.owners(); j++) {
        tied |= owners.together(i, left.owners() + j);
      }
    }
    if (type == JoinRelType.LEFT) {
      joined = right.owners() == 1;
    } else {
      joined &= right.owners() == 1 && left.owners() == 1;
    }
    if (!joined || !tied) {
      throw untied();
    }
  }

  static health.lode.refusal.RefusedException untied() {
    return Refuse.losesPatient(
        "Two tables of patients are joined without their person_id being equal, so a row would belong"
            + " to two patients.",
        "两张患者表在连接时没有要求 person_id 相等，一行会同属两位患者。",
        "Add AND a.person_id = b.person_id to the join's ON condition.",
        "请在连接的 ON 条件中加上 AND a.person_id = b.person_id。");
  }
}
