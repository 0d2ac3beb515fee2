package health.lode.vault.capture;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One table of the intake schema as the database has it: what each column takes. */
final class IntakeTable {
  /** How a column's value is appended. */
  enum ValueType {
    TEXT,
    LONG,
    INT,
    DOUBLE,
    DECIMAL,
    DATE,
    TIMESTAMP,
    BOOLEAN
  }

  /** Columns the pipeline fills by itself. */
  enum Role {
    VALUE,
    FACT_ID,
    SOURCE_ID,
    KEY_HI,
    KEY_LO,
    VERSION,
    RETRACTED,
    SOURCE_PATIENT_ID,
    VISIT_KEY_HI,
    VISIT_KEY_LO,
    JOURNAL_ENTRY,
    JOURNAL_OFFSET
  }

  private static final Map<String, Role> ROLES = roles();

  private final String name;
  private final int number;
  private final List<ValueType> types = new ArrayList<>();
  private final List<Role> roles = new ArrayList<>();
  private final List<Integer> scales = new ArrayList<>();
  private final List<Integer> precisions = new ArrayList<>();
  private final Map<String, Integer> ordinals = new HashMap<>();

  private IntakeTable(String name, int number) {
    this.name = name;
    this.number = number;
  }

  /** Every table of the intake schema, by name. */
  static Map<String, IntakeTable> all(Connection connection) throws SQLException {
    Map<String, IntakeTable> tables = new HashMap<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT table_name, column_name, data_type, numeric_precision, numeric_scale"
                    + " FROM information_schema.columns"
                    + " WHERE table_schema = 'intake' ORDER BY table_name, ordinal_position");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        String table = rows.getString(1);
        IntakeTable t = tables.get(table);
        if (t == null) {
          t = new IntakeTable(table, tables.size());
          tables.put(table, t);
        }
        t.add(rows.getString(2), rows.getString(3), rows.getInt(4), rows.getInt(5));
      }
    }
    return tables;
  }

  private void add(String column, String sqlType, int precision, int scale) {
    ordinals.put(column, types.size());
    roles.add(ROLES.getOrDefault(column, Role.VALUE));
    types.add(type(column, sqlType));
    precisions.add(precision);
    scales.add(scale);
  }

  private ValueType type(String column, String sqlType) {
    if (sqlType.startsWith("DECIMAL")) {
      return ValueType.DECIMAL;
    }
    return switch (sqlType) {
      case "VARCHAR" -> ValueType.TEXT;
      case "BIGINT" -> ValueType.LONG;
      case "INTEGER" -> ValueType.INT;
      case "DOUBLE" -> ValueType.DOUBLE;
      case "DATE" -> ValueType.DATE;
      case "TIMESTAMP" -> ValueType.TIMESTAMP;
      case "BOOLEAN" -> ValueType.BOOLEAN;
      default -> throw new IllegalStateException("no such intake type: " + name + "." + column);
    };
  }

  String name() {
    return name;
  }

  /** A number below the count of tables, the same while the database is open. */
  int number() {
    return number;
  }

  int columns() {
    return types.size();
  }

  ValueType type(int ordinal) {
    return types.get(ordinal);
  }

  Role role(int ordinal) {
    return roles.get(ordinal);
  }

  int scale(int ordinal) {
    return scales.get(ordinal);
  }

  /** Digits before the decimal point. */
  int wholeDigits(int ordinal) {
    return precisions.get(ordinal) - scales.get(ordinal);
  }

  /** Throws {@link IllegalArgumentException} where the table has no such column. */
  int ordinal(String column) {
    Integer ordinal = ordinals.get(column);
    if (ordinal == null || roles.get(ordinal) != Role.VALUE) {
      throw new IllegalArgumentException("no column " + column + " in " + name);
    }
    return ordinal;
  }

  private static Map<String, Role> roles() {
    Map<String, Role> byName = new HashMap<>();
    for (Role role : Role.values()) {
      if (role != Role.VALUE) {
        byName.put(role.name().toLowerCase(java.util.Locale.ROOT), role);
      }
    }
    return byName;
  }
}
