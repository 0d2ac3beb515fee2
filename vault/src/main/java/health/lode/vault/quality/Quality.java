package health.lode.vault.quality;

import health.lode.refusal.Words;
import health.lode.vault.cut.CutInfo;
import health.lode.vault.cut.Cuts;
import health.lode.vault.quality.QualityReport.Finding;
import health.lode.vault.quality.QualityReport.Kind;
import health.lode.vault.record.ColumnRole;
import health.lode.vault.record.ColumnType;
import health.lode.vault.record.IntakeTables;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** The checks. Each is one statement over the latest cut or the intake behind it. */
public final class Quality {
  /** Places named per finding. */
  public static final int EXAMPLES = 20;

  private static final String REF = "concat(f.journal_entry, ':', f.journal_offset)";

  private final OmopSchema schema;
  private final Cuts cuts;
  private final Clock clock;

  public Quality(OmopSchema schema, Cuts cuts, Clock clock) {
    this.schema = schema;
    this.cuts = cuts;
    this.clock = clock;
  }

  /** Looks at the latest cut. */
  public QualityReport report(DuckDBConnection connection) throws SQLException {
    Optional<CutInfo> latest = cuts.latest(connection);
    if (latest.isEmpty()) {
      return new QualityReport(0, List.of());
    }
    CutInfo cut = latest.get();
    List<Finding> findings = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      Checks checks = new Checks(statement, cut, findings);
      for (OmopTable table : schema.captured()) {
        if (cut.rows(table.name()) > 0) {
          missing(checks, table);
          implausible(checks, table);
        }
      }
      persons(checks);
      measurements(checks);
      contradictions(checks);
      identifiers(checks);
    }
    return new QualityReport(cut.number(), findings);
  }

  private static void missing(Checks checks, OmopTable table) throws SQLException {
    Optional<String> date = date(table);
    if (date.isPresent()) {
      checks.cut(
          Kind.MISSING,
          "DATE_MISSING",
          table,
          "t." + date.get() + " IS NULL",
          Words.of("No date.", "缺少日期。"));
    }
    Optional<String> code =
        table.columns().stream()
            .map(OmopColumn::name)
            .filter(n -> n.endsWith("_source_vocabulary"))
            .map(n -> n.replace("_source_vocabulary", ""))
            .findFirst();
    if (code.isPresent() && table.has(code.get() + "_source_value")) {
      String prefix = "t." + code.get() + "_source_";
      String text = table.has(code.get() + "_source_text") ? prefix + "text" : "NULL";
      checks.cut(
          Kind.MISSING,
          "CODE_MISSING",
          table,
          "coalesce(" + prefix + "value, '') = ''",
          Words.of("No code, at most words.", "缺少代码，至多只有文字。"));
      checks.cut(
          Kind.MISSING,
          "CODE_AND_TEXT_MISSING",
          table,
          "coalesce(" + prefix + "value, " + text + ", '') = ''",
          Words.of("Neither code nor words.", "既无代码也无文字。"));
    }
    if (table.has("visit_occurrence_id") && !table.name().equals("visit_occurrence")) {
      checks.cut(
          Kind.MISSING,
          "VISIT_MISSING",
          table,
          "t.visit_occurrence_id IS NULL",
          Words.of("Belongs to no known visit of this patient.", "不属于该患者的任何已知就诊。"));
    }
    checks.intake(
        Kind.MISSING,
        "PATIENT_MISSING",
        table,
        "coalesce(f.source_patient_id, 0) = 0 AND NOT f.retracted",
        Words.of("Names no patient: in no cut.", "未注明患者：不进入任何切片。"));
  }

  private void implausible(Checks checks, OmopTable table) throws SQLException {
    LocalDate tomorrow = LocalDate.now(clock).plusDays(1);
    Optional<String> date = date(table);
    if (date.isPresent()) {
      String day = "t." + date.get();
      checks.joined(
          "EVENT_BEFORE_BIRTH",
          table,
          "person p ON p.person_id = t.person_id",
          day
              + " < try_cast(concat(p.year_of_birth, '-', coalesce(p.month_of_birth, 1), '-',"
              + " coalesce(p.day_of_birth, 1)) AS DATE)",
          Words.of("Before the patient's birth.", "早于患者出生。"));
      if (!table.name().equals("death") && !table.name().equals("note")) {
        checks.joined(
            "EVENT_AFTER_DEATH",
            table,
            "death p ON p.person_id = t.person_id",
            day + " > p.death_date + 30",
            Words.of("More than 30 days after the patient's death.", "晚于患者死亡 30 天以上。"));
      }
      if (!table.name().equals("appointment")) {
        checks.cut(
            Kind.IMPLAUSIBLE,
            "EVENT_IN_FUTURE",
            table,
            day + " > DATE '" + tomorrow + "'",
            Words.of("In the future.", "日期在未来。"));
      }
    }
    for (OmopColumn column : table.dateColumns()) {
      String end = column.name();
      String start = end.replace("_end_date", "_start_date");
      if (end.endsWith("_end_date") && !start.equals(end) && table.has(start)) {
        checks.cut(
            Kind.IMPLAUSIBLE,
            "END_BEFORE_START",
            table,
            "t." + end + " < t." + start,
            Words.of("Ends before it begins.", "结束早于开始。"));
      }
    }
    if (table.has("range_low")) {
      checks.cut(
          Kind.IMPLAUSIBLE,
          "RANGE_REVERSED",
          table,
          "t.range_low > t.range_high",
          Words.of("The reference range is reversed.", "参考范围上下限颠倒。"));
      checks.cut(
          Kind.IMPLAUSIBLE,
          "VALUE_FAR_OUT_OF_RANGE",
          table,
          "t.value_as_number > 100 * t.range_high AND t.range_high > 0"
              + " OR t.value_as_number < 0 AND t.range_low >= 0",
          Words.of(
              "More than a hundred times the reference range, or negative where it is not.",
              "超过参考范围上限一百倍，或在非负范围内为负值。"));
    }
    for (OmopColumn column : IntakeTables.columns(table)) {
      if (column.type() == ColumnType.DOUBLE) {
        checks.intake(
            Kind.IMPLAUSIBLE,
            "NUMBER_TOO_LARGE",
            table,
            "abs(f." + column.name() + ") >= 1e15",
            Words.of("Too large a number: empty in the cut.", "数值过大：切片中为空。"));
      }
    }
  }

  private void persons(Checks checks) throws SQLException {
    OmopTable person = schema.require("person");
    checks.cut(
        Kind.MISSING,
        "BIRTH_MISSING",
        person,
        "t.year_of_birth IS NULL",
        Words.of("No year of birth.", "缺少出生年份。"));
    checks.cut(
        Kind.MISSING,
        "SEX_MISSING",
        person,
        "t.gender_concept_id = 0 AND coalesce(t.gender_source_value, '') = ''",
        Words.of("No sex.", "缺少性别。"));
    checks.cut(
        Kind.IMPLAUSIBLE,
        "BIRTH_IMPLAUSIBLE",
        person,
        "t.year_of_birth < 1900 OR t.year_of_birth > " + LocalDate.now(clock).getYear(),
        Words.of("Born before 1900 or in the future.", "出生于 1900 年之前或未来。"));
  }

  private void measurements(Checks checks) throws SQLException {
    OmopTable measurement = schema.require("measurement");
    checks.cut(
        Kind.MISSING,
        "UNIT_MISSING",
        measurement,
        "t.value_as_number IS NOT NULL AND coalesce(t.unit_source_value, '') = ''",
        Words.of("A number without a unit.", "有数值无单位。"));
    checks.cut(
        Kind.IMPLAUSIBLE,
        "VALUE_FAR_OFF",
        measurement,
        "EXISTS (FROM (SELECT measurement_source_value AS code, unit_source_value AS unit,"
            + " median(value_as_number) AS middle FROM "
            + checks.cut.schema()
            + ".measurement WHERE value_as_number IS NOT NULL GROUP BY ALL HAVING count(*) >= 30)"
            + " usual WHERE usual.code = t.measurement_source_value"
            + " AND usual.unit IS NOT DISTINCT FROM t.unit_source_value AND usual.middle > 0"
            + " AND (t.value_as_number > usual.middle * 20 OR t.value_as_number < 0))",
        Words.of(
            "More than twenty times the usual value of its item and unit, or negative.",
            "超过同项目同单位常见值二十倍，或为负数。"));
    checks.cut(
        Kind.MISSING,
        "ICD10_UNKNOWN",
        schema.require("condition_occurrence"),
        "coalesce(t.condition_source_value, '') <> '' AND t.condition_icd10 IS NULL",
        Words.of("No ICD-10 form of the code is known.", "编码没有对应的 ICD-10 形式。"));
  }

  /** Facts of one person's source patients that cannot all be right. */
  private void contradictions(Checks checks) throws SQLException {
    OmopTable person = schema.require("person");
    checks.between(
        "SEX_CONTRADICTORY",
        person,
        "nullif(f.gender_concept_id, 0)",
        Words.of("Sources give one person different sexes.", "不同来源对同一人给出不同性别。"));
    checks.between(
        "BIRTH_CONTRADICTORY",
        person,
        "CASE WHEN f.day_of_birth IS NOT NULL"
            + " THEN f.year_of_birth * 10000 + f.month_of_birth * 100 + f.day_of_birth END",
        Words.of("Sources give one person different birth dates.", "不同来源对同一人给出不同出生日期。"));
    checks.between(
        "DEATH_CONTRADICTORY",
        schema.require("death"),
        "f.death_date",
        Words.of("Sources give one person different dates of death.", "不同来源对同一人给出不同死亡日期。"));
  }

  private static void identifiers(Checks checks) throws SQLException {
    checks.query(
        Kind.IMPLAUSIBLE,
        "ID_NUMBER_INVALID",
        "identifier",
        "SELECT "
            + REF
            + ", '' FROM identity.identifier f WHERE f.kind = 'ID_NUMBER' AND NOT f.valid",
        "SELECT count(*) FROM identity.identifier WHERE kind = 'ID_NUMBER'",
        Words.of("No valid resident ID number: it links nothing.", "不是有效的居民身份证号：不用于关联。"));
    String places =
        "LEFT JOIN (SELECT source_patient_id, arg_max("
            + REF
            + ", row(f.journal_entry, f.journal_offset)) AS ref FROM identity.identifier f"
            + " GROUP BY ALL)";
    for (String[] each :
        new String[][] {
          {
            "CONTRADICTION",
            "SAME_NUMBER_DIFFERENT_PERSON",
            "Same number, but sex and birth date both differ: not linked.",
            "号码相同但性别与出生日期均不同：未关联。"
          },
          {
            "SHARED",
            "NUMBER_SHARED_BY_MANY",
            "A number that many patients share: not linked.",
            "多名患者共用的号码：未关联。"
          }
        }) {
      checks.query(
          Kind.CONTRADICTORY,
          each[1],
          "identifier",
          "SELECT a.ref, b.ref FROM identity.not_linked n "
              + places
              + " a ON a.source_patient_id = n.source_patient_id "
              + places
              + " b ON b.source_patient_id = n.other_source_patient_id WHERE n.reason = '"
              + each[0]
              + "'",
          "SELECT count(*) FROM identity.source_patient",
          Words.of(each[2], each[3]));
    }
  }

  private static Optional<String> date(OmopTable table) {
    return table.dateColumns().stream()
        .filter(c -> c.role() == ColumnRole.DATE)
        .map(OmopColumn::name)
        .findFirst();
  }

  /** Runs checks and keeps what they find. */
  private static final class Checks {
    private final Statement statement;
    private final CutInfo cut;
    private final List<Finding> findings;

    Checks(Statement statement, CutInfo cut, List<Finding> findings) {
      this.statement = statement;
      this.cut = cut;
      this.findings = findings;
    }

    /** Rows of a cut's table {@code t} for which a condition holds. */
    void cut(Kind kind, String check, OmopTable table, String condition, Words words)
        throws SQLException {
      String from = " FROM " + cut.schema() + '.' + table + " t";
      query(
          kind,
          check,
          table.name(),
          "SELECT t.journal_ref, ''" + from + " WHERE " + condition,
          "SELECT count(*)" + from,
          words);
    }

    void joined(String check, OmopTable table, String join, String condition, Words words)
        throws SQLException {
      String from = " FROM " + cut.schema() + '.' + table + " t";
      query(
          Kind.IMPLAUSIBLE,
          check,
          table.name(),
          "SELECT t.journal_ref, p.journal_ref"
              + from
              + " JOIN "
              + cut.schema()
              + '.'
              + join
              + " WHERE "
              + condition,
          "SELECT count(*)" + from,
          words);
    }

    /** Rows of an intake table {@code f} for which a condition holds. */
    void intake(Kind kind, String check, OmopTable table, String condition, Words words)
        throws SQLException {
      String from = " FROM intake." + table + " f";
      query(
          kind,
          check,
          table.name(),
          "SELECT " + REF + ", ''" + from + " WHERE " + condition,
          "SELECT count(*)" + from,
          words);
    }

    /** Persons of whom the newest facts of different source patients differ in {@code value}. */
    void between(String check, OmopTable table, String value, Words words) throws SQLException {
      String newest =
          "SELECT p.person_id, f.source_patient_id, arg_max("
              + value
              + ", f.fact_id) AS said, arg_max("
              + REF
              + ", f.fact_id) AS ref FROM intake."
              + table
              + " f JOIN identity.person_of p ON p.cut = "
              + cut.number()
              + " AND p.source_patient_id = f.source_patient_id WHERE NOT f.retracted GROUP BY ALL";
      query(
          Kind.CONTRADICTORY,
          check,
          table.name(),
          "SELECT arg_min(ref, source_patient_id), arg_max(ref, source_patient_id) FROM ("
              + newest
              + ") WHERE said IS NOT NULL GROUP BY person_id HAVING count(DISTINCT said) > 1",
          "SELECT count(*) FROM " + cut.schema() + ".person",
          words);
    }

    /** A statement of two places a row; nothing is kept where it finds nothing. */
    void query(Kind kind, String check, String table, String sql, String total, Words words)
        throws SQLException {
      long rows = count("SELECT count(*) FROM (" + sql + ')');
      if (rows == 0) {
        return;
      }
      List<String> refs = new ArrayList<>();
      try (ResultSet found = statement.executeQuery(sql + " ORDER BY ALL LIMIT " + EXAMPLES)) {
        while (found.next()) {
          add(refs, found.getString(1));
          add(refs, found.getString(2));
        }
      }
      findings.add(new Finding(kind, check, table, rows, count(total), words, refs));
    }

    private static void add(List<String> refs, @Nullable String ref) {
      if (ref != null && !ref.isEmpty()) {
        refs.add(ref);
      }
    }

    private long count(String sql) throws SQLException {
      try (ResultSet row = statement.executeQuery(sql)) {
        row.next();
        return row.getLong(1);
      }
    }
  }
}
