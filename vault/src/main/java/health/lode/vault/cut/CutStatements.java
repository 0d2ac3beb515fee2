package health.lode.vault.cut;

import health.lode.vault.record.ColumnRole;
import health.lode.vault.record.ColumnType;
import health.lode.vault.record.OmopColumn;
import health.lode.vault.record.OmopTable;
import java.util.Optional;
import java.util.StringJoiner;

/** The statements by which a cut's tables are made and counted. */
final class CutStatements {
  /** Larger numbers cannot be summed exactly; they stay in the intake and are reported. */
  static final String LARGEST_NUMBER = "1e15";

  /** OMOP's concept for "from an electronic health record". */
  private static final int FROM_RECORD = 32817;

  private CutStatements() {}

  /** A table of facts, one row for each that stands and has a person. */
  static String events(OmopTable table, String schema, String live) {
    boolean places = table.has("care_site_id");
    StringBuilder sql = begin(table, schema);
    sql.append(columns(table));
    sql.append(" FROM ").append(live).append(" f JOIN resolved p");
    sql.append(" ON p.source_patient_id = f.source_patient_id");
    if (seeksVisit(table)) {
      // A visit of somebody else is no visit of this fact.
      sql.append(" LEFT JOIN visit_of v ON v.source_id = f.source_id")
          .append(" AND v.key_hi = f.visit_key_hi AND v.key_lo = f.visit_key_lo")
          .append(" AND v.person_id = p.person_id");
    }
    if (places) {
      sql.append(" LEFT JOIN ")
          .append(schema)
          .append(".care_site c")
          .append(" ON c.care_site_source_value IS NOT DISTINCT FROM f.care_site_source_value")
          .append(" AND c.care_site_name IS NOT DISTINCT FROM f.care_site_name");
    }
    if (table.primaryKey().isEmpty()) {
      sql.append(" QUALIFY row_number() OVER (PARTITION BY p.person_id ORDER BY ")
          .append(startDate(table).orElse("fact_id"))
          .append(" IS NULL, f.fact_id DESC) = 1");
    }
    sql.append(" ORDER BY p.consent_class, p.person_id, f.fact_id");
    return sql.toString();
  }

  private static StringBuilder begin(OmopTable table, String schema) {
    return new StringBuilder("CREATE TABLE ")
        .append(schema)
        .append('.')
        .append(table.name())
        .append(" AS SELECT ");
  }

  private static boolean seeksVisit(OmopTable table) {
    return table.has("visit_occurrence_id") && !table.name().equals("visit_occurrence");
  }

  private static String columns(OmopTable table) {
    StringJoiner list = new StringJoiner(", ");
    for (OmopColumn column : table.storedColumns()) {
      list.add(expression(table, column) + " AS " + column.name());
    }
    return list.toString();
  }

  private static String expression(OmopTable table, OmopColumn column) {
    String name = column.name();
    if (table.factKey().map(name::equals).orElse(false)) {
      return "f.fact_id";
    }
    return switch (name) {
      case OmopTable.PERSON_ID -> "p.person_id";
      case OmopTable.CONSENT_CLASS -> "p.consent_class";
      case OmopTable.JOURNAL_REF -> "concat(f.journal_entry, ':', f.journal_offset)";
      case "visit_occurrence_id" -> "v.visit_occurrence_id";
      case "care_site_id" -> "c.care_site_id";
      case "provider_id", "preceding_visit_occurrence_id" -> "NULL::BIGINT";
      default -> value(table, column, "f." + name);
    };
  }

  private static String value(OmopTable table, OmopColumn column, String from) {
    if (column.role() == ColumnRole.CONCEPT) {
      if (column.name().endsWith("_type_concept_id")) {
        return "coalesce(" + from + ", " + FROM_RECORD + ")";
      }
      return required(table, column) ? "coalesce(" + from + ", 0)" : from;
    }
    if (column.type() == ColumnType.DOUBLE) {
      return "CASE WHEN abs(" + from + ") < " + LARGEST_NUMBER + " THEN " + from + " END";
    }
    return from;
  }

