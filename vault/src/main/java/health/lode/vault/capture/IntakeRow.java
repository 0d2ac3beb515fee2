package health.lode.vault.capture;

import health.lode.vault.capture.IntakeTable.Role;
import health.lode.vault.capture.IntakeTable.ValueType;
import health.lode.vault.capture.PatientRegister.PatientKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;

/** A row decoded and waiting for its turn to be appended, when its numbers are given. */
final class IntakeRow implements FactRow {
  final IntakeTable table;
  private final Key128 key;
  private final DecodingThread thread;
  private final @Nullable Object[] values;
  private @Nullable PatientKey patient;
  private @Nullable Key128 visit;
  private long version;
  private boolean retracted;
  private @Nullable IntakeRow parent;
  private int parentOrdinal;
  private long factId;

  IntakeRow(IntakeTable table, Key128 key, DecodingThread thread) {
    this.table = table;
    this.key = key;
    this.thread = thread;
    this.values = new Object[table.columns()];
  }

  @Override
  public FactRow patient(String patientKey) {
    patient = thread.patientKey(patientKey);
    return this;
  }

  @Override
  public FactRow visit(@Nullable String visitKey) {
    visit = visitKey == null ? null : thread.factKey(visitKey);
    return this;
  }

  @Override
  public FactRow version(long version) {
    this.version = version;
    return this;
  }

  @Override
  public FactRow retracted() {
    retracted = true;
    return this;
  }

  @Override
  public FactRow parent(String column, FactRow row) {
    parent = (IntakeRow) row;
    parentOrdinal = ordinal(column, ValueType.LONG);
    return this;
  }

  @Override
  public FactRow text(String column, @Nullable String value) {
    values[ordinal(column, ValueType.TEXT)] = value;
    return this;
  }

  @Override
  public FactRow integer(String column, @Nullable Long value) {
    int ordinal = table.ordinal(column);
    if (table.type(ordinal) != ValueType.LONG && table.type(ordinal) != ValueType.INT) {
      throw wrongType(column);
    }
    values[ordinal] = value;
    return this;
  }

  @Override
  public FactRow number(String column, @Nullable BigDecimal value) {
    int ordinal = table.ordinal(column);
    if (value != null && table.type(ordinal) == ValueType.DECIMAL) {
      // A number too large for the column stays in the row's source value, as written.
      BigDecimal fitting = value.setScale(table.scale(ordinal), RoundingMode.HALF_EVEN);
      boolean fits = fitting.precision() - fitting.scale() <= table.wholeDigits(ordinal);
      values[ordinal] = fits ? fitting : null;
    } else if (value != null && table.type(ordinal) == ValueType.DOUBLE) {
      values[ordinal] = value.doubleValue();
    } else if (value != null) {
      throw wrongType(column);
    }
    return this;
  }

  @Override
  public FactRow date(String column, @Nullable LocalDate value) {
    values[ordinal(column, ValueType.DATE)] = value;
    return this;
  }

  @Override
  public FactRow dateTime(String column, @Nullable LocalDateTime value) {
    values[ordinal(column, ValueType.TIMESTAMP)] = value;
    return this;
  }

  private int ordinal(String column, ValueType type) {
    int ordinal = table.ordinal(column);
    if (table.type(ordinal) != type) {
      throw wrongType(column);
    }
    return ordinal;
  }

  private IllegalArgumentException wrongType(String column) {
    return new IllegalArgumentException("another type of value: " + table.name() + "." + column);
  }

  @Nullable PatientKey patientKey() {
    return patient;
  }

  /** Appends the row under the numbers it has now been given. */
  void append(
      DuckDBAppender out, long number, int sourceId, long sourcePatientId, long entry, long offset)
      throws SQLException {
    factId = number;
    out.beginRow();
    for (int i = 0; i < values.length; i++) {
      Role role = table.role(i);
      if (role == Role.VALUE) {
        if (parent != null && i == parentOrdinal) {
          out.append(parent.factId);
        } else {
          appendValue(out, i, values[i]);
        }
      } else {
        appendRole(out, role, sourceId, sourcePatientId, entry, offset);
      }
    }
    out.endRow();
  }

  private void appendRole(
      DuckDBAppender out, Role role, int sourceId, long sourcePatientId, long entry, long offset)
      throws SQLException {
    switch (role) {
      case FACT_ID -> out.append(factId);
      case SOURCE_ID -> out.append(sourceId);
      case KEY_HI -> out.append(key.hi());
      case KEY_LO -> out.append(key.lo());
      case VERSION -> out.append(version);
      case RETRACTED -> out.append(retracted);
      case SOURCE_PATIENT_ID -> {
        appendLong(out, patient == null ? null : sourcePatientId);
      }
      case VISIT_KEY_HI -> appendLong(out, visit == null ? null : visit.hi());
      case VISIT_KEY_LO -> appendLong(out, visit == null ? null : visit.lo());
      case JOURNAL_ENTRY -> out.append(entry);
      case JOURNAL_OFFSET -> out.append(offset);
      default -> throw new IllegalStateException(role.name());
    }
  }

  private static void appendLong(DuckDBAppender out, @Nullable Long value) throws SQLException {
    if (value == null) {
      out.append((Long) null);
    } else {
      out.append(value.longValue());
    }
  }

  private void appendNull(DuckDBAppender out, int ordinal) throws SQLException {
    switch (table.type(ordinal)) {
      case TEXT -> out.append((String) null);
      case LONG -> out.append((Long) null);
      case INT -> out.append((Integer) null);
      case DOUBLE -> out.append((Double) null);
      case DECIMAL -> out.append((BigDecimal) null);
      case DATE -> out.append((LocalDate) null);
      case TIMESTAMP -> out.append((LocalDateTime) null);
      case BOOLEAN -> out.append((Boolean) null);
    }
  }

  private void appendValue(DuckDBAppender out, int ordinal, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      appendNull(out, ordinal);
      return;
    }
    switch (table.type(ordinal)) {
      case TEXT -> out.append((String) value);
      case LONG -> out.append(((Long) value).longValue());
      case INT -> out.append(Math.toIntExact((Long) value));
      case DOUBLE -> out.append(((Double) value).doubleValue());
      case DECIMAL -> out.append((BigDecimal) value);
      case DATE -> out.append((LocalDate) value);
      case TIMESTAMP -> out.append((LocalDateTime) value);
      case BOOLEAN -> out.append(((Boolean) value).booleanValue());
    }
  }
}
