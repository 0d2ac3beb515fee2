package health.lode.deidentify.table;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.table.ColumnPolicy.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A policy laid over a table's header: which column is what. */
final class Plan {
  private final List<String> header;
  private final List<ColumnPolicy> columns;
  private final TablePolicy policy;
  private final List<Integer> quasi = new ArrayList<>();
  private final List<String> watched = new ArrayList<>();
  private final int person;

  private Plan(List<String> header, List<ColumnPolicy> columns, TablePolicy policy, int person) {
    this.header = header;
    this.columns = columns;
    this.policy = policy;
    this.person = person;
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).role() == Role.QUASI) {
        quasi.add(c);
      }
    }
    for (PrivacyModel model : policy.settings().models()) {
      if (model instanceof PrivacyModel.LDiversity l) {
        watch(l.column());
      } else if (model instanceof PrivacyModel.TCloseness t) {
        watch(t.column());
      }
    }
    policy.settings().target().ifPresent(this::watch);
  }

  private void watch(String column) {
    if (!header.contains(column)) {
      throw TableRefusals.unknownColumn(column);
    }
    if (!watched.contains(column)) {
      watched.add(column);
    }
  }

  static Plan of(List<String> header, TablePolicy policy, Dates dates) {
    List<ColumnPolicy> columns = new ArrayList<>();
    List<Integer> unnamed = new ArrayList<>();
    Map<String, ColumnPolicy> named = policy.columns();
    for (int c = 0; c < header.size(); c++) {
      ColumnPolicy column = named.get(header.get(c));
      if (column == null) {
        unnamed.add(c + 1);
      }
      columns.add(column != null ? column : ColumnPolicy.of(otherwise(policy)));
    }
    if (!unnamed.isEmpty() && policy.settings().others() == TablePolicy.Others.REFUSE) {
      throw unnamed(unnamed);
    }
    int person = policy.person().map(header::indexOf).orElse(-1);
    if (policy.person().isPresent() && person < 0) {
      throw TableRefusals.unknownColumn(policy.person().get());
    }
    for (ColumnPolicy column : columns) {
      if (column.treatment().orElse(null) instanceof Treatment.DatePolicy
          && dates instanceof Dates.Shift
          && person < 0) {
        throw TableRefusals.refused(
            TableReason.TREATMENT_REFUSED,
            "Dates move by person, and the policy names no person column.",
            "日期按患者平移，但策略未指定患者列。",
            "Name the column with person: or --person.",
            "请用 person: 或 --person 指定该列。");
      }
    }
    return new Plan(header, columns, policy, person);
  }

  private static Role otherwise(TablePolicy policy) {
    return policy.settings().others() == TablePolicy.Others.KEEP ? Role.KEEP : Role.DROP;
  }

  private static health.lode.refusal.RefusedException unnamed(List<Integer> columns) {
    // By number: where the header is missing, its names are a patient's data.
    String some = columns.stream().limit(20).map(String::valueOf).collect(Collectors.joining(", "));
    return TableRefusals.refused(
        TableReason.TABLE_COLUMNS_UNNAMED,
        "The policy does not name " + columns.size() + " columns of the table: " + some + ".",
        "策略未说明表中的 " + columns.size() + " 列：第 " + some + " 列。",
        "Give each column a role in the policy's table section, or use --qi, --sensitive, --keep and"
            + " --drop; others: drop leaves the rest out.",
        "请在策略的 table 部分为每列指定角色，或使用 --qi、--sensitive、--keep、--drop；others: drop 会略去其余列。");
  }

  List<String> header() {
    return header;
  }

  TablePolicy policy() {
    return policy;
  }

  ColumnPolicy column(int index) {
    return columns.get(index);
  }

  /** Indices of the quasi-identifiers. */
  List<Integer> quasi() {
    return quasi;
  }

  /** Indices of columns whose distribution in each class is kept. */
  List<Integer> watched() {
    return watched.stream().map(header::indexOf).toList();
  }

  /** The place of a column among the watched. */
  int watchedPlace(String column) {
    return watched.indexOf(column);
  }

  /** Index of the person column; -1 where none is named. */
  int person() {
    return person;
  }

  /** Indices of the columns that are released. */
  List<Integer> released() {
    List<Integer> released = new ArrayList<>();
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).released()) {
        released.add(c);
      }
    }
    if (released.isEmpty()) {
      throw TableRefusals.refused(
          TableReason.TABLE_COLUMNS_UNNAMED,
          "The policy releases no column of this table.",
          "策略未放行此表的任何列。",
          "Give the columns that are needed the role quasi, sensitive or keep.",
          "请为需要的列指定 quasi、sensitive 或 keep 角色。");
    }
    return released;
  }

  /** Names of columns by index, in order. */
  List<String> names(List<Integer> indices) {
    return indices.stream().map(header::get).toList();
  }

  /** The quasi-identifiers' policies by name. */
  Map<String, ColumnPolicy> quasiPolicies() {
    Map<String, ColumnPolicy> all = new LinkedHashMap<>();
    quasi.forEach(c -> all.put(header.get(c), columns.get(c)));
    return all;
  }
}
