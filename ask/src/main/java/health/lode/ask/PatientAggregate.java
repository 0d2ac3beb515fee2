package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;

/** An aggregate below the top one: over one patient's own rows, or over a reference table. */
final class PatientAggregate {
  private final Lowering lowering;
  private final Map<CorrelationId, Scalar.Scope> outer;

  PatientAggregate(Lowering lowering, Map<CorrelationId, Scalar.Scope> outer) {
    this.lowering = lowering;
    this.outer = outer;
  }

  Relation lower(Aggregate aggregate) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      throw TopAggregate.groupingSets();
    }
    Relation input = lowering.lower(aggregate.getInput(), outer);
    if (input.loose()) {
      throw Joining.loose();
    }
    boolean person = false;
    String alias = lowering.alias();
    List<String> select = new ArrayList<>();
    List<String> group = new ArrayList<>();
    List<Col> cols = new ArrayList<>();
    for (int index : aggregate.getGroupSet()) {
      Col col = input.cols().get(index);
      person |= col.key() == Access.Key.PERSON && col.total() && col.owner() == 0;
      lowering.use(col);
      group.add(alias + "." + col.name());
      select.add(alias + "." + col.name() + " AS c" + cols.size());
      cols.add(col.named("c" + cols.size()));
    }
    boolean one = input.bound() && input.owners() <= 1;
    if (!input.reference() && !one && (!person || input.owners() != 1)) {
      throw Refuse.losesPatient(
          "An aggregate below the top one mixes the rows of several patients.",
          "内层聚合混合了多位患者的行。",
          "Add person_id to its GROUP BY (and select it); only the outermost SELECT aggregates over"
              + " patients.",
          "请在其 GROUP BY 中加上 person_id（并选出它）；只有最外层的 SELECT 才能跨患者聚合。");
    }
    boolean global = group.isEmpty();
    for (AggregateCall call : aggregate.getAggCallList()) {
      cols.add(call(call, input, alias, select, cols.size()));
    }
    int owners = 0;
    if (!input.reference() && !global) {
      select.add(alias + ".p0 AS p0");
      group.add(alias + ".p0");
      owners = 1;
    }
    if (select.isEmpty()) {
      select.add("1");
    }
    String sql =
        "SELECT "
            + String.join(", ", select)
            + " FROM ("
            + input.sql()
            + ") "
            + alias
            + (global ? "" : " GROUP BY " + String.join(", ", group));
    return new Relation(sql, cols, owners, input.bound(), false);
  }

  private Col call(
      AggregateCall call, Relation input, String alias, List<String> select, int index) {
    TopAggregate.requirePlain(call);
    Nature nature = call.filterArg >= 0 ? Nature.CRAFTED : Nature.PLAIN;
    Set<String> origins = new TreeSet<>();
    String argument = "*";
    int degree = 1;
    for (int i : call.getArgList()) {
      Col col = input.cols().get(i);
      if (col.key() != Access.Key.NONE
          && call.getAggregation().getKind() != org.apache.calcite.sql.SqlKind.COUNT) {
        throw Refuse.keyMisused(col.origins().stream().findFirst().orElse("person_id"));
      }
      nature = nature.worse(col.nature());
      degree = Math.max(degree, col.degree());
      origins.addAll(col.origins());
      argument = alias + "." + col.name();
    }
    if (call.filterArg >= 0) {
      origins.addAll(input.cols().get(call.filterArg).origins());
    }
    boolean whole = EngineTypes.whole(call.getType());
    String name = call.getAggregation().getKind().name();
    String filter =
        call.filterArg < 0
            ? ""
            : " FILTER (WHERE " + alias + "." + input.cols().get(call.filterArg).name() + ")";
    String distinct = call.isDistinct() ? "DISTINCT " : "";
    String exact = whole ? argument : "TRY_CAST(" + argument + " AS DECIMAL(27,9))";
    String written =
        switch (name) {
          case "COUNT" -> "COUNT(" + distinct + argument + ")" + filter;
          case "MIN", "MAX" -> name + "(" + argument + ")" + filter;
          case "SUM" ->
              whole
                  ? "TRY_CAST(SUM(" + distinct + exact + ")" + filter + " AS BIGINT)"
                  : "SUM(" + distinct + exact + ")" + filter;
          case "SUM0" -> "COALESCE(SUM(" + exact + ")" + filter + ", 0)";
          case "AVG" -> {
            String each = "TRY_CAST(" + argument + " AS DECIMAL(27,9))";
            yield "(CAST(SUM("
                + distinct
                + each
                + ")"
                + filter
                + " AS DOUBLE) / NULLIF(COUNT("
                + distinct
                + each
                + ")"
                + filter
                + ", 0))";
          }
          default -> throw Refuse.function(name + " per patient");
        };
    select.add(written + " AS c" + index);
    if (name.equals("COUNT")) {
      nature = nature.worse(Nature.COUNTED);
    }
    return Col.value("c" + index, name.equals("COUNT"), nature, degree, origins);
  }
}
