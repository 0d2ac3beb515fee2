package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.rel.RelNode;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.CorrelationId;
import org.apache.calcite.rel.core.Filter;
import org.apache.calcite.rel.core.Join;
import org.apache.calcite.rel.core.JoinRelType;
import org.apache.calcite.rel.core.Project;
import org.apache.calcite.rel.core.SetOp;
import org.apache.calcite.rel.core.Sort;
import org.apache.calcite.rel.core.TableScan;
import org.apache.calcite.rel.core.Union;
import org.apache.calcite.rel.core.Values;
import org.apache.calcite.rel.type.RelDataTypeField;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.jspecify.annotations.Nullable;

/**
 * The person trace: takes the relational tree below the top aggregate, proves of each step that
 * every row still belongs to exactly one patient and depends on that patient's rows alone, and
 * writes the step in the engine's SQL. What it cannot prove it refuses. The rules are
 * docs/spec/question.md, section "The trace".
 */
final class Lowering {
  private final RexBuilder rex;
  private final Access access;
  private final Map<String, Set<String>> scanned = new TreeMap<>();
  private final Set<String> used = new TreeSet<>();
  private int aliases;

  Lowering(RexBuilder rex, Access access) {
    this.rex = rex;
    this.access = access;
  }

  /** Marks where a table's permitted rows are put in when the question meets a cut. */
  static String mark(String table) {
    return "\u0001" + table + "\u0002";
  }

  /** The tables read, each with the columns whose values decide the answer. */
  Map<String, Set<String>> tables() {
    Map<String, Set<String>> tables = new TreeMap<>();
    scanned.keySet().forEach(table -> tables.put(table, new TreeSet<>()));
    for (String origin : used) {
      int dot = origin.indexOf('.');
      Set<String> columns = tables.get(origin.substring(0, dot));
      if (columns != null) {
        columns.add(origin.substring(dot + 1));
      }
    }
    return tables;
  }

  void use(Scalar scalar) {
    used.addAll(scalar.origins());
  }

  String alias() {
    return "t" + aliases++;
  }

  RexBuilder rex() {
    return rex;
  }

  Relation lower(RelNode rel, Map<CorrelationId, Scalar.Scope> outer) {
    if (rel instanceof TableScan scan) {
      return scan(scan);
    }
    if (rel instanceof Filter filter) {
      return filter(filter, outer);
    }
    if (rel instanceof Project project) {
      return project(project, outer);
    }
    if (rel instanceof Join join) {
      return join(join, outer);
    }
    if (rel instanceof Aggregate aggregate) {
      return new PatientAggregate(this, outer).lower(aggregate);
    }
    if (rel instanceof SetOp set) {
      return set(set, outer);
    }
    if (rel instanceof Values values) {
      return values(values);
    }
    if (rel instanceof Sort sort) {
      if (sort.fetch != null || sort.offset != null) {
        throw Refuse.notSupported(
            "LIMIT inside a subquery",
            "Put LIMIT at the very end of the question.",
            "LIMIT 只能放在整个问题的末尾。");
      }
      return lower(sort.getInput(), outer);
    }
    throw Refuse.notSupported(
        "the construct "
            + rel.getRelTypeName().replace("Logical", "").toUpperCase(java.util.Locale.ROOT),
        "Use joins, subqueries, UNION ALL, CASE and GROUP BY.",
        "请使用连接、子查询、UNION ALL、CASE 和 GROUP BY。");
  }

  private Relation scan(TableScan scan) {
    String name = scan.getTable().getQualifiedName().get(0);
    Access.Table table = access.table(name.toLowerCase(java.util.Locale.ROOT));
    if (table == null) {
      throw new IllegalStateException("scanned a table outside the record model");
    }
    scanned.computeIfAbsent(table.name(), key -> new TreeSet<>());
    List<Col> cols = new ArrayList<>();
    StringBuilder sql = new StringBuilder("SELECT ");
    List<RelDataTypeField> fields = scan.getRowType().getFieldList();
    for (int i = 0; i < fields.size(); i++) {
      Access.Column column = table.column(fields.get(i).getName());
      if (column == null) {
        throw new IllegalStateException("scanned a column outside the record model");
      }
      String origin = table.name() + "." + column.name();
      int owner = column.key() == Access.Key.PERSON ? 0 : Col.NO_OWNER;
      cols.add(
          new Col(
              "c" + i, column.key(), owner, column.required(), Nature.PLAIN, 1, Set.of(origin)));
      sql.append(column.name()).append(" AS c").append(i).append(", ");
    }
    if (table.person()) {
      sql.append("person_id AS p0, ");
    }
    sql.setLength(sql.length() - 2);
    sql.append(" FROM ").append(mark(table.name()));
    return new Relation(
        sql.toString(), cols, table.person() ? 1 : 0, false, !table.person() && !table.reference());
  }

