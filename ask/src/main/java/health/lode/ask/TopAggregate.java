package health.lode.ask;

import health.lode.refusal.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.calcite.plan.RelOptUtil;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexOver;
import org.apache.calcite.rex.RexUtil;
import org.apache.calcite.sql.SqlKind;

/**
 * The aggregate over patients: writes the rows below it with one column per key and per aggregated
 * value, the owner, and the signature that the disclosure gate counts patients by.
 */
final class TopAggregate {
  private static final String SQUARE_LIMIT = "1000000000";

  private final Lowering lowering;
  private final List<String> select = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<Figure> figures = new ArrayList<>();

  TopAggregate(Lowering lowering) {
    this.lowering = lowering;
  }

  /**
   * @param keys how many group keys; columns k0… of {@code base}
   * @param base SQL of the rows, with k…, p, v… and sig
   */
  record Result(int keys, List<Figure> figures, int tokens, String base) {}

  Result lower(Aggregate aggregate) {
    if (aggregate.getGroupType() != Aggregate.Group.SIMPLE) {
      throw groupingSets();
    }
    RelNode below = aggregate.getInput();
    List<RexNode> exprs = new ArrayList<>();
    Set<CorrelationId> variables = Set.of();
    if (below instanceof Project project) {
      exprs.addAll(project.getProjects());
      variables = project.getVariablesSet();
      below = project.getInput();
      while (below instanceof Project inner && plain(exprs) && plain(inner.getProjects())) {
        exprs = new ArrayList<>(RelOptUtil.pushPastProject(exprs, inner));
        below = inner.getInput();
      }
    } else {
      for (int i = 0; i < below.getRowType().getFieldCount(); i++) {
        exprs.add(lowering.rex().makeInputRef(below, i));
      }
    }
    Relation input = lowering.lower(below, Map.of());
    if (input.loose() || input.reference()) {
      throw Refuse.losesPatient(
          "The question reads no patient's rows.",
          "该问题没有读取任何患者的行。",
          "Select from person or from an event table.",
          "请从 person 表或事件表中查询。");
    }
    if (input.owners() != 1) {
      throw Joining.untied();
    }
    String alias = lowering.alias();
    Scalar.Scope scope = new Scalar.Scope(alias, input.cols());
    Beside beside = Beside.projection(lowering, variables, scope, input);
    Rows rows = new Rows(exprs, scope, beside);
    int keys = 0;
    for (int index : aggregate.getGroupSet()) {
      Lowering.Computed key = rows.computed(index);
      if (key.col().key() != Access.Key.NONE) {
        throw Refuse.keyMisused("GROUP BY " + first(key.col()));
      }
      lowering.use(key.col());
      select.add(key.sql() + " AS k" + keys++);
    }
    select.add(alias + ".p0 AS p");
    for (AggregateCall call : aggregate.getAggCallList()) {
      figures.add(figure(call, rows));
    }
    if (!tokens.isEmpty()) {
      select.add("concat_ws('|', " + String.join(", ", tokens) + ") AS sig");
    }
    String base = "SELECT " + String.join(", ", select) + " FROM " + beside.from(input);
    return new Result(keys, List.copyOf(figures), tokens.size(), base);
  }

  /** The expressions just below the aggregate, over the traced rows. */
  private final class Rows {
    private final List<RexNode> exprs;
    private final Scalar.Scope scope;
    private final Beside beside;

    Rows(List<RexNode> exprs, Scalar.Scope scope, Beside beside) {
      this.exprs = exprs;
      this.scope = scope;
      this.beside = beside;
    }

    Lowering.Computed computed(int index) {
      return lowering.compute(exprs.get(index), scope, Map.of(), beside);
    }

    List<String> measured(int index) {
      RexNode expr = exprs.get(index);
      boolean direct = plain(List.of(expr));
      // A window or subquery cannot be taken apart: any of its values may be a yes or no.
      return direct
          ? Measure.of(expr, new Scalar(lowering.rex(), List.of(scope), Map.of(), null)).tokens()
          : List.of("CAST(hash(" + computed(index).sql() + ") AS VARCHAR)");
    }
  }

  private static boolean plain(List<RexNode> exprs) {
    return !RexOver.containsOver(exprs, null)
        && exprs.stream().noneMatch(e -> RexUtil.SubQueryFinder.find(e) != null);
  }

