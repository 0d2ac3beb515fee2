package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;

/** Which owners of a relation are known to be the same patient, learnt from equalities. */
final class Owners {
  private final int[] same;
  private boolean bound;
  private final List<Integer> outside = new ArrayList<>();

  private Owners(int count, boolean bound) {
    this.same = new int[count];
    for (int i = 0; i < count; i++) {
      same[i] = i;
    }
    this.bound = bound;
    if (bound && count > 0) {
      outside.add(0);
    }
  }

  static Owners of(int count, boolean bound) {
    return new Owners(count, bound);
  }

  /** Takes in the equalities of person keys that hold wherever {@code condition} is true. */
  void learn(RexNode condition, Scalar scalar) {
    for (RexNode conjunct : RelOptUtil.conjunctions(condition)) {
      if (conjunct.getKind() != SqlKind.EQUALS) {
        continue;
      }
      RexCall call = (RexCall) conjunct;
      Scalar.KeyText a = scalar.key(call.getOperands().get(0));
      Scalar.KeyText b = scalar.key(call.getOperands().get(1));
      if (a == null || b == null || a.key() != Access.Key.PERSON || b.key() != Access.Key.PERSON) {
        continue;
      }
      if (a.owner() == Col.OUTSIDE && b.owner() >= 0) {
        outside.add(b.owner());
        bound = true;
      } else if (b.owner() == Col.OUTSIDE && a.owner() >= 0) {
        outside.add(a.owner());
        bound = true;
      } else if (a.owner() >= 0 && b.owner() >= 0) {
        merge(a.owner(), b.owner());
      }
    }
    for (int i = 1; i < outside.size(); i++) {
      merge(outside.get(0), outside.get(i));
    }
  }

  void merge(int a, int b) {
    int low = Math.min(same[a], same[b]);
    int high = Math.max(same[a], same[b]);
    for (int i = 0; i < same.length; i++) {
      if (same[i] == high) {
        same[i] = low;
      }
    }
  }

  boolean together(int a, int b) {
    return same[a] == same[b];
  }

  /** One owner per patient, the bound one first. */
  List<Integer> representatives() {
    List<Integer> kept = new ArrayList<>();
    if (!outside.isEmpty()) {
      kept.add(same[outside.get(0)]);
    }
    for (int i = 0; i < same.length; i++) {
      if (same[i] == i && !kept.contains(i)) {
        kept.add(i);
      }
    }
    return kept;
  }

  boolean bound() {
    return bound;
  }

  Col renumbered(Col col) {
    return col.key() == Access.Key.PERSON && col.owner() >= 0
        ? col.owned(representatives().indexOf(same[col.owner()]))
        : col;
  }
}
