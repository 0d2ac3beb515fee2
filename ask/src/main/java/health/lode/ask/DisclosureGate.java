package health.lode.ask;

import health.lode.vault.consent.ConsentFilter;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.engine.EngineResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The only way from an engine's rows to a {@link NodePart}. Rules, reasons and what they do not
 * protect against: docs/spec/disclosure.md.
 */
public final class DisclosureGate {
  /** Groups with more different signatures show no conditional figure: too many to check. */
  static final int MOST_SIGNATURES = 200;

  private static final Comparator<NodePart.Row> BY_KEY = DisclosureGate::compareKeys;

  private DisclosureGate() {}

  /**
   * Lets pass what enough patients stand behind.
   *
   * @param raw what the engine returned for {@link Plan#nodeSql}
   * @param minimum distinct patients that a group, and every figure in it, needs: the grant's
   * @param hospital this hospital's name in the answer
   */
  public static NodePart pass(
      EngineResult raw,
      Plan plan,
      int minimum,
      String hospital,
      CutInfo cut,
      ConsentFilter consent) {
    return pass(raw.rows(), plan, minimum, hospital, cut.number(), band(consent.excludedPersons()));
  }

  /** Ten-fold bands, so that single withdrawals do not show: 0-9, 10-99, 100-999, … */
  public static String band(long persons) {
    long from = 0;
    long to = 9;
    while (persons > to) {
      from = to + 1;
      to = to * 10 + 9;
    }
    return from + "-" + to;
  }

  /**
   * Lets pass what enough patients stand behind.
   *
   * @param rows the engine's rows of {@link Plan#nodeSql}
   * @param minimum distinct patients that a group, and every figure in it, needs
   */
  static NodePart pass(
      List<? extends List<? extends @Nullable Object>> rows,
      Plan plan,
      int minimum,
      String hospital,
      int cut,
      String patientsExcluded) {
    if (minimum < 1) {
      throw new IllegalArgumentException("a minimum below 1 gates nothing");
    }
    if (rows.size() > Planner.MOST_GROUPS) {
      throw tooLarge();
    }
    List<NodePart.Row> passed = new ArrayList<>();
    long suppressed = 0;
    for (List<? extends @Nullable Object> row : rows) {
      Reader reader = new Reader(row);
      List<@Nullable String> key = new ArrayList<>();
      for (int i = 0; i < plan.keys(); i++) {
        Object value = reader.next();
        key.add(value == null ? null : value.toString());
      }
      if (reader.number().longValueExact() < minimum) {
        suppressed++;
      } else {
        passed.add(new NodePart.Row(key, cells(reader, plan.figures(), minimum)));
      }
    }
    passed.sort(BY_KEY);
    return new NodePart(hospital, plan.layout(), passed, suppressed, cut, patientsExcluded);
  }

  static health.lode.refusal.RefusedException tooLarge() {
    return Refuse.because(
        AskReason.ANSWER_TOO_LARGE,
        "The answer would have more than " + Planner.MOST_GROUPS + " groups.",
        "答案将超过 " + Planner.MOST_GROUPS + " 个分组。",
        "Group by fewer or coarser columns.",
        "请减少分组列或使用更粗的分组。");
  }

  private static List<@Nullable List<String>> cells(
      Reader reader, List<Figure> figures, int minimum) {
    List<@Nullable List<String>> cells = new ArrayList<>();
    boolean conditional = false;
    for (Figure figure : figures) {
      conditional |= !figure.tokens().isEmpty();
      cells.add(cell(reader, figure, minimum));
    }
    if (conditional) {
      Object text = reader.next();
      Signatures signatures = Signatures.of(text == null ? null : text.toString(), minimum);
      for (int i = 0; i < figures.size(); i++) {
        if (cells.get(i) != null && !signatures.admits(figures.get(i))) {
          cells.set(i, null);
        }
      }
    }
    return cells;
  }