  private Relation filter(Filter filter, Map<CorrelationId, Scalar.Scope> outer) {
    Relation input = lower(filter.getInput(), outer);
    String alias = alias();
    Scalar.Scope scope = new Scalar.Scope(alias, input.cols());
    // What the condition itself says about owners counts for the subqueries in it as well.
    Owners owners = Owners.of(input.owners(), input.bound());
    owners.learn(filter.getCondition(), new Scalar(rex, List.of(scope), outer, null));
    List<Integer> kept = owners.representatives();
    Beside beside = Beside.condition(this, filter.getVariablesSet(), scope, kept.size(), input);
    Scalar scalar = new Scalar(rex, List.of(scope), outer, beside);
    String condition = scalar.sql(filter.getCondition());
    use(scalar);
    StringBuilder sql = new StringBuilder("SELECT ");
    List<Col> cols = new ArrayList<>();
    for (Col col : input.cols()) {
      sql.append(alias).append('.').append(col.name()).append(", ");
      cols.add(owners.renumbered(col));
    }
    for (int i = 0; i < kept.size(); i++) {
      sql.append(alias).append(".p").append(kept.get(i)).append(" AS p").append(i).append(", ");
    }
    sql.setLength(sql.length() - 2);
    sql.append(" FROM ").append(beside.from(input)).append(" WHERE ").append(condition);
    return new Relation(sql.toString(), cols, kept.size(), owners.bound(), input.loose());
  }

  private Relation project(Project project, Map<CorrelationId, Scalar.Scope> outer) {
    Relation input = lower(project.getInput(), outer);
    String alias = alias();
    Scalar.Scope scope = new Scalar.Scope(alias, input.cols());
    Beside beside = Beside.projection(this, project.getVariablesSet(), scope, input);
    StringBuilder sql = new StringBuilder("SELECT ");
    List<Col> cols = new ArrayList<>();
    List<RexNode> exprs = project.getProjects();
    for (int i = 0; i < exprs.size(); i++) {
      RexNode expr = exprs.get(i);
      Computed computed = compute(expr, scope, outer, beside);
      cols.add(computed.col().named("c" + i));
      sql.append(computed.sql()).append(" AS c").append(i).append(", ");
    }
    for (int i = 0; i < input.owners(); i++) {
      sql.append(alias).append(".p").append(i).append(" AS p").append(i).append(", ");
    }
    sql.setLength(sql.length() - 2);
    sql.append(" FROM ").append(beside.from(input));
    return new Relation(sql.toString(), cols, input.owners(), input.bound(), input.loose());
  }

  /** An expression written out, and what is known of the column it makes. */
  record Computed(String sql, Col col) {}

  Computed compute(
      RexNode expr, Scalar.Scope scope, Map<CorrelationId, Scalar.Scope> outer, Beside beside) {
    Scalar scalar = new Scalar(rex, List.of(scope), outer, beside);
    Scalar.KeyText key = scalar.key(expr);
    boolean total = !expr.getType().isNullable();
    if (key != null) {
      Nature nature =
          expr instanceof RexInputRef ref ? scalar.column(ref.getIndex()).nature() : Nature.CRAFTED;
      return new Computed(
          key.sql(),
          new Col("", key.key(), key.owner(), key.total() && total, nature, 1, scalar.origins()));
    }
    String sql = scalar.sql(expr);
    Measure measure = Measure.of(expr, scalar);
    return new Computed(
        sql, Col.value("", total, measure.nature(), measure.degree(), scalar.origins()));
  }

  private Relation join(Join join, Map<CorrelationId, Scalar.Scope> outer) {
    JoinRelType type = join.getJoinType();
    if (type.projectsRight() && !join.getVariablesSet().isEmpty()) {
      throw Refuse.notSupported(
          "LATERAL", "Write it as a join on person_id.", "请改写为按 person_id 的连接。");
    }
    if (type != JoinRelType.INNER
        && type != JoinRelType.LEFT
        && type != JoinRelType.RIGHT
        && type != JoinRelType.FULL) {
      throw Refuse.notSupported(
          "this kind of join", "Use INNER or LEFT JOIN.", "请使用 INNER 或 LEFT JOIN。");
    }
    Relation left = lower(join.getLeft(), outer);
    Relation right = lower(join.getRight(), outer);
    return new Joining(this, outer).join(left, right, type, join.getCondition());
  }

