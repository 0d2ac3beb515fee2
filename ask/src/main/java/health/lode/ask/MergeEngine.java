package health.lode.ask;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Runs the upper part of questions over merged cells, in a locked database in memory that never
 * holds anything but such cells.
 */
final class MergeEngine implements AutoCloseable {
  private static final int OUTPUT_SCALE = 6;

  private @Nullable DuckDBConnection root;

  private synchronized DuckDBConnection connection() throws SQLException {
    DuckDBConnection open = root;
    if (open == null || open.isClosed()) {
      open = DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
      try (Statement statement = open.createStatement()) {
        statement.execute("SET threads = 1");
        statement.execute("SET memory_limit = '256MB'");
        statement.execute("SET enable_external_access = false");
        statement.execute("SET lock_configuration = true");
      }
      root = open;
    }
    return open.duplicate().unwrap(DuckDBConnection.class);
  }

  /** A row of the finished answer and the merged row it came from. */
  record Row(int source, List<@Nullable Object> values) {}

  List<Row> run(String sql, int width, List<Merge.Row> merged) {
    try (DuckDBConnection connection = connection();
        Statement statement = connection.createStatement()) {
      StringBuilder create = new StringBuilder("CREATE TEMP TABLE merged(rid INTEGER");
      for (int i = 0; i < width; i++) {
        create.append(", c").append(i).append(" VARCHAR");
      }
      statement.execute(create.append(")").toString());
      fill(connection, merged);
      List<Row> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<@Nullable Object> values = new ArrayList<>();
          for (int i = 2; i <= columns; i++) {
            values.add(value(result.getObject(i)));
          }
          rows.add(new Row(result.getInt(1), values));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw new health.lode.refusal.RefusedException(
          Refuse.because(
                  AskReason.MERGE_FAILED,
                  "The merged figures could not be finished.",
                  "合并后的数值无法完成计算。",
                  "Simplify the expressions over the aggregates.",
                  "请简化聚合之上的表达式。")
              .refusal(),
          e);
    }
  }

  private static void fill(Connection connection, List<Merge.Row> merged) throws SQLException {
    try (DuckDBAppender appender =
        connection.unwrap(DuckDBConnection.class).createAppender("temp", "main", "merged")) {
      for (int i = 0; i < merged.size(); i++) {
        appender.beginRow();
        appender.append(i);
        merged.get(i).key().forEach(text -> append(appender, text));
        merged.get(i).cells().forEach(text -> append(appender, text));
        appender.endRow();
      }
    }
  }

  private static void append(DuckDBAppender appender, @Nullable String text) {
    try {
      if (text == null) {
        appender.appendNull();
      } else {
        appender.append(text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value == null || value instanceof String || value instanceof Boolean) {
      return value;
    }
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof BigInteger whole) {
      return whole.bitLength() < 64 ? (Object) whole.longValue() : new BigDecimal(whole);
    }
    if (value instanceof Double number) {
      return Double.isNaN(number) || Double.isInfinite(number)
          ? null
          : rounded(BigDecimal.valueOf(number));
    }
    if (value instanceof BigDecimal number) {
      return rounded(number);
    }
    return value.toString();
  }

  /** Every printed fraction is rounded half even to six places, trailing zeros removed. */
  private static Object rounded(BigDecimal number) {
    BigDecimal cut =
        number.setScale(Math.min(number.scale(), OUTPUT_SCALE), RoundingMode.HALF_EVEN);
    return cut.signum() == 0
        ? BigDecimal.ZERO
        : new BigDecimal(cut.stripTrailingZeros().toPlainString());
  }

  @Override
  public synchronized void close() {
    DuckDBConnection open = root;
    root = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
