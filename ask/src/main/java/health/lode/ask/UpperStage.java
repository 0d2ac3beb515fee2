package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;

/**
 * The part of a question above its top aggregate: projections, HAVING, ORDER BY and LIMIT. It runs
 * after the merge, over cells that passed every hospital's gate, so that none of it can be an
 * oracle for what was withheld. Written as a statement over {@code merged(rid, c0 …)}, all text.
 */
final class UpperStage {
  /**
   * @param columns names in the answer
   * @param sources per column the merged cells it is computed from
   * @param sql reads {@code merged}; first column is {@code rid}
   */
  record Result(List<String> columns, List<Set<Integer>> sources, String sql) {}

  private record Level(String sql, int width, List<Set<Integer>> sources, boolean ordered) {}

  private final RexBuilder rex;
  private int aliases;

  UpperStage(RexBuilder rex) {
    this.rex = rex;
  }

  /** The first aggregate on the way down from the root; refuses if rows would be shown. */
  static Aggregate aggregate(RelNode root) {
    RelNode node = root;
    while (true) {
      if (node instanceof Aggregate aggregate) {
        return aggregate;
      }
      if (node instanceof Sort || node instanceof Project || node instanceof Filter) {
        node = node.getInput(0);
        continue;
      }
      throw Refuse.because(
          AskReason.QUERY_NOT_AGGREGATE,
          "The question would return rows of patients, not aggregates.",
          "该问题会返回患者的明细行，而不是汇总。",
          "Aggregate: SELECT …, COUNT(DISTINCT person_id) … GROUP BY ….",
          "请做聚合：SELECT …, COUNT(DISTINCT person_id) … GROUP BY …。");
    }
  }

  Result write(RelRoot root, Aggregate aggregate, List<String> types) {
    Level level = level(root.rel, aggregate, types);
    List<String> columns = new ArrayList<>();
    List<Set<Integer>> sources = new ArrayList<>();
    StringBuilder out = new StringBuilder("SELECT rid");
    for (Map.Entry<Integer, String> field : root.fields) {
      int at = field.getKey();
      columns.add(field.getValue());
      sources.add(level.sources().get(at));
      boolean moment = EngineTypes.datetime(root.rel.getRowType().getFieldList().get(at).getType());
      out.append(moment ? ", CAST(c" + at + " AS VARCHAR)" : ", c" + at);
    }
    out.append(" FROM (").append(level.sql()).append(") ").append(alias());
    if (!level.ordered()) {
      out.append(" ORDER BY rid");
    }
    return new Result(columns, sources, out.toString());
  }

  private String alias() {
    return "u" + aliases++;
  }

  private Level level(RelNode node, Aggregate aggregate, List<String> types) {
    if (node == aggregate) {
      StringBuilder sql = new StringBuilder("SELECT rid");
      List<Set<Integer>> sources = new ArrayList<>();
      for (int i = 0; i < types.size(); i++) {
        sql.append(", CAST(c").append(i).append(" AS ").append(types.get(i)).append(") AS c");
        sql.append(i);
        sources.add(Set.of(i));
      }
      return new Level(sql + " FROM merged", types.size(), sources, false);
    }
    Level input = level(node.getInput(0), aggregate, types);
    String alias = alias();
    Scalar scalar = scalar(alias, input.width());
    if (node instanceof Filter filter) {
      String sql =
          "SELECT * FROM ("
              + input.sql()
              + ") "
              + alias
              + " WHERE "
              + scalar.sql(filter.getCondition());
      return new Level(sql, input.width(), input.sources(), false);
    }
    if (node instanceof Project project) {
      StringBuilder sql = new StringBuilder("SELECT rid");
      List<Set<Integer>> sources = new ArrayList<>();
      for (RexNode expr : project.getProjects()) {
        sql.append(", ").append(scalar.sql(expr)).append(" AS c").append(sources.size());
        sources.add(sources(expr, input.sources()));
      }
      sql.append(" FROM (").append(input.sql()).append(") ").append(alias);
      return new Level(sql.toString(), sources.size(), sources, input.ordered());
    }
    return sorted((Sort) node, input, alias);
  }

  private static Level sorted(Sort sort, Level input, String alias) {
    StringBuilder sql = new StringBuilder("SELECT * FROM (");
    sql.append(input.sql()).append(") ").append(alias).append(" ORDER BY ");
    for (RelFieldCollation by : sort.getCollation().getFieldCollations()) {
      sql.append('c').append(by.getFieldIndex());
      sql.append(by.getDirection().isDescending() ? " DESC" : " ASC");
      boolean first = by.nullDirection == RelFieldCollation.NullDirection.FIRST;
      sql.append(first ? " NULLS FIRST, " : " NULLS LAST, ");
    }
    // Ties fall in the order of the group keys, so that an answer can be repeated.
    sql.append("rid");
    if (sort.fetch != null) {
      sql.append(" LIMIT ").append(constant(sort.fetch));
    }
    if (sort.offset != null) {
      sql.append(" OFFSET ").append(constant(sort.offset));
    }
    return new Level(sql.toString(), input.width(), input.sources(), true);
  }

  private static long constant(RexNode node) {
    Long value = node instanceof RexLiteral literal ? literal.getValueAs(Long.class) : null;
    if (value == null || value < 0) {
      throw Refuse.notSupported("LIMIT of an expression", "Write a number.", "请写一个数字。");
    }
    return value;
  }

  private Scalar scalar(String alias, int width) {
    List<Col> cols = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      cols.add(Col.value("c" + i, false, Nature.PLAIN, 1, Set.of()));
    }
    return new Scalar(rex, List.of(new Scalar.Scope(alias, cols)), Map.of(), null);
  }

  private static Set<Integer> sources(RexNode expr, List<Set<Integer>> below) {
    Set<Integer> sources = new TreeSet<>();
    expr.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef ref) {
            sources.addAll(below.get(ref.getIndex()));
            return null;
          }
        });
    return sources;
  }
}
