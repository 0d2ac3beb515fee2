package health.lode.ask;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes the statement a hospital's engine runs: first one row per group and patient, then one per
 * group. Result columns, in order: the keys as text; {@code persons}; per figure {@code n}
 * (values), {@code c} (patients with a value) and, for sums, {@code s}, {@code q} (squares), {@code
 * o} (values out of exact range), {@code t} and {@code a} (the two largest patients' and all
 * patients' absolute sums); last {@code sig} where there are tokens.
 */
final class NodeQuery {
  private NodeQuery() {}

  static String sql(TopAggregate.Result top) {
    List<Figure> figures = top.figures();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < top.keys(); i++) {
      keys.add("k" + i);
    }
    List<String> per = new ArrayList<>(keys);
    per.add("p");
    List<String> group = new ArrayList<>(keys);
    group.add("COUNT(*) AS persons");
    List<String> out = new ArrayList<>();
    keys.forEach(k -> out.add("CAST(g." + k + " AS VARCHAR) AS " + k));
    out.add("g.persons");
    for (int i = 0; i < figures.size(); i++) {
      figure(figures.get(i), i, per, group, out);
    }
    StringBuilder sql =
        new StringBuilder("WITH base AS (").append(top.base()).append("), per AS (");
    List<String> perKeys = new ArrayList<>(keys);
    perKeys.add("p");
    sql.append("SELECT ").append(String.join(", ", per)).append(" FROM base GROUP BY ");
    sql.append(String.join(", ", perKeys)).append("), g AS (SELECT ");
    sql.append(String.join(", ", group)).append(" FROM per").append(groupBy(keys)).append(')');
    if (top.tokens() > 0) {
      out.add("s.sig");
      String each = keys.isEmpty() ? "" : String.join(", ", keys) + ", ";
      sql.append(", s AS (SELECT ").append(each);
      sql.append("CASE WHEN COUNT(*) <= ").append(DisclosureGate.MOST_SIGNATURES);
      sql.append(" THEN string_agg(sig || ':' || n, ';') END AS sig FROM (SELECT ").append(each);
      sql.append("sig, COUNT(DISTINCT p) AS n FROM base GROUP BY ").append(each).append("sig) b");
      sql.append(groupBy(keys)).append(')');
    }
    sql.append(" SELECT ").append(String.join(", ", out)).append(" FROM g");
    if (top.tokens() > 0) {
      List<String> on = new ArrayList<>();
      keys.forEach(k -> on.add("g." + k + " IS NOT DISTINCT FROM s." + k));
      sql.append(" LEFT JOIN s ON ").append(on.isEmpty() ? "TRUE" : String.join(" AND ", on));
    }
    return sql.append(" LIMIT ").append(Planner.MOST_GROUPS + 1).toString();
  }

  private static String groupBy(List<String> keys) {
    return keys.isEmpty() ? "" : " GROUP BY " + String.join(", ", keys);
  }

  private static void figure(
      Figure figure, int i, List<String> per, List<String> group, List<String> out) {
    per.add(
        switch (figure.kind()) {
              case ROWS -> "COUNT(*)";
              case PERSONS -> "CASE WHEN COUNT(v" + i + ") > 0 THEN 1 ELSE 0 END";
              case RECORDS -> "COUNT(DISTINCT v" + i + ")";
              default -> "COUNT(v" + i + ")";
            }
            + " AS n"
            + i);
    group.add("CAST(COALESCE(SUM(n" + i + "), 0) AS BIGINT) AS n" + i);
    group.add("COUNT(*) FILTER (WHERE n" + i + " > 0) AS c" + i);
    out.add("g.n" + i);
    out.add("g.c" + i);
    if (!figure.kind().sums()) {
      return;
    }
    per.add("SUM(v" + i + ") AS s" + i);
    per.add("COUNT(o" + i + ") AS o" + i);
    group.add("SUM(s" + i + ") AS s" + i);
    out.add("g.s" + i);
    if (figure.kind().squares()) {
      // Without the cast the engine multiplies in 18 digits, and an overflow would be an oracle.
      per.add("SUM(CAST(v" + i + " AS DECIMAL(38,6)) * v" + i + ") AS q" + i);
      group.add("SUM(q" + i + ") AS q" + i);
      out.add("g.q" + i);
    }
    group.add("CAST(COALESCE(SUM(o" + i + "), 0) AS BIGINT) AS o" + i);
    group.add("list_sum(max(COALESCE(abs(s" + i + "), 0), 2)) AS t" + i);
    group.add("SUM(abs(s" + i + ")) AS a" + i);
    out.add("g.o" + i);
    out.add("g.t" + i);
    out.add("g.a" + i);
  }
}
