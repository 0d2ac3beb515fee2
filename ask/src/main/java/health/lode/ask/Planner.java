package health.lode.ask;

import health.lode.governance.permit.Grant;
import health.lode.refusal.Refusal;
import health.lode.refusal.RefusedException;
import health.lode.refusal.Words;
import health.lode.vault.record.OmopSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.calcite.rel.RelRoot;
import org.apache.calcite.rel.core.Aggregate;
import org.apache.calcite.rel.core.AggregateCall;

/**
 * Turns a question's SQL into a {@link Plan}, or refuses it. Keeps the latest outcomes; safe for
 * use by many threads. Close it to free the small database in memory in which answers are finished.
 */
public final class Planner implements AutoCloseable {
  /** Most groups an answer, and each hospital's part, may have. */
  public static final int MOST_GROUPS = 100_000;

  static final int MOST_JOINS = 20;
  private static final int KEPT = 256;

  private record Question(String sql, String grant, OmopSchema schema) {}

  private final MergeEngine engine = new MergeEngine();
  private final Map<Question, PlanOutcome> kept =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, PlanOutcome> eldest) {
          return size() > KEPT;
        }
      };

  /** Plans {@code sql} under what {@code grant} opens: a node's own check, trusting nobody. */
  public PlanOutcome plan(String sql, Grant grant, OmopSchema schema) {
    Question question = new Question(sql, PermitAccess.fingerprint(grant), schema);
    PlanOutcome known = known(question);
    return known != null ? known : keep(question, outcome(sql, PermitAccess.of(schema, grant)));
  }

  /**
   * Plans {@code sql} for merging parts: everything is checked but the permit's columns, which each
   * hospital checks for itself. For a hub, which holds no data.
   */
  public PlanOutcome planForMerge(String sql, OmopSchema schema) {
    Question question = new Question(sql, "merge", schema);
    PlanOutcome known = known(question);
    return known != null ? known : keep(question, outcome(sql, PermitAccess.everything(schema)));
  }

  /**
   * Plans a question that nobody asked, so that the first asker does not wait for what planning one
   * loads: about half a second, once in a process.
   */
  public void warmUp() {
    planForMerge("SELECT COUNT(*) FROM person WHERE year_of_birth > 1900", OmopSchema.standard())
        .orThrow();
  }

  private @org.jspecify.annotations.Nullable PlanOutcome known(Question question) {
    synchronized (kept) {
      return kept.get(question);
    }
  }

  private PlanOutcome keep(Question question, PlanOutcome outcome) {
    if (question.sql().length() <= QuestionText.LONGEST) {
      synchronized (kept) {
        kept.put(question, outcome);
      }
    }
    return outcome;
  }

  PlanOutcome outcome(String sql, Access access) {
    try {
      return new PlanOutcome.Planned(planned(sql, access));
    } catch (RefusedException e) {
      return new PlanOutcome.Refused(e.refusal());
    } catch (StackOverflowError e) {
      Refusal refusal =
          Refuse.because(
                  AskReason.SQL_TOO_LARGE,
                  "The question is nested too deeply.",
                  "问题嵌套过深。",
                  "Write it with fewer levels.",
                  "请减少嵌套层次。")
              .refusal();
      return new PlanOutcome.Refused(refusal);
    }
  }

  private Plan planned(String sql, Access access) {
    if (!access.aggregates()) {
      throw Refuse.because(
          AskReason.FORM_NOT_GRANTED,
          "The permit does not grant aggregate answers.",
          "许可没有授予汇总形式的使用。",
          "Request a permit whose forms include aggregate.",
          "请申请使用形式包含 aggregate 的许可。");
    }
    RelRoot root = new QuestionReader(access).read(QuestionText.prepare(sql));
    Aggregate aggregate = UpperStage.aggregate(root.rel);
    Lowering lowering = new Lowering(root.rel.getCluster().getRexBuilder(), access);
    TopAggregate.Result top = new TopAggregate(lowering).lower(aggregate);
    UpperStage.Result upper =
        new UpperStage(root.rel.getCluster().getRexBuilder())
            .write(root, aggregate, types(aggregate, top));
    Map<String, Optional<String>> tables = new TreeMap<>();
    SortedSet<String> personTables = new TreeSet<>();
    lowering
        .tables()
        .forEach(
            (name, columns) -> {
              Access.Table table = access.table(name);
              if (table == null) {
                throw new IllegalStateException(name);
              }
              tables.put(name, access.rows(table, new TreeSet<>(columns)));
              if (table.person()) {
                personTables.add(name);
              }
            });
    return new Plan(
        QuestionText.hash(sql),
        top,
        tables,
        personTables,
        upper,
        explanation(aggregate, tables.keySet(), top, access.minimumPersons()),
        engine);
  }

  /** The types that merged cells, which are text, have in the upper part of the question. */
  private static List<String> types(Aggregate aggregate, TopAggregate.Result top) {
    List<String> types = new ArrayList<>();
    for (int i = 0; i < top.keys(); i++) {
      types.add(EngineTypes.name(aggregate.getRowType().getFieldList().get(i).getType()));
    }
    for (Figure figure : top.figures()) {
      boolean count = figure.whole() && figure.kind().width() == 1;
      types.add(count ? "BIGINT" : "DECIMAL(38," + Merge.QUOTIENT_SCALE + ")");
    }
    return types;
  }

  private static Words explanation(
      Aggregate aggregate,
      java.util.Collection<String> tables,
      TopAggregate.Result top,
      int minimum) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < top.keys(); i++) {
      names.add(aggregate.getRowType().getFieldNames().get(i));
    }
    List<String> computed = new ArrayList<>();
    for (AggregateCall call : aggregate.getAggCallList()) {
      computed.add(call.getAggregation().getName() + (call.isDistinct() ? " DISTINCT" : ""));
    }
    String read = String.join(", ", tables);
    String by = String.join(", ", names);
    String figures = computed.isEmpty() ? "-" : String.join(", ", computed);
    return Words.of(
        "Each hospital reads "
            + read
            + " and computes "
            + figures
            + (names.isEmpty() ? " over all patients" : " for each " + by)
            + ". Groups of fewer than "
            + minimum
            + " different patients stay inside; only the figures of the other groups leave it.",
        "每家医院读取 "
            + read
            + "，"
            + (names.isEmpty() ? "对全部患者" : "按 " + by + " 分组")
            + "计算 "
            + figures
            + "。不足 "
            + minimum
            + " 名不同患者的分组不会离开医院；离开的只有其余分组的统计数字。");
  }

  @Override
  public void close() {
    engine.close();
  }
}