  /** The concepts that the CDM wants as 0 where none is known: the row's own, and as sent. */
  private static boolean required(OmopTable table, OmopColumn column) {
    String name = column.name();
    if (name.startsWith("unit_")) {
      return false;
    }
    String first =
        table.columns().stream()
            .filter(c -> c.role() == ColumnRole.CONCEPT)
            .findFirst()
            .map(OmopColumn::name)
            .orElse("");
    return name.equals(first)
        || name.endsWith("_source_concept_id")
        || name.equals("race_concept_id")
        || name.equals("ethnicity_concept_id");
  }

  /** One row a person: what its source patients say, newest first, birth from the fullest. */
  static String persons(OmopTable person, String schema, String live) {
    StringJoiner list = new StringJoiner(", ");
    for (OmopColumn column : person.storedColumns()) {
      list.add(personColumn(person, column) + " AS " + column.name());
    }
    String parts =
        "((f.year_of_birth IS NOT NULL)::BIGINT + (f.month_of_birth IS NOT NULL)::BIGINT"
            + " + (f.day_of_birth IS NOT NULL)::BIGINT + (f.birth_datetime IS NOT NULL)::BIGINT)";
    return begin(person, schema)
        .append(list)
        .append(" FROM present q LEFT JOIN (SELECT r.person_id, l.location_id, ")
        .append(parts)
        .append(" * 1152921504606846976 + f.fact_id AS fullness, f.* FROM ")
        .append(live)
        .append(" f JOIN resolved r ON r.source_patient_id = f.source_patient_id LEFT JOIN ")
        .append(schema)
        .append(".location l ON ")
        .append(sameRegion())
        .append(") f ON f.person_id = q.person_id")
        .append(" GROUP BY q.consent_class, q.person_id ORDER BY q.consent_class, q.person_id")
        .toString();
  }

  private static String sameRegion() {
    return "l.country_source_value IS NOT DISTINCT FROM f.location_country"
        + " AND l.state IS NOT DISTINCT FROM f.location_state"
        + " AND l.city IS NOT DISTINCT FROM f.location_city"
        + " AND l.county IS NOT DISTINCT FROM f.location_county";
  }

  private static String personColumn(OmopTable person, OmopColumn column) {
    String name = column.name();
    return switch (name) {
      case OmopTable.PERSON_ID -> "q.person_id";
      case OmopTable.CONSENT_CLASS -> "q.consent_class";
      case OmopTable.JOURNAL_REF ->
          "arg_max(concat(f.journal_entry, ':', f.journal_offset), f.fact_id)";
      case "provider_id", "care_site_id" -> "NULL::BIGINT";
      case "year_of_birth" ->
          "arg_max_null(coalesce(f.year_of_birth, year(f.birth_datetime)::INTEGER), f.fullness)";
      case "month_of_birth" ->
          "arg_max_null(coalesce(f.month_of_birth, month(f.birth_datetime)::INTEGER), f.fullness)";
      case "day_of_birth" ->
          "arg_max_null(coalesce(f.day_of_birth, day(f.birth_datetime)::INTEGER), f.fullness)";
      case "birth_datetime" -> "arg_max_null(f.birth_datetime, f.fullness)";
      default -> {
        // A mapped value and the words it was mapped from come from the same fact.
        String family = name.substring(0, name.indexOf('_'));
        if (name.equals("location_id")) {
          yield "arg_max(f.location_id, f.fact_id)";
        }
        String newest =
            "arg_max_null(f."
                + name
                + ", f.fact_id) FILTER (coalesce(f."
                + family
                + "_source_value, '') <> '' OR coalesce(f."
                + family
                + "_concept_id, 0) <> 0)";
        yield value(person, column, newest);
      }
    };
  }

  static String locations(OmopTable location, String schema, String live) {
    String made =
        "row_number() OVER (ORDER BY country, state, city, county) AS location_id, city, state,"
            + " county, 0::INTEGER AS country_concept_id, country AS country_source_value";
    checkColumns(
        location,
        "location_id",
        "city",
        "state",
        "county",
        "country_concept_id",
        "country_source_value");
    return begin(location, schema)
        .append(made)
        .append(" FROM (SELECT DISTINCT location_country AS country, location_state AS state,")
        .append(" location_city AS city, location_county AS county FROM ")
        .append(live)
        .append(") WHERE coalesce(country, state, city, county) IS NOT NULL ORDER BY 1")
        .toString();
  }