  private Relation set(SetOp set, Map<CorrelationId, Scalar.Scope> outer) {
    List<Relation> inputs = new ArrayList<>();
    set.getInputs().forEach(input -> inputs.add(lower(input, outer)));
    boolean reference = inputs.stream().allMatch(r -> r.reference() && !r.loose());
    boolean owned = inputs.stream().allMatch(r -> r.owners() == 1 && !r.bound());
    if (!reference && !owned) {
      throw Refuse.losesPatient(
          set.kind.name()
              + " of rows that do not all belong to one patient each loses the patient.",
          set.kind.name() + " 的各部分并非每行都属于同一患者，无法追溯到患者。",
          "Combine only selections from tables that have person_id.",
          "请只合并来自含 person_id 的表的查询。");
    }
    int width = set.getRowType().getFieldCount();
    List<Col> cols = new ArrayList<>();
    boolean person = false;
    for (int i = 0; i < width; i++) {
      Col merged = inputs.get(0).cols().get(i);
      boolean key = merged.key() != Access.Key.NONE;
      for (Relation input : inputs.subList(1, inputs.size())) {
        Col other = input.cols().get(i);
        if ((other.key() != Access.Key.NONE) != key || (key && other.key() != merged.key())) {
          throw Refuse.keyMisused("person_id");
        }
        Set<String> origins = new TreeSet<>(merged.origins());
        origins.addAll(other.origins());
        merged =
            new Col(
                "c" + i,
                merged.key(),
                merged.owner(),
                merged.total() && other.total(),
                merged.nature().worse(other.nature()).worse(key ? Nature.PLAIN : Nature.CRAFTED),
                1,
                origins);
      }
      person |= merged.key() == Access.Key.PERSON && merged.total();
      cols.add(merged.named("c" + i));
    }
    boolean plainUnion = set instanceof Union && set.all;
    if (owned && !plainUnion && !person) {
      throw Refuse.losesPatient(
          "This " + set.kind.name() + " compares rows of different patients.",
          "此 " + set.kind.name() + " 会比较不同患者的行。",
          "Select person_id in every part, or use UNION ALL.",
          "请在每个部分都选出 person_id，或使用 UNION ALL。");
    }
    String word = " " + set.kind.name() + (set.all ? " ALL " : " ");
    List<String> parts = new ArrayList<>();
    for (Relation input : inputs) {
      String alias = alias();
      StringBuilder part = new StringBuilder("SELECT ");
      for (int i = 0; i < width; i++) {
        part.append(input.cols().get(i).name()).append(" AS c").append(i).append(", ");
      }
      part.append(owned ? "p0, " : "");
      part.setLength(part.length() - 2);
      parts.add("(" + part.append(" FROM (").append(input.sql()).append(") ").append(alias) + ")");
    }
    if (!plainUnion) {
      // A set operation compares whole rows, so every column decides.
      cols.forEach(col -> used.addAll(col.origins()));
    }
    return new Relation(String.join(word, parts), cols, owned ? 1 : 0, false, false);
  }

  private Relation values(Values values) {
    List<String> rows = new ArrayList<>();
    int width = values.getRowType().getFieldCount();
    for (List<RexLiteral> tuple : values.getTuples()) {
      List<String> cells = new ArrayList<>();
      tuple.forEach(literal -> cells.add(Literals.sql(literal)));
      rows.add("(" + String.join(", ", cells) + ")");
    }
    List<String> names = new ArrayList<>();
    List<Col> cols = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add("c" + i);
      cols.add(Col.value("c" + i, false, Nature.PLAIN, 0, Set.of()));
    }
    if (rows.isEmpty() || width == 0) {
      throw Refuse.losesPatient(
          "The question reads no patient's rows.",
          "该问题没有读取任何患者的行。",
          "Select from person or from an event table.",
          "请从 person 表或事件表中查询。");
    }
    String sql =
        "SELECT * FROM (VALUES "
            + String.join(", ", rows)
            + ") v("
            + String.join(", ", names)
            + ")";
    return new Relation(sql, cols, 0, false, false);
  }

  /** Notes columns whose values decide which rows there are. */
  void use(@Nullable Col col) {
    if (col != null) {
      used.addAll(col.origins());
    }
  }
}
