package health.lode.deidentify.mark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.deidentify.mark.MarkPolicy.Fallback;
import health.lode.deidentify.mark.MarkPolicy.MarkColumn;
import health.lode.deidentify.mark.MarkPolicy.Role;
import health.lode.deidentify.mark.MarkPolicy.RowColumn;
import health.lode.strict.StrictMapping;
import health.lode.strict.StrictNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The words of {@code release.marks}. */
final class MarkPolicyReader {
  private static final int MOST_CHANGE = 1000;
  private static final int MOST_SCALE = 9;
  private static final int MOST_CARRYING = 6;
  private static final int MOST_DIGITS = 15;
  private static final int MOST_SUBSETS = 100;

  private MarkPolicyReader() {}

  static MarkPolicy read(StrictNode node) {
    StrictMapping mapping = node.mapping();
    StrictNode rowsNode = mapping.required("rows");
    List<RowColumn> rows = rowColumns(rowsNode);
    Optional<StrictNode> fallbackNode = mapping.optional("fallback");
    Optional<Fallback> fallback = fallbackNode.map(MarkPolicyReader::fallback);
    StrictNode columnsNode = mapping.required("columns");
    List<MarkColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StrictNode each : columnsNode.items()) {
      MarkColumn column = column(each);
      if (!names.add(column.name())) {
        throw each.wrong("names a column twice", "重复指定了同一列");
      }
      columns.add(column);
    }
    if (columns.isEmpty() || rows.isEmpty()) {
      throw node.wrong("needs rows and columns, one each at least", "rows 与 columns 均不得为空");
    }
    mapping.done();
    for (MarkColumn column : columns) {
      boolean staying = column.mark() instanceof Mark.Pseudonym;
      if (!staying && rows.stream().anyMatch(row -> row.name().equals(column.name()))) {
        throw rowsNode.wrong(
            "names a column that is changed by marks: " + column.name(),
            "包含会被标记改动的列：" + column.name());
      }
      if (fallback.stream()
          .flatMap(f -> f.columns().stream())
          .anyMatch(row -> row.name().equals(column.name()))) {
        throw fallbackNode
            .orElseThrow()
            .wrong(
                "names a column that is changed by marks: " + column.name(),
                "包含会被标记改动的列：" + column.name());
      }
    }
    return new MarkPolicy(rows, fallback, columns);
  }

  private static List<RowColumn> rowColumns(StrictNode node) {
    List<RowColumn> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StrictNode each : node.items()) {
      RowColumn column;
      if (each instanceof StrictNode.Mapping) {
        StrictMapping mapping = each.mapping();
        String name = mapping.text("column");
        Optional<Integer> digits =
            mapping.optional("digits").map(d -> within(d, 1, MOST_DIGITS, "digits"));
        mapping.done();
        column = new RowColumn(name, digits);
      } else {
        column = new RowColumn(each.text(), Optional.empty());
      }
      if (!names.add(column.name())) {
        throw each.wrong("names a column twice", "重复指定了同一列");
      }
      columns.add(column);
    }
    return columns;
  }

  private static Fallback fallback(StrictNode node) {
    StrictMapping mapping = node.mapping();
    List<RowColumn> columns = rowColumns(mapping.required("columns"));
    if (columns.size() < 2) {
      throw node.wrong("needs two columns at least", "至少需要两列");
    }
    int use = mapping.optional("use").map(n -> within(n, 1, columns.size(), "use")).orElse(2);
    if (Subsets.count(columns.size(), use) > MOST_SUBSETS) {
      throw node.wrong(
          "gives more than " + MOST_SUBSETS + " choices of columns; name fewer, or use fewer",
          "的列组合超过 " + MOST_SUBSETS + " 种；请减少列数或 use");
    }
    mapping.done();
    return new Fallback(columns, use);
  }

  private static MarkColumn column(StrictNode node) {
    StrictMapping mapping = node.mapping();
    String name = mapping.text("column");
    StrictNode roleNode = mapping.required("role");
    Role role = role(roleNode);
    boolean allowed = mapping.optional("allow").map(StrictNode::truth).orElse(false);
    if (MarkPolicy.mustBeAllowed(name, role) && !allowed) {
      throw node.wrong(
          "would change results, diagnoses or intervals; that needs 'allow: true'",
          "会改动检验结果、诊断或间隔；如确需如此，请写明 'allow: true'");
    }
    Mark mark = mark(node, mapping);
    if ((role == Role.PSEUDONYM) != (mark instanceof Mark.Pseudonym)) {
      throw roleNode.wrong(
          "pseudonym goes with letters or digits, and only with them",
          "pseudonym 须且只能与 letters 或 digits 同用");
    }
    String domain = mapping.optionalText("domain").orElse(name);
    int share = mapping.optional("share").map(s -> within(s, 1, 100, "share")).orElse(100);
    mapping.done();
    return new MarkColumn(name, role, allowed, mark, domain, share);
  }

  private static Role role(StrictNode node) {
    for (Role role : Role.values()) {
      if (role.name().toLowerCase(Locale.ROOT).equals(node.text())) {
        return role;
      }
    }
    String known =
        String.join(
            ", ", java.util.Arrays.stream(Role.values()).map(MarkPolicyReader::word).toList());
    throw node.wrong("must be one of " + known, "应为以下之一：" + known);
  }

  private static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static Mark mark(StrictNode node, StrictMapping mapping) {
    List<Mark> said = new ArrayList<>();
    mapping.optional("change").ifPresent(n -> said.add(change(n)));
    mapping
        .optional("days")
        .ifPresent(n -> said.add(new Mark.Days(within(n, 1, MOST_CHANGE, "days"))));
    mapping.optional("choices").ifPresent(n -> said.add(choices(n)));
    mapping
        .optional("letters")
        .ifPresent(
            n ->
                said.add(
                    new Mark.Pseudonym(
                        within(n, 1, MOST_CARRYING, "letters"), Mark.Pseudonym.Alphabet.LETTERS)));
    mapping
        .optional("digits")
        .ifPresent(
            n ->
                said.add(
                    new Mark.Pseudonym(
                        within(n, 1, MOST_CARRYING, "digits"), Mark.Pseudonym.Alphabet.DIGITS)));
    if (said.size() != 1) {
      throw node.wrong(
          "takes one of change, days, choices, letters and digits",
          "应为 change、days、choices、letters、digits 之一");
    }
    return said.get(0);
  }

  private static Mark change(StrictNode node) {
    Optional<BigDecimal> change = Plain.number(node.text());
    if (change.isPresent() && change.get().signum() > 0) {
      BigDecimal least = change.get().stripTrailingZeros();
      int scale = Math.max(0, least.scale());
      if (scale <= MOST_SCALE
          && change.get().movePointRight(scale).compareTo(BigDecimal.valueOf(MOST_CHANGE)) <= 0) {
        return new Mark.Quantity(scale, change.get().movePointRight(scale).intValueExact());
      }
    }
    throw node.wrong(
        "must be a number above 0, at most 1000 of its last decimal place",
        "应为大于 0 的数，且不超过其末位的 1000 倍");
  }

  private static Mark choices(StrictNode node) {
    List<List<String>> pairs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (StrictNode each : node.items()) {
      List<String> pair = each.texts();
      if (pair.size() != 2 || !seen.add(pair.get(0)) || !seen.add(pair.get(1))) {
        throw each.wrong(
            "must be two texts of one meaning, none named before", "应为含义相同的两个文本，且不得重复");
      }
      pairs.add(List.copyOf(pair));
    }
    if (pairs.isEmpty()) {
      throw node.wrong("must hold a pair at least", "至少需要一对");
    }
    return new Mark.Choice(List.copyOf(pairs));
  }

  private static int within(StrictNode node, int low, int high, String what) {
    long value = node.whole();
    if (value < low || value > high) {
      throw node.wrong(
          what + " must be " + low + " to " + high, what + " 应为 " + low + " 到 " + high);
    }
    return (int) value;
  }

  static ObjectNode json(MarkColumn column) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("column", column.name())
            .put("role", word(column.role()))
            .put("domain", column.domain())
            .put("share", column.share());
    if (column.allowed()) {
      json.put("allow", true);
    }
    column.mark().say(json);
    return json;
  }
}