  private Figure figure(AggregateCall call, Rows rows) {
    requirePlain(call);
    int index = figures.size();
    String v = "v" + index;
    List<Integer> own = new ArrayList<>();
    String filter = null;
    if (call.filterArg >= 0) {
      Lowering.Computed condition = rows.computed(call.filterArg);
      lowering.use(condition.col());
      filter = condition.sql();
      own.add(token("(CASE WHEN " + filter + " THEN '1' ELSE '0' END)"));
    }
    SqlKind kind = call.getAggregation().getKind();
    if (kind == SqlKind.COUNT && call.getArgList().isEmpty()) {
      if (filter == null) {
        return new Figure(Figure.Kind.ROWS, true, own);
      }
      select.add("CASE WHEN " + filter + " THEN 1 END AS " + v);
      return new Figure(Figure.Kind.VALUES, true, own);
    }
    if (call.getArgList().size() != 1) {
      throw Refuse.notSupported(
          "an aggregate of several columns", "Aggregate one column at a time.", "请一次只聚合一列。");
    }
    int argument = call.getArgList().get(0);
    Lowering.Computed computed = rows.computed(argument);
    Col col = computed.col();
    lowering.use(col);
    String value =
        filter == null
            ? computed.sql()
            : "CASE WHEN " + filter + " THEN " + computed.sql() + " END";
    if (kind == SqlKind.COUNT) {
      if (!col.total()) {
        own.add(token(Measure.missing(computed.sql())));
      }
      select.add(value + " AS " + v);
      return new Figure(counted(call, col), true, own);
    }
    if (call.isDistinct()) {
      throw distinct(kind.name());
    }
    if (col.key() != Access.Key.NONE) {
      throw Refuse.keyMisused(kind.name() + "(" + first(col) + ")");
    }
    rows.measured(argument).forEach(text -> own.add(token(text)));
    return summed(kind, call, rows.exprs.get(argument), value, v, own);
  }

  private Figure summed(
      SqlKind kind, AggregateCall call, RexNode expr, String value, String v, List<Integer> own) {
    Figure.Kind figure =
        switch (kind) {
          case SUM, SUM0 -> Figure.Kind.SUM;
          case AVG -> Figure.Kind.AVG;
          case STDDEV_SAMP -> Figure.Kind.STDDEV_SAMP;
          case STDDEV_POP -> Figure.Kind.STDDEV_POP;
          case VAR_SAMP -> Figure.Kind.VAR_SAMP;
          case VAR_POP -> Figure.Kind.VAR_POP;
          case MIN, MAX, ANY_VALUE -> throw extreme(kind.name());
          default ->
              throw Refuse.function(call.getAggregation().getName().toUpperCase(Locale.ROOT));
        };
    boolean whole = EngineTypes.whole(expr.getType()) && !figure.squares();
    String exact =
        whole
            ? "TRY_CAST(" + value + " AS BIGINT)"
            : figure.squares()
                ? "CASE WHEN abs(TRY_CAST("
                    + value
                    + " AS DECIMAL(27,9))) < "
                    + SQUARE_LIMIT
                    + " THEN TRY_CAST("
                    + value
                    + " AS DECIMAL(18,6)) END"
                : "TRY_CAST(" + value + " AS DECIMAL(27,9))";
    select.add(exact + " AS " + v);
    select.add(
        "CASE WHEN ("
            + value
            + ") IS NOT NULL AND ("
            + exact
            + ") IS NULL THEN 1 END AS o"
            + v.substring(1));
    return new Figure(figure, whole, own);
  }

  private static Figure.Kind counted(AggregateCall call, Col col) {
    if (!call.isDistinct()) {
      return Figure.Kind.VALUES;
    }
    return switch (col.key()) {
      case PERSON -> Figure.Kind.PERSONS;
      case ROW -> Figure.Kind.RECORDS;
      case NONE -> throw distinct("COUNT");
    };
  }

  private int token(String text) {
    int known = tokens.indexOf(text);
    if (known >= 0) {
      return known;
    }
    tokens.add(text);
    return tokens.size() - 1;
  }

  private static String first(Col col) {
    return col.origins().stream().findFirst().orElse("person_id");
  }

  static void requirePlain(AggregateCall call) {
    if (call.isApproximate()
        || call.ignoreNulls()
        || call.distinctKeys != null
        || !call.getCollation().getFieldCollations().isEmpty()) {
      throw Refuse.function(
          call.getAggregation().getName().toUpperCase(Locale.ROOT) + " with an option");
    }
  }

  static RefusedException groupingSets() {
    return Refuse.because(
        AskReason.AGGREGATE_NOT_SAFE,
        "ROLLUP, CUBE and GROUPING SETS show totals from which a suppressed group could be"
            + " subtracted.",
        "ROLLUP、CUBE 和 GROUPING SETS 会给出总数，可由此减出被抑制的分组。",
        "Use one plain GROUP BY.",
        "请只用一个普通的 GROUP BY。");
  }

  private static RefusedException extreme(String name) {
    return Refuse.because(
        AskReason.AGGREGATE_NOT_SAFE,
        name + " over patients is one patient's own value.",
        "跨患者的 " + name + " 就是某一位患者的值。",
        "Use AVG and STDDEV, or GROUP BY a CASE of ranges; per patient (GROUP BY person_id in a"
            + " subquery) it is allowed.",
        "请使用 AVG 和 STDDEV，或用 CASE 分段后 GROUP BY；在按 person_id 分组的子查询中可以使用。");
  }

  private static RefusedException distinct(String name) {
    return Refuse.because(
        AskReason.AGGREGATE_NOT_SAFE,
        name + "(DISTINCT …) of values depends on single patients and does not merge.",
        "对取值做 " + name + "(DISTINCT …) 取决于个别患者，且无法合并。",
        "Use COUNT(DISTINCT person_id), or GROUP BY the values.",
        "请使用 COUNT(DISTINCT person_id)，或按这些取值 GROUP BY。");
  }
}
