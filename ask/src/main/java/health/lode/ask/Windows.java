package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexFieldCollation;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexWindow;
import org.apache.calcite.rex.RexWindowBound;

/** Window functions over one patient's own rows. */
final class Windows {
  private static final Set<String> ALLOWED =
      Set.of(
          "ROW_NUMBER",
          "RANK",
          "DENSE_RANK",
          "LAG",
          "LEAD",
          "FIRST_VALUE",
          "LAST_VALUE",
          "COUNT",
          "SUM",
          "MIN",
          "MAX");

  private final Relation input;

  Windows(Relation input) {
    this.input = input;
  }

  String sql(RexOver over, Scalar scalar) {
    RexWindow window = over.getWindow();
    List<String> partition = new ArrayList<>();
    boolean person = input.reference();
    for (RexNode node : window.partitionKeys) {
      Scalar.KeyText key = scalar.key(node);
      person |= key != null && key.key() == Access.Key.PERSON && key.total() && key.owner() >= 0;
      partition.add(key == null ? scalar.sql(node) : key.sql());
    }
    if (!person || input.owners() > 1) {
      throw Refuse.losesPatient(
          "A window runs over the rows of several patients.",
          "窗口函数跨越了多位患者的行。",
          "Add PARTITION BY person_id.",
          "请加上 PARTITION BY person_id。");
    }
    String name = over.getAggOperator().getName().toUpperCase(Locale.ROOT);
    if (name.equals("$SUM0")) {
      return "COALESCE(" + text("SUM", over, scalar, window, partition) + ", 0)";
    }
    if (!ALLOWED.contains(name)) {
      throw Refuse.function(name + " OVER");
    }
    return text(name, over, scalar, window, partition);
  }

  private static String text(
      String name, RexOver over, Scalar scalar, RexWindow window, List<String> partition) {
    List<String> arguments = new ArrayList<>();
    for (RexNode node : over.getOperands()) {
      Scalar.KeyText key = name.equals("COUNT") ? scalar.key(node) : null;
      String written = key == null ? scalar.sql(node) : key.sql();
      boolean fraction = name.equals("SUM") && !EngineTypes.whole(node.getType());
      arguments.add(fraction ? "TRY_CAST(" + written + " AS DECIMAL(27,9))" : written);
    }
    if (over.isDistinct()) {
      throw Refuse.function(name + "(DISTINCT) OVER");
    }
    String inner = arguments.isEmpty() && name.equals("COUNT") ? "*" : String.join(", ", arguments);
    StringBuilder out = new StringBuilder(name).append('(').append(inner).append(") OVER (");
    if (!partition.isEmpty()) {
      out.append("PARTITION BY ").append(String.join(", ", partition));
    }
    List<String> order = new ArrayList<>();
    for (RexFieldCollation item : window.orderKeys) {
      Scalar.KeyText key = scalar.key(item.left);
      order.add(
          (key == null ? scalar.sql(item.left) : key.sql())
              + (item.getDirection().isDescending() ? " DESC" : " ASC")
              + (item.getNullDirection() == RelFieldCollation.NullDirection.FIRST
                  ? " NULLS FIRST"
                  : " NULLS LAST"));
    }
    if (!order.isEmpty()) {
      out.append(" ORDER BY ").append(String.join(", ", order));
      if (!Set.of("ROW_NUMBER", "RANK", "DENSE_RANK", "LAG", "LEAD").contains(name)) {
        out.append(window.isRows() ? " ROWS BETWEEN " : " RANGE BETWEEN ");
        out.append(bound(window.getLowerBound(), window)).append(" AND ");
        out.append(bound(window.getUpperBound(), window));
      }
    }
    return out.append(')').toString();
  }

  private static String bound(RexWindowBound bound, RexWindow window) {
    if (bound.isCurrentRow()) {
      return "CURRENT ROW";
    }
    String side = bound.isPreceding() ? " PRECEDING" : " FOLLOWING";
    if (bound.isUnbounded()) {
      return "UNBOUNDED" + side;
    }
    Integer offset =
        bound.getOffset() instanceof RexLiteral literal ? literal.getValueAs(Integer.class) : null;
    if (offset == null || offset < 0 || !window.isRows()) {
      throw Refuse.notSupported(
          "this window frame", "Use ROWS with constant bounds.", "请使用常数边界的 ROWS。");
    }
    return offset + side;
  }
}
