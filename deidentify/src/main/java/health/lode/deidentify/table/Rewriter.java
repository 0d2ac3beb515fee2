package health.lode.deidentify.table;

import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a row into what is released of it. Not safe for several threads. */
final class Rewriter {
  private static final int REMEMBERED = 100_000;

  private final Plan plan;
  private final Gathered gathered;
  private final Solution solution;
  private final Pseudonyms pseudonyms;
  private final Dates dates;
  private final int[] released;
  private final int[] quasi;
  private final int[] quasiPlace;
  private final Map<Integer, Map<String, String>> microaggregated = new HashMap<>();
  private final Map<String, Integer> shifts = new HashMap<>();
  private final Map<Integer, Map<String, String>> given = new HashMap<>();
  private final int[] codes;
  private final String[] out;

  Rewriter(Plan plan, Gathered gathered, Solution solution, Pseudonyms pseudonyms, Dates dates) {
    this.plan = plan;
    this.gathered = gathered;
    this.solution = solution;
    this.pseudonyms = pseudonyms;
    this.dates = dates;
    this.released = plan.released().stream().mapToInt(i -> i).toArray();
    this.quasi = plan.quasi().stream().mapToInt(i -> i).toArray();
    this.quasiPlace = new int[plan.header().size()];
    for (int q = 0; q < quasi.length; q++) {
      quasiPlace[quasi[q]] = q;
    }
    for (int c : released) {
      if (plan.column(c).role() != ColumnPolicy.Role.QUASI
          && plan.column(c).treatment().orElse(null) instanceof Treatment.Microaggregate how) {
        microaggregated.put(c, Microaggregation.of(gathered.counted(c), how, plan.header().get(c)));
      }
    }
    this.codes = new int[quasi.length];
    this.out = new String[released.length];
  }

  List<String> header() {
    return plan.names(plan.released());
  }

  /** The row's tuple. */
  int tuple(String[] cells) {
    for (int q = 0; q < quasi.length; q++) {
      codes[q] = gathered.values(q).code(cells[quasi[q]]);
      if (codes[q] < 0) {
        throw changed();
      }
    }
    int tuple = gathered.builder().find(codes);
    if (tuple < 0) {
      throw changed();
    }
    return tuple;
  }

  /** The released row, whose array is used again; null where the row is left out. */
  String @Nullable [] row(String[] cells) {
    int tuple = tuple(cells);
    Recoding recoding = solution.recoding();
    boolean suppressed = recoding.suppressed(tuple);
    if (suppressed && !recoding.starred()) {
      return null;
    }
    for (int i = 0; i < released.length; i++) {
      int c = released[i];
      ColumnPolicy column = plan.column(c);
      if (column.role() == ColumnPolicy.Role.QUASI) {
        int q = quasiPlace[c];
        out[i] = suppressed ? Ladder.STAR : recoding.label(solution.ladders(), tuple, q, codes[q]);
      } else {
        out[i] =
            column.treatment().isEmpty() ? cells[c] : treated(c, column.treatment().get(), cells);
      }
    }
    return out;
  }

  private String treated(int c, Treatment treatment, String[] cells) {
    String value = cells[c];
    if (value.isEmpty() && !(treatment instanceof Treatment.Microaggregate)) {
      return value;
    }
    if (treatment instanceof Treatment.Pseudonym pseudonym) {
      Map<String, String> known = given.computeIfAbsent(c, x -> new HashMap<>());
      if (known.size() > REMEMBERED) {
        known.clear();
      }
      return known.computeIfAbsent(value, v -> pseudonym(c, pseudonym, v));
    }
    if (treatment instanceof Treatment.DatePolicy) {
      return date(value, plan.person() < 0 ? "" : cells[plan.person()]);
    }
    if (treatment instanceof Treatment.Microaggregate) {
      String becomes = microaggregated.getOrDefault(c, Map.of()).get(value);
      if (becomes == null) {
        throw changed();
      }
      return becomes;
    }
    return Treatments.number(treatment, value);
  }

  private String pseudonym(int c, Treatment.Pseudonym how, String value) {
    return switch (how.form()) {
      case CODE -> pseudonyms.code(how.domain(), value);
      case NUMBER -> Long.toString(pseudonyms.number(how.domain(), value));
      case DIGITS -> digits(c, how.domain(), value);
    };
  }

  private String digits(int c, String domain, String value) {
    if (!value.matches("[0-9]{" + Pseudonyms.FEWEST_DIGITS + ",56}")) {
      throw TableRefusals.refused(
          TableReason.TREATMENT_REFUSED,
          "Column '" + plan.header().get(c) + "' has values that are not six digits or more.",
          "列 '" + plan.header().get(c) + "' 存在不是六位以上数字的取值。",
          "Use pseudonym: code, or correct the values.",
          "请改用 pseudonym: code，或更正取值。");
    }
    return pseudonyms.digits(domain, value);
  }

  private String date(String value, String person) {
    if (dates instanceof Dates.Shift shift) {
      if (person.isEmpty()) {
        return Ladder.STAR;
      }
      if (shifts.size() > REMEMBERED) {
        shifts.clear();
      }
      int days = shifts.computeIfAbsent(person, p -> pseudonyms.shiftDays(shift, p));
      return TableDates.shifted(value, days).orElse(Ladder.STAR);
    }
    Dates.Precision precision = ((Dates.Keep) dates).precision();
    return TableDates.day(value)
        .map(
            day ->
                switch (precision) {
                  case DAY -> day.toString();
                  case MONTH -> day.toString().substring(0, 7);
                  case YEAR -> Integer.toString(day.getYear());
                  case NONE -> "";
                })
        .orElse(Ladder.STAR);
  }

  private static health.lode.refusal.RefusedException changed() {
    return TableRefusals.refused(
        TableReason.TABLE_HEADER_INVALID,
        "The table changed while it was read.",
        "表格在读取期间发生变化。",
        "Give a file that nobody writes to.",
        "请使用无人写入的文件。");
  }
}
