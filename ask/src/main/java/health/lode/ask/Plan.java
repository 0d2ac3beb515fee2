package health.lode.ask;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import health.lode.canonical.CanonicalJson;
import health.lode.refusal.Refusal;
import health.lode.refusal.Words;
import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.record.OmopTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A question that may be asked: what each hospital computes, and how the parts become the answer.
 * Immutable; may be used by many threads and kept.
 */
public final class Plan {
  /** Stands in a table's row condition for the table itself, whose cut is not known yet. */
  static final String THIS_TABLE = "\u0003";

  private final String questionHash;
  private final String statement;
  private final Map<String, Optional<String>> tables;
  private final SortedSet<String> personTables;
  private final int keys;
  private final List<Figure> figures;
  private final UpperStage.Result upper;
  private final String layout;
  private final Words explanation;
  private final MergeEngine engine;

  /**
   * @param tables tables read, each with the condition on its rows
   */
  Plan(
      String questionHash,
      TopAggregate.Result top,
      Map<String, Optional<String>> tables,
      SortedSet<String> personTables,
      UpperStage.Result upper,
      Words explanation,
      MergeEngine engine) {
    this.questionHash = questionHash;
    this.statement = NodeQuery.sql(top);
    this.tables = new TreeMap<>(tables);
    this.personTables = personTables;
    this.keys = top.keys();
    this.figures = top.figures();
    this.upper = upper;
    this.explanation = explanation;
    this.engine = engine;
    // Columns and rows opened differ from permit to permit; what must agree is what figures mean.
    this.layout =
        CanonicalJson.sha256(
            JsonNodeFactory.instance
                .objectNode()
                .put("version", 1)
                .put("question", questionHash)
                .put("keys", keys)
                .put("figures", figures.toString()));
  }

  /** SHA-256 that names this question's text; what ledger entries hold. */
  public String questionHash() {
    return questionHash;
  }

  /** Names what the figures of a {@link NodePart} mean; equal for equal questions. */
  public String layout() {
    return layout;
  }

  /** The answer's columns, in order. */
  public List<String> columns() {
    return upper.columns();
  }

  /** The tables the question reads. */
  public SortedSet<String> tables() {
    return new TreeSet<>(tables.keySet());
  }

  /** What is computed in each hospital and what leaves it, in plain words. */
  public Words explain() {
    return explanation;
  }

  /** Why this question cannot be asked of {@code hospitals} hospitals at once, if it cannot. */
  public Optional<Refusal> refusalFor(int hospitals) {
    boolean records = figures.stream().anyMatch(f -> f.kind() == Figure.Kind.RECORDS);
    if (!records || hospitals <= 1) {
      return Optional.empty();
    }
    return Optional.of(
        Refuse.because(
                AskReason.DISTINCT_ACROSS_HOSPITALS,
                "COUNT(DISTINCT …) of records is answered by one hospital at a time.",
                "对记录做 COUNT(DISTINCT …) 每次只能由一家医院回答。",
                "Ask one hospital, or use COUNT(*) or COUNT(DISTINCT person_id).",
                "请只问一家医院，或使用 COUNT(*) 或 COUNT(DISTINCT person_id)。")
            .refusal());
  }

  int keys() {
    return keys;
  }

  List<Figure> figures() {
    return figures;
  }

  /**
   * The engine's one statement for {@code cut}, over the rows that the grant opens of the patients
   * whose choice allows this use.
   */
  public String nodeSql(CutInfo cut, ConsentFilter consent) {
    return nodeSql(cut.schema(), Optional.of(consent.condition(OmopTable.CONSENT_CLASS)));
  }

  /**
   * The engine's statement on one cut.
   *
   * @param schema the cut's schema, such as {@code cut_12}
   * @param consent condition over the tables of patients that lets through only those whose choice
   *     allows this use, such as {@code consent_class = 0}; empty where every patient is reached
   */
  String nodeSql(String schema, Optional<String> consent) {
    StringBuilder sql = new StringBuilder(statement.length() + 512);
    int at = 0;
    for (int mark = statement.indexOf('\u0001');
        mark >= 0;
        mark = statement.indexOf('\u0001', at)) {
      int end = statement.indexOf('\u0002', mark);
      String table = statement.substring(mark + 1, end);
      sql.append(statement, at, mark).append("(SELECT * FROM ").append(schema).append('.');
      sql.append(table);
      List<String> conditions = new ArrayList<>();
      if (personTables.contains(table)) {
        consent.ifPresent(text -> conditions.add("(" + text + ")"));
      }
      tables
          .getOrDefault(table, Optional.of("FALSE"))
          .ifPresent(text -> conditions.add(text.replace(THIS_TABLE, schema + "." + table)));
      if (!conditions.isEmpty()) {
        sql.append(" WHERE ").append(String.join(" AND ", conditions));
      }
      sql.append(") r");
      at = end + 1;
    }
    return sql.append(statement, at, statement.length()).toString();
  }

  /**
   * The answer of the hospitals that answered. Refuses parts of another question, two parts of one
   * hospital, and figures too large to be exact.
   */
  public Answer finish(List<NodePart> parts) {
    Optional<Refusal> refused = refusalFor(parts.size());
    if (refused.isPresent()) {
      throw refused.get().asException();
    }
    TreeMap<String, String> excluded = new TreeMap<>();
    TreeMap<String, Integer> cuts = new TreeMap<>();
    long suppressed = 0;
    for (NodePart part : parts) {
      if (!part.layout().equals(layout) || cuts.put(part.hospital(), part.cut()) != null) {
        throw Merge.mismatch();
      }
      excluded.put(part.hospital(), part.patientsExcluded());
      suppressed += part.suppressed();
    }
    List<Merge.Row> merged = new Merge(figures).merge(parts, keys);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    List<Answer.PartialRow> partial = new ArrayList<>();
    List<Answer.MaskedCell> masked = new ArrayList<>();
    for (MergeEngine.Row row : engine.run(upper.sql(), keys + figures.size(), merged)) {
      Merge.Row source = merged.get(row.source());
      if (!source.lacking().isEmpty()) {
        partial.add(new Answer.PartialRow(rows.size(), List.copyOf(source.lacking())));
      }
      for (int column = 0; column < upper.columns().size(); column++) {
        if (upper.sources().get(column).stream()
            .anyMatch(c -> source.masked().contains(c - keys))) {
          masked.add(new Answer.MaskedCell(rows.size(), column));
        }
      }
      rows.add(row.values());
    }
    return new Answer(upper.columns(), rows, suppressed, partial, masked, excluded, cuts);
  }
}