  /** The figures of one cell, or null where too few patients, or two of them, make the figure. */
  private static @Nullable List<String> cell(Reader reader, Figure figure, int minimum) {
    BigDecimal n = reader.number();
    long contributors = reader.number().longValueExact();
    boolean few = contributors > 0 && contributors < minimum;
    if (!figure.kind().sums()) {
      return few ? null : List.of(text(n));
    }
    BigDecimal sum = reader.numberOrZero();
    BigDecimal squares = figure.kind().squares() ? reader.numberOrZero() : BigDecimal.ZERO;
    boolean outOfRange = reader.number().signum() != 0;
    BigDecimal largestTwo = reader.numberOrZero();
    BigDecimal all = reader.numberOrZero();
    // (n,k) dominance with n = 2, k = 90%, as the ACRO defaults have it.
    boolean dominated =
        all.signum() > 0 && largestTwo.multiply(BigDecimal.TEN).compareTo(all.multiply(NINE)) > 0;
    if (few || outOfRange || dominated) {
      return null;
    }
    if (n.signum() == 0) {
      return List.of();
    }
    return switch (figure.kind().width()) {
      case 1 -> List.of(text(sum));
      case 2 -> List.of(text(n), text(sum));
      default -> List.of(text(n), text(sum), text(squares));
    };
  }

  private static final BigDecimal NINE = BigDecimal.valueOf(9);

  /** Decimal text without trailing zeros, so that equal figures have equal bytes. */
  static String text(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static int compareKeys(NodePart.Row a, NodePart.Row b) {
    for (int i = 0; i < a.key().size(); i++) {
      int order =
          Comparator.nullsLast(Comparator.<String>naturalOrder())
              .compare(a.key().get(i), b.key().get(i));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** The cells of one group by signature, and the counts already shown of them. */
  private static final class Signatures {
    private final List<String[]> cells = new ArrayList<>();
    private final boolean[] rare;
    private final boolean readable;
    private List<long[]> shown = new ArrayList<>();

    private Signatures(@Nullable String text, int minimum) {
      readable = text != null;
      String[] parts = text == null ? new String[0] : text.split(";", -1);
      rare = new boolean[parts.length];
      for (int i = 0; i < parts.length; i++) {
        int colon = parts[i].lastIndexOf(':');
        cells.add(parts[i].substring(0, colon).split("\\|", -1));
        rare[i] = Long.parseLong(parts[i].substring(colon + 1)) < minimum;
      }
      long[] all = new long[parts.length];
      java.util.Arrays.fill(all, 1);
      // The group's total counts as shown even where it is not: another question will ask it.
      shown.add(all);
    }

    static Signatures of(@Nullable String text, int minimum) {
      return new Signatures(text, minimum);
    }

    /** Takes the figure's counts in if nothing rare becomes derivable with them. */
    boolean admits(Figure figure) {
      if (figure.tokens().isEmpty()) {
        return true;
      }
      if (!readable) {
        return false;
      }
      List<long[]> with = new ArrayList<>(shown);
      for (int token : figure.tokens()) {
        Set<String> levels = new LinkedHashSet<>();
        cells.forEach(cell -> levels.add(cell[token]));
        for (String level : levels) {
          long[] count = new long[rare.length];
          for (int i = 0; i < count.length; i++) {
            count[i] = cells.get(i)[token].equals(level) ? 1 : 0;
          }
          with.add(count);
        }
      }
      if (!Derivability.safe(with, rare)) {
        return false;
      }
      shown = with;
      return true;
    }
  }

  /** Reads an engine row from left to right. */
  private static final class Reader {
    private final List<? extends @Nullable Object> row;
    private int at;

    Reader(List<? extends @Nullable Object> row) {
      this.row = row;
    }

    @Nullable Object next() {
      return row.get(at++);
    }

    BigDecimal number() {
      return Objects.requireNonNull(decimal(next()), "the engine gave no number");
    }

    BigDecimal numberOrZero() {
      BigDecimal value = decimal(next());
      return value == null ? BigDecimal.ZERO : value;
    }

    private static @Nullable BigDecimal decimal(@Nullable Object value) {
      if (value == null) {
        return null;
      }
      if (value instanceof BigDecimal decimal) {
        return decimal;
      }
      if (value instanceof BigInteger whole) {
        return new BigDecimal(whole);
      }
      if (value instanceof Long || value instanceof Integer || value instanceof Short) {
        return BigDecimal.valueOf(((Number) value).longValue());
      }
      throw new IllegalStateException("the engine gave an inexact number");
    }
  }
}
