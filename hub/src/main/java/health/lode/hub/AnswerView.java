package health.lode.hub;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import health.lode.ask.Answer;
import health.lode.hub.PendingQuestion.Outcome;
import health.lode.server.Visit;
import health.lode.server.wire.LedgerReceipt;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An answer as the page shows it: a table, a chart where one helps, and what each hospital did. */
public record AnswerView(
    List<Column> columns,
    List<Row> rows,
    String chart,
    List<String> notes,
    List<Hospital> hospitals,
    String question,
    String receipt,
    String timing) {
  private static final int MOST_POINTS = 80;
  private static final int MOST_SERIES = 5;

  public AnswerView {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    notes = List.copyOf(notes);
    hospitals = List.copyOf(hospitals);
  }

  public record Column(String name, boolean number) {}

  /** A row; {@code note} says which hospitals may be missing from it. */
  public record Row(List<String> cells, String note) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  /** What one hospital did. */
  public record Hospital(
      String name, String state, String tone, String detail, String cut, String receipt) {}

  static AnswerView of(MergedAnswer merged, Visit visit) {
    Answer answer = merged.answer();
    List<Column> columns = new ArrayList<>();
    for (int c = 0; c < answer.columns().size(); c++) {
      columns.add(new Column(answer.columns().get(c), isNumber(answer, c)));
    }
    Map<Integer, String> partial = new TreeMap<>();
    answer
        .partial()
        .forEach(
            p ->
                partial.put(
                    p.row(), visit.text("answer.partial", String.join(", ", p.hospitals()))));
    Map<String, Boolean> masked = new TreeMap<>();
    answer.masked().forEach(m -> masked.put(m.row() + ":" + m.column(), true));
    List<Row> rows = new ArrayList<>();
    for (int r = 0; r < answer.rows().size(); r++) {
      List<String> cells = new ArrayList<>();
      for (int c = 0; c < columns.size(); c++) {
        cells.add(
            masked.containsKey(r + ":" + c)
                ? visit.text("answer.masked")
                : cell(answer.rows().get(r).get(c), columns.get(c).name(), visit.locale()));
      }
      rows.add(new Row(cells, partial.getOrDefault(r, "")));
    }
    return new AnswerView(
        columns,
        rows,
        chart(answer, columns),
        notes(answer, visit),
        hospitals(merged, visit),
        merged.question(),
        receipt(merged.receipt(), visit),
        visit.text("answer.millis", merged.millis()));
  }

  private static List<String> notes(Answer answer, Visit visit) {
    List<String> notes = new ArrayList<>();
    if (answer.suppressed() > 0) {
      notes.add(visit.text("answer.suppressed", answer.suppressed()));
    }
    if (!answer.partial().isEmpty()) {
      notes.add(visit.text("answer.partials", answer.partial().size()));
    }
    if (!answer.masked().isEmpty()) {
      notes.add(visit.text("answer.maskeds", answer.masked().size()));
    }
    return notes;
  }

  private static List<Hospital> hospitals(MergedAnswer merged, Visit visit) {
    List<Hospital> hospitals = new ArrayList<>();
    merged
        .outcomes()
        .forEach(
            (name, outcome) -> {
              String state = MergedAnswer.state(outcome).in(visit.locale());
              if (outcome instanceof Outcome.Answered a) {
                hospitals.add(
                    new Hospital(
                        name,
                        state,
                        "good",
                        visit.text(
                            "answer.hospital", a.engineMillis(), a.part().patientsExcluded()),
                        Integer.toString(a.part().cut()),
                        receipt(a.receipt(), visit)));
              } else if (outcome instanceof Outcome.Refused r) {
                hospitals.add(
                    new Hospital(
                        name,
                        state,
                        "bad",
                        r.refusal().code() + ": " + r.refusal().reason().in(visit.locale()),
                        "",
                        r.receipt().map(x -> receipt(x, visit)).orElse("")));
              } else {
                hospitals.add(
                    new Hospital(name, state, "wait", visit.text("answer.absent"), "", ""));
              }
            });
    return hospitals;
  }

  private static String receipt(LedgerReceipt receipt, Visit visit) {
    return visit.text(
        "answer.receipt",
        Long.toString(receipt.index()),
        Long.toString(receipt.size()),
        receipt.root().substring(0, Math.min(16, receipt.root().length())));
  }

  private static boolean isNumber(Answer answer, int column) {
    boolean any = false;
    for (List<@Nullable Object> row : answer.rows()) {
      Object value = row.get(column);
      if (value instanceof Number) {
        any = true;
      } else if (value != null) {
        return false;
      }
    }
    return any;
  }

  private static String cell(@Nullable Object value, String column, Locale locale) {
    if (value == null) {
      return "–";
    }
    if (value instanceof Long number) {
      // A year is a name and not an amount.
      boolean year = looksLikeYear(column) && number > 1800 && number < 2200;
      return year ? number.toString() : NumberFormat.getIntegerInstance(locale).format(number);
    }
    if (value instanceof BigDecimal number) {
      DecimalFormat format = (DecimalFormat) NumberFormat.getNumberInstance(locale);
      format.setMaximumFractionDigits(Math.max(0, number.scale()));
      format.setMinimumFractionDigits(Math.max(0, Math.min(2, number.scale())));
      return format.format(number);
    }
    return value.toString();
  }

  private static boolean looksLikeYear(String column) {
    String name = column.toLowerCase(Locale.ROOT);
    return name.contains("year") || name.equals("y") || name.contains("年");
  }

  /**
   * The chart's data as JSON: the first column that is no figure (or names years) as labels,
   * figures as series; empty where a chart would say nothing.
   */
  private static String chart(Answer answer, List<Column> columns) {
    int rows = answer.rows().size();
    int label = -1;
    for (int c = 0; c < columns.size() && label < 0; c++) {
      if (!columns.get(c).number() || looksLikeYear(columns.get(c).name())) {
        label = c;
      }
    }
    long labels = columns.stream().filter(c -> !c.number()).count();
    if (label < 0 || labels > 1 || rows < 2 || rows > MOST_POINTS) {
      return "";
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    boolean time =
        looksLikeYear(columns.get(label).name())
            || columns.get(label).name().toLowerCase(Locale.ROOT).contains("month");
    json.put("kind", time ? "line" : "bar");
    ArrayNode names = json.putArray("labels");
    for (List<@Nullable Object> row : answer.rows()) {
      Object value = row.get(label);
      names.add(value == null ? "–" : value.toString());
    }
    ArrayNode series = json.putArray("series");
    for (int c = 0; c < columns.size() && series.size() < MOST_SERIES; c++) {
      if (c == label || !columns.get(c).number()) {
        continue;
      }
      ObjectNode one = series.addObject().put("name", columns.get(c).name());
      ArrayNode values = one.putArray("values");
      for (List<@Nullable Object> row : answer.rows()) {
        Object value = row.get(c);
        if (value instanceof Long number) {
          values.add(number.longValue());
        } else if (value instanceof BigDecimal number) {
          values.add(number);
        } else {
          values.addNull();
        }
      }
    }
    return series.isEmpty() ? "" : json.toString();
  }
}
