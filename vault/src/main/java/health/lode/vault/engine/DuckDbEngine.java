package health.lode.vault.engine;

import health.lode.vault.VaultDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.jspecify.annotations.Nullable;

/**
 * The engine in a node: the vault's own DuckDB, each statement on a connection of its own and in a
 * read-only transaction.
 */
public final class DuckDbEngine implements Engine, AutoCloseable {
  private final VaultDatabase database;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "engine-time-limit");
            thread.setDaemon(true);
            return thread;
          });

  public DuckDbEngine(VaultDatabase database) {
    this.database = database;
  }

  @Override
  public Prepared prepare(String sql, Limits limits) {
    if (!StatementText.isOneSelect(sql)) {
      throw EngineReason.ENGINE_STATEMENT.refusal().asException();
    }
    try {
      return new Bound(sql, limits);
    } catch (SQLException e) {
      throw reason(e, false).refusal().asException();
    }
  }

  /** A statement with the connection and the read-only transaction that it runs in. */
  private final class Bound implements Prepared {
    private final DuckDBConnection connection;
    private final DuckDBPreparedStatement statement;
    private final Limits limits;

    Bound(String sql, Limits limits) throws SQLException {
      this.limits = limits;
      connection = database.connect();
      try (Statement begin = connection.createStatement()) {
        begin.execute("BEGIN TRANSACTION READ ONLY");
        statement = connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
      } catch (SQLException e) {
        closed(connection);
        throw e;
      }
    }

    @Override
    public void stream(RowConsumer consumer) {
      AtomicBoolean late = new AtomicBoolean();
      ScheduledFuture<?> limit =
          clock.schedule(
              () -> {
                late.set(true);
                cancel(statement);
              },
              limits.time().toNanos(),
              TimeUnit.NANOSECONDS);
      try (ResultSet rows = statement.executeQuery()) {
        read(rows, limits.rows(), late, consumer);
      } catch (SQLException e) {
        // Deliberately without its cause: what the engine says can hold data.
        throw reason(e, late.get()).refusal().asException();
      } finally {
        limit.cancel(false);
      }
    }

    /** Closing the connection ends its transaction, in which nothing can have been written. */
    @Override
    public void close() {
      closed(statement);
      closed(connection);
    }
  }

  private static void closed(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception e) {
      throw EngineReason.ENGINE_FAILED.refusal().asException();
    }
  }

  private static void cancel(DuckDBPreparedStatement statement) {
    try {
      statement.cancel();
    } catch (SQLException e) {
      // Finished in the same instant.
    }
  }

  private static void read(ResultSet rows, long most, AtomicBoolean late, RowConsumer consumer)
      throws SQLException {
    ResultSetMetaData about = rows.getMetaData();
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= about.getColumnCount(); i++) {
      columns.add(about.getColumnLabel(i));
    }
    consumer.columns(columns);
    for (long read = 0; rows.next(); read++) {
      if (read == most) {
        throw EngineReason.ENGINE_ROWS.refusal().asException();
      }
      if (late.get()) {
        throw EngineReason.ENGINE_TIMEOUT.refusal().asException();
      }
      @Nullable Object[] row = new Object[columns.size()];
      for (int i = 0; i < row.length; i++) {
        row[i] = plain(rows.getObject(i + 1));
      }
      consumer.row(Arrays.asList(row));
    }
  }

  /** The value as one of the types that a result may hold. */
  private static @Nullable Object plain(@Nullable Object value) throws SQLException {
    if (value == null
        || value instanceof Boolean
        || value instanceof Integer
        || value instanceof Long
        || value instanceof BigInteger
        || value instanceof BigDecimal
        || value instanceof Double
        || value instanceof String
        || value instanceof LocalDate
        || value instanceof LocalDateTime
        || value instanceof LocalTime) {
      return value;
    }
    if (value instanceof Byte || value instanceof Short) {
      return ((Number) value).intValue();
    }
    if (value instanceof Float single) {
      return single.doubleValue();
    }
    if (value instanceof Timestamp moment) {
      return moment.toLocalDateTime();
    }
    if (value instanceof Date day) {
      return day.toLocalDate();
    }
    if (value instanceof Time time) {
      return time.toLocalTime();
    }
    throw new SQLException("a type that no answer has");
  }

  private static EngineReason reason(SQLException e, boolean late) {
    if (late) {
      return EngineReason.ENGINE_TIMEOUT;
    }
    String said = String.valueOf(e.getMessage());
    return said.startsWith("Out of Memory")
        ? EngineReason.ENGINE_MEMORY
        : EngineReason.ENGINE_FAILED;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
