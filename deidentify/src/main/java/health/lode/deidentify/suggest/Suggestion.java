package health.lode.deidentify.suggest;

import health.lode.deidentify.kind.ColumnFinding;
import health.lode.deidentify.kind.ColumnKind;
import health.lode.deidentify.kind.ColumnKinds;
import health.lode.deidentify.policy.Policy;
import health.lode.deidentify.risk.Lift;
import health.lode.deidentify.risk.Risk;
import health.lode.deidentify.risk.RiskQuestion;
import health.lode.deidentify.risk.RiskReport;
import health.lode.deidentify.risk.RiskTable;
import health.lode.deidentify.risk.Sharing;
import health.lode.deidentify.suggest.ColumnSuggestion.Role;
import health.lode.deidentify.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A proposed table policy.
 *
 * @param person the column that tells persons apart, where rows repeat them
 * @param columns one a column, in the table's order
 */
public record Suggestion(Optional<String> person, List<ColumnSuggestion> columns) {
  public Suggestion {
    columns = List.copyOf(columns);
  }

  /** Looks at names and content, then measures what each proposed quasi-identifier singles out. */
  public static Suggestion of(Table table) {
    List<ColumnFinding> findings = ColumnKinds.of(table);
    Optional<String> person = person(findings);
    List<ColumnSuggestion> columns = new ArrayList<>();
    for (ColumnFinding finding : findings) {
      columns.add(Roles.of(finding, table.column(finding.column()), person));
    }
    return new Suggestion(person, measured(table, person, columns));
  }

  /** The code of persons with the fewest values, where one repeats. */
  private static Optional<String> person(List<ColumnFinding> findings) {
    Set<ColumnKind> personal =
        Set.of(ColumnKind.PERSON_CODE, ColumnKind.RECORD_NUMBER, ColumnKind.RESIDENT_ID);
    return findings.stream()
        .filter(f -> personal.contains(f.kind()) && f.distinct() > 1 && f.distinct() < f.filled())
        .min(
            Comparator.comparing((ColumnFinding f) -> f.kind() != ColumnKind.PERSON_CODE)
                .thenComparingLong(ColumnFinding::distinct))
        .map(ColumnFinding::column);
  }

  private static List<ColumnSuggestion> measured(
      Table table, Optional<String> person, List<ColumnSuggestion> columns) {
    List<String> quasi =
        columns.stream()
            .filter(column -> column.role() == Role.QUASI)
            .map(column -> column.finding().column())
            .toList();
    if (quasi.isEmpty() || table.rows() == 0) {
      return columns;
    }
    RiskReport report =
        Risk.measure(
            new RiskTable("table", table, quasi, person, List.of(), Set.of()),
            RiskQuestion.of(Sharing.AGREEMENT));
    Map<String, Long> singles = new HashMap<>();
    for (Lift.Effect effect : report.lift().leaveOut()) {
      singles.put(effect.column(), report.classes().uniques() - effect.uniques());
    }
    return columns.stream()
        .map(
            column ->
                Optional.ofNullable(singles.get(column.finding().column()))
                    .map(column::singlingOut)
                    .orElse(column))
        .toList();
  }

  /** A policy file that {@code lode deidentify table --policy} reads. */
  public String yaml() {
    StringBuilder out = new StringBuilder();
    out.append(
            "# A proposal: read every line, change what is wrong, then measure with lode risk.\n")
        .append("# 这是建议稿：请逐行核对并修改，再用 lode risk 度量结果。\n")
        .append("policy: ")
        .append(Policy.FORMAT)
        .append('\n')
        .append("title: {en: Proposed table policy, zh: 建议的表格策略}\n")
        .append("dates: {shift: 180}\n")
        .append("table:\n");
    person.ifPresent(column -> out.append("  person: ").append(quoted(column)).append('\n'));
    out.append("  models: {k: 5}\n  suppress: 0.05\n  others: refuse\n  columns:\n");
    for (ColumnSuggestion column : columns) {
      out.append("    # ")
          .append(comment(column.because().en()))
          .append('\n')
          .append("    # ")
          .append(comment(column.because().zh()))
          .append('\n')
          .append("    ")
          .append(quoted(column.finding().column()))
          .append(": {role: ")
          .append(column.role().word());
      if (!column.settings().isEmpty()) {
        out.append(", ").append(column.settings());
      }
      out.append("}\n");
    }
    return out.toString();
  }

  /** Words may quote a column's name, which may hold anything. */
  private static String comment(String words) {
    return words.replaceAll("\\p{Cntrl}|[\u2028\u2029\u0085\uFEFF]", " ");
  }

  /** A name as a double-quoted YAML scalar. */
  private static String quoted(String name) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' '
          || (c >= 0x7f && c < 0xa0)
          || c == '\u2028'
          || c == '\u2029'
          || c == '\uFEFF') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }
}
