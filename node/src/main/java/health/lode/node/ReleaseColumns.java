package health.lode.node;

import health.lode.ask.ReleaseRows;
import health.lode.deidentify.policy.Dates;
import health.lode.deidentify.pseudonym.Pseudonyms;
import health.lode.refusal.Words;
import health.lode.vault.record.ColumnType;
import health.lode.vault.record.OmopSchema;
import health.lode.vault.record.OmopTable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a release makes of each column of the record model before anything is generalised: numbers
 * of persons and records become pseudonyms, dates move, words go through the text engine, and what
 * has no use outside stays.
 */
sealed interface ReleaseColumns {
  /** Keys of tables that do not travel, and moments of birth: a year is what a release can bear. */
  Set<String> STAYS =
      Set.of(
          "location_id",
          "provider_id",
          "care_site_id",
          "birth_datetime",
          "month_of_birth",
          "day_of_birth");

  /** A figure; a telephone number has more digits. */
  Pattern FIGURE = Pattern.compile("[<>=]{0,2}[-+]?[0-9]{1,6}(\\.[0-9]{1,9})?");

  /** A FHIR reference to a record that has no words of its own: {@code Medication/ID}. */
  Pattern REFERENCE = Pattern.compile("([A-Z][A-Za-z]{2,40})/[A-Za-z0-9.-]{1,64}");

  DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  /** One person's part in what becomes of a value. */
  interface Subject {
    String key();

    /** A note's text without what names this person or another. */
    String cleaned(String text);

    /** The same of a short text that stands in many rows. */
    String coded(String text);

    /**
     * Words that go with a code, without what surely names somebody: no diagnosis reads as a name.
     */
    String checked(String words);
  }

  /**
   * The value as it leaves; empty text for nothing.
   *
   * @param published whether the row has a published code beside the value, or as the value
   */
  String of(@Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms);

  /** What is done, for the release's dictionary. */
  Words words();

  /** A person's number: the same wherever this project and recipient meet the person. */
  record Person() implements ReleaseColumns {
    @Override
    public Words words() {
      return Words.of("pseudonym of the person", "患者假名");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      return Long.toString(pseudonyms.number(Pseudonyms.PATIENT, subject.key()));
    }
  }

  /** A record's number, the same in every table that refers to it. */
  record Key(String domain) implements ReleaseColumns {
    @Override
    public Words words() {
      return Words.of("pseudonym of the record", "记录假名");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      return value == null ? "" : Long.toString(pseudonyms.number(domain, value.toString()));
    }
  }

  /** A day or a moment, moved with all of the person's dates, or cut to what the policy keeps. */
  record Date(Dates dates) implements ReleaseColumns {
    @Override
    public Words words() {
      return dates instanceof Dates.Shift shift
          ? Words.of(
              "moved with all dates of the person, by at most " + shift.days() + " days",
              "与该患者所有日期一同平移，最多 " + shift.days() + " 天")
          : Words.of("cut to the precision that the policy keeps", "仅保留策略规定的精度");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      if (value instanceof LocalDate day) {
        return day(day, subject, pseudonyms);
      }
      if (value instanceof LocalDateTime moment) {
        String day = day(moment.toLocalDate(), subject, pseudonyms);
        boolean whole =
            dates instanceof Dates.Shift
                || (dates instanceof Dates.Keep keep && keep.precision() == Dates.Precision.DAY);
        return whole && !day.isEmpty()
            ? LocalDate.parse(day).atTime(moment.toLocalTime()).format(MOMENT)
            : day;
      }
      return "";
    }

    private String day(LocalDate day, Subject subject, Pseudonyms pseudonyms) {
      if (dates instanceof Dates.Shift shift) {
        return day.plusDays(pseudonyms.shiftDays(shift, subject.key())).toString();
      }
      return switch (((Dates.Keep) dates).precision()) {
        case DAY -> day.toString();
        case MONTH -> day.toString().substring(0, 7);
        case YEAR -> Integer.toString(day.getYear());
        case NONE -> "";
      };
    }
  }

  /** Words as somebody wrote them. */
  record Text() implements ReleaseColumns {
    @Override
    public Words words() {
      return Words.of("as written, without what names anyone", "原文，去除身份信息");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      return value == null ? "" : subject.cleaned(value.toString());
    }
  }

  /** Words of a field that a register keeps: sex, race, place. */
  record Registered() implements ReleaseColumns {
    @Override
    public Words words() {
      return Words.of("as captured, without what surely names anyone", "原值，去除确定的身份信息");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      return value == null ? "" : subject.checked(value.toString());
    }
  }

  /**
   * A code, or the words beside it. A published code vouches for both; where there is none, a field
   * of codes can hold anything, an address too, and is read as a note is.
   */
  record Coded(boolean spoken) implements ReleaseColumns {
    @Override
    public Words words() {
      return spoken
          ? Words.of(
              "beside a published code as captured, without what surely names anyone; otherwise"
                  + " without what names anyone",
              "有公开术语编码者保留原值并去除确定的身份信息；否则去除身份信息")
          : Words.of(
              "published codes and figures as captured; otherwise without what names anyone",
              "公开术语编码和数值保留原值；否则去除身份信息");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      if (value == null) {
        return "";
      }
      String text = value.toString();
      if (published) {
        return spoken ? subject.checked(text) : text;
      }
      Matcher reference = REFERENCE.matcher(text);
      if (reference.matches()) {
        // A record's own number: digits of a UUID can read like any number.
        return reference.group(1) + "/" + pseudonyms.code("record", text);
      }
      return FIGURE.matcher(text).matches() ? text : subject.coded(text);
    }
  }

  /** Codes and figures, as they are; the gate looks for identifiers among them. */
  record Plain() implements ReleaseColumns {
    @Override
    public Words words() {
      return Words.of("as captured", "原值");
    }

    @Override
    public String of(
        @Nullable Object value, boolean published, Subject subject, Pseudonyms pseudonyms) {
      if (value instanceof Double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
      }
      return value == null ? "" : value.toString();
    }
  }

  /** What becomes of a column of {@code table}; empty where it stays. */
  static Optional<ReleaseColumns> of(
      String table, ReleaseRows.Column column, Dates dates, OmopSchema schema) {
    if (STAYS.contains(column.name())) {
      return Optional.empty();
    }
    return switch (column.role()) {
      case PERSON -> Optional.of(new Person());
      case KEY -> domain(column.name(), schema).map(Key::new);
      case DATE, TIME -> Optional.of(new Date(dates));
      case RESTRICTED -> Optional.of(new Text());
      case CONCEPT -> Optional.of(new Plain());
      case VALUE -> Optional.of(value(table, column));
      case IDENTIFIER, PLANNER -> Optional.empty();
    };
  }

  private static ReleaseColumns value(String table, ReleaseRows.Column column) {
    String name = column.name();
    // Vocabularies are named by URLs, and Lode itself writes the comparable code.
    if (column.type() != ColumnType.VARCHAR
        || name.endsWith("_vocabulary")
        || name.endsWith("_icd10")) {
      return new Plain();
    }
    return table.equals(ReleasePolicy.PERSONS)
        ? new Registered()
        : new Coded(!CodeColumns.isCode(name));
  }

  /** The table whose key the column holds: {@code preceding_visit_occurrence_id} is a visit's. */
  private static Optional<String> domain(String column, OmopSchema schema) {
    return schema.tables().stream()
        .map(OmopTable::primaryKey)
        .flatMap(Optional::stream)
        .filter(key -> column.equals(key) || column.endsWith("_" + key))
        .findFirst();
  }
}
