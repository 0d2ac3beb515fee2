package health.lode.ask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;

/**
 * What an aggregated expression could tell beyond its sum: its nature, and the tokens (yes/no facts
 * and branches, as text per row) that the disclosure gate counts patients by.
 *
 * @param degree how many stored values are multiplied in it
 */
record Measure(Nature nature, int degree, List<String> tokens) {
  private static final Set<String> SMOOTH =
      Set.of("EXTRACT", "LODE_DATE_DIFF", "LODE_DATE_SUB", "LODE_DATE_PART");

  Measure {
    tokens = List.copyOf(tokens);
  }

  static Measure of(RexNode expr, Scalar scalar) {
    if (expr instanceof RexLiteral) {
      return new Measure(Nature.PLAIN, 0, List.of());
    }
    if (expr instanceof RexInputRef ref) {
      return column(scalar.column(ref.getIndex()));
    }
    if (!(expr instanceof RexCall call)) {
      return crafted(expr, scalar);
    }
    List<RexNode> in = call.getOperands();
    switch (call.getKind()) {
      case CASE -> {
        return branches(in, scalar);
      }
      case PLUS, MINUS, MINUS_PREFIX, PLUS_PREFIX -> {
        return together(in, scalar, false);
      }
      case TIMES -> {
        Measure product = together(in, scalar, true);
        return product.degree() <= 2 ? product : crafted(expr, scalar);
      }
      case DIVIDE -> {
        boolean whole =
            EngineTypes.whole(in.get(0).getType()) && EngineTypes.whole(in.get(1).getType());
        boolean constant = in.get(1) instanceof RexLiteral;
        return constant && !whole ? of(in.get(0), scalar) : crafted(expr, scalar);
      }
      case CAST, SAFE_CAST -> {
        boolean toWhole = EngineTypes.whole(call.getType());
        boolean fromWhole = EngineTypes.whole(in.get(0).getType());
        boolean same = in.get(0).getType().getSqlTypeName() == call.getType().getSqlTypeName();
        return same || !toWhole || fromWhole
            ? parsed(call, in.get(0), scalar)
            : crafted(expr, scalar);
      }
      default -> {
        String name = call.getOperator().getName().toUpperCase(Locale.ROOT);
        if (SMOOTH.contains(name)) {
          return together(in, scalar, false);
        }
        return crafted(expr, scalar);
      }
    }
  }

  /** Text read as a number is null where it is none: that is a yes or no as well. */
  private static Measure parsed(RexCall cast, RexNode operand, Scalar scalar) {
    Measure inner = of(operand, scalar);
    boolean text =
        org.apache.calcite.sql.type.SqlTypeUtil.isCharacter(operand.getType())
            && !(operand instanceof RexLiteral);
    if (!text) {
      return inner;
    }
    List<String> tokens = new ArrayList<>(inner.tokens());
    tokens.add(missing(scalar.sql(cast)));
    return new Measure(inner.nature().worse(Nature.OUTER), 1, tokens);
  }

  private static Measure column(Col col) {
    String token =
        switch (col.nature()) {
          case PLAIN -> "";
          case OUTER -> missing(col.name());
          case COUNTED ->
              "(CASE WHEN "
                  + col.name()
                  + " IS NULL THEN '2' WHEN "
                  + col.name()
                  + " = 0 THEN '0' ELSE '1' END)";
          case CRAFTED -> level(col.name());
        };
    return new Measure(col.nature(), col.degree(), token.isEmpty() ? List.of() : List.of(token));
  }

  private static Measure branches(List<RexNode> in, Scalar scalar) {
    List<String> tokens = new ArrayList<>();
    StringBuilder branch = new StringBuilder("(CASE");
    int degree = 1;
    for (int i = 0; i + 1 < in.size(); i += 2) {
      branch.append(" WHEN ").append(scalar.sql(in.get(i)));
      branch.append(" THEN '").append(i / 2 + 1).append("'");
      if (!Scalar.isNull(in.get(i + 1)) && scalar.key(in.get(i + 1)) == null) {
        Measure result = of(in.get(i + 1), scalar);
        degree = Math.max(degree, result.degree());
        tokens.addAll(result.tokens());
      }
    }
    tokens.add(0, branch + " ELSE '0' END)");
    RexNode last = in.get(in.size() - 1);
    if (!Scalar.isNull(last) && scalar.key(last) == null) {
      Measure result = of(last, scalar);
      degree = Math.max(degree, result.degree());
      tokens.addAll(result.tokens());
    }
    return new Measure(Nature.CRAFTED, degree, tokens);
  }

  private static Measure together(List<RexNode> in, Scalar scalar, boolean multiplied) {
    Nature nature = Nature.PLAIN;
    int degree = 0;
    List<String> tokens = new ArrayList<>();
    for (RexNode part : in) {
      if (part instanceof RexLiteral) {
        continue;
      }
      Measure measure = of(part, scalar);
      nature = nature.worse(measure.nature());
      degree = multiplied ? degree + measure.degree() : Math.max(degree, measure.degree());
      tokens.addAll(measure.tokens());
    }
    return new Measure(nature, degree, tokens);
  }

  private static Measure crafted(RexNode expr, Scalar scalar) {
    return new Measure(Nature.CRAFTED, 1, List.of(level(scalar.sql(expr))));
  }

  static String missing(String sql) {
    return "(CASE WHEN " + sql + " IS NULL THEN '0' ELSE '1' END)";
  }

  private static String level(String sql) {
    return "CAST(hash(" + sql + ") AS VARCHAR)";
  }
}