  static String careSites(OmopTable careSite, String schema, String visits, String details) {
    checkColumns(
        careSite,
        "care_site_id",
        "care_site_name",
        "place_of_service_concept_id",
        "location_id",
        "care_site_source_value",
        "place_of_service_source_value");
    return begin(careSite, schema)
        .append("row_number() OVER (ORDER BY care_site_source_value, care_site_name)")
        .append(" AS care_site_id, care_site_name, 0::INTEGER AS place_of_service_concept_id,")
        .append(" NULL::BIGINT AS location_id, care_site_source_value,")
        .append(" NULL::VARCHAR AS place_of_service_source_value FROM (")
        .append("SELECT care_site_source_value, care_site_name FROM ")
        .append(visits)
        .append(" UNION SELECT care_site_source_value, care_site_name FROM ")
        .append(details)
        .append(") WHERE coalesce(care_site_source_value, care_site_name) IS NOT NULL ORDER BY 1")
        .toString();
  }

  /** From the first to the last event known; one period a person, under the person's number. */
  static String observationPeriods(OmopTable period, String schema) {
    checkColumns(
        period,
        "observation_period_id",
        "person_id",
        "observation_period_start_date",
        "observation_period_end_date",
        "period_type_concept_id",
        "journal_ref",
        "consent_class");
    return begin(period, schema)
        .append("person_id AS observation_period_id, person_id,")
        .append(" min(first) AS observation_period_start_date,")
        .append(" max(last) AS observation_period_end_date, ")
        .append(FROM_RECORD)
        .append("::INTEGER AS period_type_concept_id, NULL::VARCHAR AS journal_ref, consent_class")
        .append(" FROM span WHERE first IS NOT NULL GROUP BY consent_class, person_id")
        .append(" ORDER BY consent_class, person_id")
        .toString();
  }

  /** First and last day of each person in one table, into {@code span}. */
  static String span(OmopTable table, String schema) {
    boolean clinical =
        switch (table.name()) {
          case "appointment", "cost", "payer_plan_period", "measurement_component" -> false;
          default -> true;
        };
    Optional<String> start = clinical ? startDate(table) : Optional.empty();
    String first = start.orElse("NULL::DATE");
    String last =
        table.dateColumns().stream()
            .map(OmopColumn::name)
            .filter(n -> n.endsWith("_end_date") && !n.startsWith("verbatim"))
            .findFirst()
            .filter(n -> start.isPresent())
            .map(n -> "greatest(" + n + ", " + first + ")")
            .orElse(first);
    return "INSERT INTO span SELECT person_id, consent_class, min("
        + first
        + "), max("
        + last
        + ") FROM "
        + schema
        + '.'
        + table.name()
        + " GROUP BY person_id, consent_class";
  }

  private static Optional<String> startDate(OmopTable table) {
    return table.dateColumns().stream()
        .filter(c -> c.role() == ColumnRole.DATE)
        .map(OmopColumn::name)
        .findFirst();
  }

  static String empty(OmopTable table, String schema) {
    StringJoiner list = new StringJoiner(", ", " (", ")");
    for (OmopColumn column : table.storedColumns()) {
      list.add(column.name() + ' ' + column.type());
    }
    return "CREATE TABLE " + schema + '.' + table.name() + list;
  }

  /**
   * Row count and two 64-bit sums over the MD5 of each row's text: the same for the same rows in
   * any order.
   */
  static String figures(OmopTable table, String schema) {
    StringJoiner row = new StringJoiner(", ", "concat_ws(chr(31), ", ")");
    for (OmopColumn column : table.storedColumns()) {
      if (!column.name().equals(OmopTable.JOURNAL_REF)
          && !column.name().equals(OmopTable.CONSENT_CLASS)) {
        row.add("coalesce(" + column.name() + "::VARCHAR, chr(30))");
      }
    }
    return "SELECT count(*), coalesce(sum((m & 18446744073709551615)::UBIGINT), 0),"
        + " coalesce(sum((m >> 64)::UBIGINT), 0) FROM (SELECT md5_number("
        + row
        + ") AS m FROM "
        + schema
        + '.'
        + table.name()
        + ')';
  }

  /** The statements above name columns one by one; the schema must not have moved on. */
  private static void checkColumns(OmopTable table, String... names) {
    if (!table.storedColumns().stream()
        .map(OmopColumn::name)
        .toList()
        .equals(java.util.List.of(names))) {
      throw new IllegalStateException("the columns of " + table + " have changed");
    }
  }
}
