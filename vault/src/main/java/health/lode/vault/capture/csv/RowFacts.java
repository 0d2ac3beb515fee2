package health.lode.vault.capture.csv;

import health.lode.vault.capture.FactRow;
import health.lode.vault.capture.FactSink;
import health.lode.vault.capture.PatientFact;
import health.lode.vault.capture.PatientFact.Kind;
import health.lode.vault.capture.QuarantinedException;
import health.lode.vault.capture.RecordBytes;
import health.lode.vault.capture.WrittenMoment;
import health.lode.vault.capture.csv.Mappings.Chosen;
import health.lode.vault.codes.Dictionary;
import health.lode.vault.record.ColumnType;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the facts of a row by one table of a mapping. */
final class RowFacts {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,2})?");

  private final TableMapping table;
  private final DateText dates;
  private final Dictionary dictionary;

  RowFacts(Chosen chosen, Dictionary dictionary) {
    this.table = chosen.table();
    this.dates = new DateText(chosen.mapping().dateFormats());
    this.dictionary = dictionary;
  }

  void of(Row row, RecordBytes record, FactSink facts) throws QuarantinedException {
    if (table.patient().isEmpty()) {
      return;
    }
    String patient = table.patient().get().of(row);
    if (patient.isEmpty()) {
      throw Row.quarantine(
          "PATIENT_MISSING", named(table.patient().get()), "The row names no patient", "该行没有患者标识");
    }
    identity(row, patient, facts);
    String visit = table.visit().isEmpty() ? "" : table.visit().get().of(row);
    for (FactMapping fact : table.facts()) {
      if (applies(fact, row)) {
        FactRow to = facts.fact(fact.table(), key(fact, row, record, patient)).patient(patient);
        if (!visit.isEmpty() && !fact.table().equals("visit_occurrence")) {
          to.visit(visitKey(visit));
        }
        fill(fact, row, to);
      }
    }
  }

  private void identity(Row row, String patient, FactSink facts) throws QuarantinedException {
    if (table.identity().isEmpty() && table.otherKeys().isEmpty()) {
      return;
    }
    PatientFact identified = new PatientFact(patient);
    for (Map.Entry<Kind, Expression> value : table.identity().entrySet()) {
      identified.with(value.getKey(), value.getValue().of(row));
    }
    for (Expression other : table.otherKeys()) {
      String key = other.of(row);
      if (!key.isEmpty()) {
        identified.alsoKnownAs(key);
      }
    }
    facts.patient(identified);
  }

  private static boolean applies(FactMapping fact, Row row) {
    for (String column : fact.present()) {
      if (row.text(column).isEmpty()) {
        return false;
      }
    }
    return fact.when().entrySet().stream()
        .allMatch(condition -> condition.getValue().contains(row.text(condition.getKey())));
  }

  private static String visitKey(String visit) {
    return "visit_occurrence/" + visit;
  }

  /** A row without a key of its own is known by its bytes: the same row again is the same fact. */
  private static String key(FactMapping fact, Row row, RecordBytes record, String patient)
      throws QuarantinedException {
    if (Targets.onePerPatient(fact.table())) {
      return fact.table() + "/" + patient;
    }
    StringBuilder key = new StringBuilder(fact.table());
    boolean found = false;
    for (Expression part : fact.key()) {
      String text = part.of(row);
      found |= !text.isEmpty();
      key.append('/').append(text);
    }
    if (!fact.key().isEmpty() && !found) {
      throw Row.quarantine("KEY_MISSING", named(fact.key().get(0)), "The row has no key", "该行没有主键");
    }
    if (!found) {
      key.append('/').append(record.contentKey());
    }
    return fact.label().isEmpty() ? key.toString() : key + "#" + fact.label();
  }

  private void fill(FactMapping fact, Row row, FactRow to) throws QuarantinedException {
    if (fact.version().isPresent()) {
      to.version(version(fact.version().get(), row));
    }
    if (fact.deleted().entrySet().stream()
        .anyMatch(said -> said.getValue().contains(row.text(said.getKey())))) {
      to.retracted();
      return;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Expression> column : fact.columns().entrySet()) {
      texts.put(column.getKey(), column.getValue().of(row));
    }
    for (Map.Entry<String, String> text : texts.entrySet()) {
      if (!text.getValue().isEmpty()) {
        column(fact, text.getKey(), text.getValue(), texts.keySet(), to);
      }
    }
    String date = Targets.requiredDate(fact.table());
    if (date != null && texts.getOrDefault(date, "").isEmpty()) {
      throw Row.quarantine(
          "DATE_MISSING", named(fact.columns().get(date)), "A date is required here", "此处必须有日期");
    }
    Derived.fill(fact, texts, dates, dictionary, to);
  }

  private void column(FactMapping fact, String column, String text, Set<String> filled, FactRow to)
      throws QuarantinedException {
    ColumnType type = Targets.type(fact.table(), column);
    if (type == ColumnType.VARCHAR) {
      to.text(column, text);
      return;
    }
    Object value =
        type == ColumnType.DATE || type == ColumnType.TIMESTAMP ? dates.read(text) : number(text);
    boolean whole = type == ColumnType.INTEGER || type == ColumnType.BIGINT;
    if (value == null || (whole && ((BigDecimal) value).stripTrailingZeros().scale() > 0)) {
      unreadable(fact, column, type);
    } else if (value instanceof WrittenMoment moment) {
      moment(fact, column, moment, filled, to);
    } else if (whole) {
      to.integer(column, ((BigDecimal) value).longValue());
    } else {
      to.number(column, (BigDecimal) value);
    }
  }

  private static void moment(
      FactMapping fact, String column, WrittenMoment moment, Set<String> filled, FactRow to) {
    if (Targets.type(fact.table(), column) == ColumnType.TIMESTAMP) {
      to.dateTime(column, moment.dateTime());
      return;
    }
    String time = Targets.timeBeside(fact.table(), column);
    to.moment(column, time == null || filled.contains(time) ? null : time, moment);
  }

  /**
   * What cannot be read stays empty where the row keeps the text in another column; elsewhere, and
   * where the date is required, the row waits: no value is dropped without a word.
   */
  private static void unreadable(FactMapping fact, String column, @Nullable ColumnType type)
      throws QuarantinedException {
    Expression expression = fact.columns().get(column);
    String source = expression == null ? null : expression.soleColumn();
    boolean kept =
        source != null
            && !column.equals(Targets.requiredDate(fact.table()))
            && fact.columns().entrySet().stream()
                .anyMatch(
                    other ->
                        source.equals(other.getValue().soleColumn())
                            && Targets.type(fact.table(), other.getKey()) == ColumnType.VARCHAR);
    if (!kept) {
      boolean date = type == ColumnType.DATE || type == ColumnType.TIMESTAMP;
      throw Row.quarantine(
          date ? "DATE_UNREADABLE" : "NUMBER_UNREADABLE",
          named(expression),
          date ? "This is no date that the mapping knows" : "This is no number",
          date ? "此处不是映射所知的日期" : "此处不是数值");
    }
  }

  private long version(Expression expression, Row row) throws QuarantinedException {
    String text = expression.of(row);
    if (text.isEmpty()) {
      return 0;
    }
    WrittenMoment moment = dates.read(text);
    if (moment != null) {
      return DateText.version(moment);
    }
    BigDecimal number = number(text);
    if (number == null) {
      throw Row.quarantine(
          "VERSION_UNREADABLE", named(expression), "This is neither date nor number", "此处既非日期也非数值");
    }
    return number.longValue();
  }

  static @Nullable BigDecimal number(String text) {
    return NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
  }

  private static String named(@Nullable Expression expression) {
    String column = expression == null ? null : expression.soleColumn();
    return column == null ? "(made up)" : column;
  }
}
